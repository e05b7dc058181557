#include "host/capabilities/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <limits>

namespace skerry::host {
namespace {

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/';
}

/// The four letters that the last one or two bytes make.
std::string encoded_tail(std::string_view bytes, std::size_t count) {
  const std::string_view tail = bytes.substr(bytes.size() - count);
  std::array<unsigned char, 5> letters{};
  EVP_EncodeBlock(letters.data(), reinterpret_cast<const unsigned char*>(tail.data()),
                  static_cast<int>(tail.size()));
  return {letters.begin(), letters.begin() + 4};
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0 || text.size() > std::numeric_limits<int>::max()) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  // OpenSSL skips white space, which RFC 4648 does not allow.
  if (!std::ranges::all_of(text.substr(0, text.size() - padding), is_letter)) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size) - padding);
  // Bits beyond the last byte would give one value several spellings (RFC 4648 section 3.5).
  if (padding != 0 && encoded_tail(bytes, 3 - padding) != text.substr(text.size() - 4)) {
    return std::nullopt;
  }
  return bytes;
}

std::optional<std::string> decode_base64url(std::string_view text) {
  if (text.size() % 4 == 1 || text.find_first_of("+/=") != std::string_view::npos) {
    return std::nullopt;
  }
  std::string plain(text);
  std::ranges::replace(plain, '-', '+');
  std::ranges::replace(plain, '_', '/');
  plain.append((4 - plain.size() % 4) % 4, '=');
  return decode_base64(plain);
}

}  // namespace skerry::host
