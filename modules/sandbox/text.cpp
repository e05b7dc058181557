#include "text.hpp"

#include <cstdlib>
#include <cstring>

namespace skerry::sandbox {
namespace {

constexpr std::size_t kCapacityBytesMin = 256;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kHexDigits = "0123456789abcdef";

bool is_surrogate_at(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && static_cast<unsigned char>(text[at]) == 0xED &&
         static_cast<unsigned char>(text[at + 1]) >= 0xA0;
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

}  // namespace

Text::~Text() { std::free(data_); }

bool Text::reserve(std::size_t more) {
  if (more > bytes_max_ - bytes_) return false;
  if (bytes_ + more <= capacity_) return true;
  std::size_t capacity = capacity_ < kCapacityBytesMin ? kCapacityBytesMin : capacity_ * 2;
  if (capacity < bytes_ + more) capacity = bytes_ + more;
  void* const grown = std::realloc(data_, capacity);
  if (grown == nullptr) return false;
  data_ = static_cast<char*>(grown);
  capacity_ = capacity;
  return true;
}

bool Text::append(std::string_view part) {
  if (!reserve(part.size())) return false;
  std::memcpy(data_ + bytes_, part.data(), part.size());
  bytes_ += part.size();
  return true;
}

bool Text::append_quoted(std::string_view text) {
  const std::size_t before = bytes_;
  bool fits = append("\"");
  std::size_t plain = 0;
  for (std::size_t at = 0; fits && at < text.size();) {
    const char c = text[at];
    const bool surrogate = is_surrogate_at(text, at);
    if (!surrogate && !needs_escape(c)) {
      ++at;
      continue;
    }
    fits = append(text.substr(plain, at - plain));
    if (surrogate) {
      fits = fits && append(kReplacement);
      at += 3;
    } else {
      const auto code = static_cast<unsigned char>(c);
      const char escape[] = {'\\', 'u', '0', '0', kHexDigits[code >> 4], kHexDigits[code & 15]};
      const char pair[] = {'\\', c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c};
      const bool is_short = code >= 0x20 || c == '\n' || c == '\r' || c == '\t';
      fits = fits && append(is_short ? std::string_view(pair, 2) : std::string_view(escape, 6));
      ++at;
    }
    plain = at;
  }
  fits = fits && append(text.substr(plain)) && append("\"");
  if (!fits) truncate(before);
  return fits;
}

bool Text::append_number(std::uint32_t value) {
  char digits[10];
  std::size_t at = sizeof(digits);
  do {
    digits[--at] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  return append(std::string_view(digits + at, sizeof(digits) - at));
}

bool has_lone_surrogate(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const void* const found = std::memchr(text.data() + at, 0xED, text.size() - at);
    if (found == nullptr) return false;
    at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (is_surrogate_at(text, at)) return true;
  }
  return false;
}

std::string_view truncated(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace skerry::sandbox
