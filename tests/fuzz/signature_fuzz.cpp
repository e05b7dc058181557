#include <openssl/evp.h>

#include <string>
#include <vector>

#include "host/capabilities/base64.hpp"
#include "host/capabilities/signature.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace skerry::host;
using skerry::fuzz::require;

namespace {

std::string base64(std::string_view bytes) {
  std::string text(bytes.size() / 3 * 4 + 5, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::string base64url(std::string_view bytes) {
  std::string text = base64(bytes);
  for (char& c : text) {
    if (c == '+') c = '-';
    if (c == '/') c = '_';
  }
  text.resize(text.find('=') == std::string::npos ? text.size() : text.find('='));
  return text;
}

}  // namespace

// Lines: algorithm, key, signature; the rest is the text.
SKERRY_FUZZ_TARGET(input) {
  if (const auto bytes = decode_base64(input)) {
    require(base64(*bytes) == input, "base64 has one spelling");
  }
  if (const auto bytes = decode_base64url(input)) {
    require(base64url(*bytes) == input, "base64url has one spelling");
  }
  require(decode_base64(base64(input)) == input, "what is encoded is decoded again");
  require(decode_base64url(base64url(input)) == input, "what is encoded is decoded again");
  const std::string_view algorithm = skerry::fuzz::take_line(input);
  const std::string_view key = skerry::fuzz::take_line(input);
  const std::string_view signature = skerry::fuzz::take_line(input);
  const auto outcome = verify_signature(algorithm, key, input, signature);
  if (!outcome) require(outcome.error().kind == skerry::FailureKind::kInvalid, "a fault is named");
  // A signature that was made here is accepted, and of another text refused.
  if (key.empty()) return;
  const std::string jwk = R"({"kty":"oct","k":")" + base64url(key) + "\"}";
  const std::string made = base64url(hmac_sha256(key, input));
  require(verify_signature("HS256", jwk, input, made).value_or(false), "a signature is accepted");
  const std::string other = std::string(input) + "!";
  require(!verify_signature("HS256", jwk, other, made).value_or(true), "another text is refused");
}
