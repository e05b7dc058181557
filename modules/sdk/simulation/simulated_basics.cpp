#include "modules/sdk/simulation/simulated_basics.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <span>

#include "modules/sdk/json.hpp"

namespace skerry::simulation {

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hexadecimal(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0xf];
  }
  return text;
}

Digest hmac(std::string_view key, std::string_view text) {
  Digest digest;
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
       digest.data(), &length);
  return digest;
}

std::string base64url(std::span<const unsigned char> bytes) {
  std::string text(bytes.size() * 2 + 4, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  while (text.ends_with('=')) text.pop_back();
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

std::string from_base64url(std::string text) {
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  std::size_t padding = 0;
  while (text.size() % 4 != 0) {
    text += '=';
    ++padding;
  }
  std::string decoded(text.size(), '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(decoded.data()),
                                     bytes_of(text), static_cast<int>(text.size()));
  decoded.resize(length < 0 ? 0 : static_cast<std::size_t>(length) - padding);
  return decoded;
}

}  // namespace

std::string SimulatedCrypto::sha256(std::string_view text) {
  Digest digest;
  SHA256(bytes_of(text), text.size(), digest.data());
  return hexadecimal(digest);
}

std::string SimulatedCrypto::hmac_sha256(std::string_view key, std::string_view text) {
  return hexadecimal(hmac(key, text));
}

Result<bool> SimulatedCrypto::verify(std::string_view algorithm, std::string_view key,
                                     std::string_view text, std::string_view signature) {
  if (algorithm != "HS256") return std::ranges::contains(accepted_signatures, signature);
  const auto jwk = read_json(key);
  const Json* secret = jwk ? find_member(*jwk, "k") : nullptr;
  if (secret == nullptr || !secret->is_string()) return fail(FailureKind::kInvalid, "no k in JWK");
  return base64url(hmac(from_base64url(secret->get<std::string>()), text)) == signature;
}

}  // namespace skerry::simulation
