#include "host/database/sha256.hpp"

#include <openssl/sha.h>

#include <array>

namespace skerry::host {

std::string sha256_hex(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::string hex;
  hex.reserve(digest.size() * 2);
  for (const unsigned char byte : digest) {
    hex += kDigits[byte >> 4u];
    hex += kDigits[byte & 0xFu];
  }
  return hex;
}

}  // namespace skerry::host
