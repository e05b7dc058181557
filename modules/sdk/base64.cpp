#include "modules/sdk/base64.hpp"

#include <cstdint>

#include "modules/sdk/assert.hpp"

namespace skerry {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t index = 0; index < 3; ++index) {
      bits = bits << 8 | (index < group.size() ? static_cast<unsigned char>(group[index]) : 0U);
    }
    for (std::size_t index = 0; index < 4; ++index) {
      const bool padding = index > group.size();
      text += padding ? '=' : kAlphabet[(bits >> (18 - 6 * index)) & 63];
    }
  }
  return text;
}

std::string bytes_of_hex(std::string_view hex) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  SKERRY_ASSERT(hex.size() % 2 == 0);
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    const std::size_t high = kDigits.find(hex[at]);
    const std::size_t low = kDigits.find(hex[at + 1]);
    SKERRY_ASSERT(high != std::string_view::npos && low != std::string_view::npos);
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace skerry
