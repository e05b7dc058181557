#include "host/capabilities/signature.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>

#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "host/capabilities/base64.hpp"

namespace skerry::host {
namespace {

constexpr int kRsaBitsMin = 2048;
constexpr int kRsaBitsMax = 8192;
constexpr std::size_t kP256Bytes = 32;
constexpr std::size_t kEd25519Bytes = 32;

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>>;
using Number = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::unexpected<Failure> invalid(std::string detail) {
  return std::unexpected(Failure{FailureKind::kInvalid, std::move(detail)});
}

std::string text_member(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// A member's bytes; empty when it is missing or malformed.
std::string bytes_member(const nlohmann::json& object, const char* name) {
  return decode_base64url(text_member(object, name)).value_or("");
}

Number number_of(std::string_view bytes) {
  return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

Key make_key(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return Key(key);
}

Key rsa_key(const nlohmann::json& jwk) {
  const Number n = number_of(bytes_member(jwk, "n"));
  const Number e = number_of(bytes_member(jwk, "e"));
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder || BN_num_bits(n.get()) < kRsaBitsMin ||
      BN_num_bits(n.get()) > kRsaBitsMax || BN_num_bits(e.get()) < 2 || !BN_is_odd(e.get()) ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return nullptr;
  }
  return make_key("RSA", builder.get());
}

Key p256_key(const nlohmann::json& jwk) {
  const std::string x = bytes_member(jwk, "x");
  const std::string y = bytes_member(jwk, "y");
  if (text_member(jwk, "crv") != "P-256" || x.size() != kP256Bytes || y.size() != kP256Bytes) {
    return nullptr;
  }
  const std::string point = "\x04" + x + y;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1) {
    return nullptr;
  }
  return make_key("EC", builder.get());
}

Key ed25519_key(const nlohmann::json& jwk) {
  const std::string x = bytes_member(jwk, "x");
  if (text_member(jwk, "crv") != "Ed25519" || x.size() != kEd25519Bytes) return nullptr;
  return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(x), x.size()));
}

/// JWS carries the two numbers side by side (RFC 7518 section 3.4), OpenSSL wants them in DER.
std::optional<std::string> der_signature(std::string_view raw) {
  if (raw.size() != 2 * kP256Bytes) return std::nullopt;
  const EcdsaSignature signature(ECDSA_SIG_new());
  Number r = number_of(raw.substr(0, kP256Bytes));
  Number s = number_of(raw.substr(kP256Bytes));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) {
    return std::nullopt;
  }
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  if (size <= 0) return std::nullopt;
  std::string result(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return result;
}

bool verify_with(EVP_PKEY* key, const EVP_MD* digest, std::string_view text,
                 std::string_view signature) {
  const DigestContext context(EVP_MD_CTX_new());
  return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text),
                          text.size()) == 1;
}

std::expected<bool, Failure> verify_hmac(const nlohmann::json& jwk, std::string_view text,
                                         std::string_view signature) {
  const std::string key = bytes_member(jwk, "k");
  // How long a secret must be is its owner's decision; none at all is a mistake.
  if (key.empty()) return invalid("key: k is malformed or empty");
  const std::string expected = hmac_sha256(key, text);
  return signature.size() == expected.size() &&
         CRYPTO_memcmp(signature.data(), expected.data(), expected.size()) == 0;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
  std::string code(32, '\0');
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
       reinterpret_cast<unsigned char*>(code.data()), &size);
  return code;
}

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::expected<bool, Failure> verify_signature(std::string_view algorithm, std::string_view key,
                                              std::string_view text, std::string_view signature) {
  const auto jwk = nlohmann::json::parse(key, nullptr, false);
  if (!jwk.is_object()) return invalid("key: no JSON object");
  // The algorithm is bound to the key's type, so that a public key is never taken for a secret.
  const std::string type = text_member(jwk, "kty");
  const auto raw = decode_base64url(signature);
  if (algorithm == "HS256" && type == "oct") return verify_hmac(jwk, text, raw.value_or(""));
  Key parsed;
  const EVP_MD* digest = EVP_sha256();
  std::optional<std::string> wire = raw;
  if (algorithm == "RS256" && type == "RSA") {
    parsed = rsa_key(jwk);
  } else if (algorithm == "ES256" && type == "EC") {
    parsed = p256_key(jwk);
    if (raw) wire = der_signature(*raw);
  } else if (algorithm == "EdDSA" && type == "OKP") {
    parsed = ed25519_key(jwk);
    digest = nullptr;
  } else {
    return invalid("algorithm " + std::string(algorithm) + " for a key of type " + type);
  }
  if (parsed == nullptr) return invalid("key: malformed or too weak");
  return wire && verify_with(parsed.get(), digest, text, *wire);
}

}  // namespace skerry::host
