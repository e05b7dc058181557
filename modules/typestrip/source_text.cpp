#include "modules/typestrip/source_text.hpp"

namespace skerry::typestrip {
namespace {

unsigned byte_at(std::string_view text, std::size_t offset) noexcept {
  return offset < text.size() ? static_cast<unsigned char>(text[offset]) : 0U;
}

/// The allowed range of the second byte after `lead` (Unicode 16, table 3-7), and the length.
struct Sequence {
  std::size_t length;
  unsigned second_min;
  unsigned second_max;
};

Sequence sequence_of(unsigned lead) noexcept {
  if (lead < 0x80) return {1, 0, 0};
  if (lead >= 0xC2 && lead <= 0xDF) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept {
  for (std::size_t offset = 0; offset < text.size();) {
    const Sequence sequence = sequence_of(byte_at(text, offset));
    if (sequence.length == 0 || offset + sequence.length > text.size()) return offset;
    for (std::size_t index = 1; index < sequence.length; ++index) {
      const unsigned byte = byte_at(text, offset + index);
      const unsigned min = index == 1 ? sequence.second_min : 0x80;
      const unsigned max = index == 1 ? sequence.second_max : 0xBF;
      if (byte < min || byte > max) return offset;
    }
    offset += sequence.length;
  }
  return std::nullopt;
}

std::size_t utf8_length(char lead) noexcept {
  const std::size_t length = sequence_of(static_cast<unsigned char>(lead)).length;
  return length == 0 ? 1 : length;
}

std::size_t line_end_length(std::string_view text, std::size_t offset) noexcept {
  const unsigned first = byte_at(text, offset);
  if (offset >= text.size()) return 0;
  if (first == '\n' || first == '\r') return 1;
  if (first == 0xE2 && byte_at(text, offset + 1) == 0x80) {
    const unsigned third = byte_at(text, offset + 2);
    if (third == 0xA8 || third == 0xA9) return 3;
  }
  return 0;
}

Position position_of(std::string_view text, std::size_t offset) noexcept {
  Position position{1, 1};
  for (std::size_t at = 0; at < offset && at < text.size();) {
    const std::size_t line_end = line_end_length(text, at);
    if (line_end != 0) {
      const bool first_half = text[at] == '\r' && byte_at(text, at + 1) == '\n';
      if (!first_half) position = {position.line + 1, 1};
      at += line_end;
      continue;
    }
    const std::size_t length = utf8_length(text[at]);
    position.column += length == 4 ? 2 : 1;
    at += length;
  }
  return position;
}

std::size_t space_length(std::string_view text, std::size_t offset) noexcept {
  if (offset >= text.size()) return 0;
  const unsigned first = byte_at(text, offset);
  if (first == ' ' || (first >= 0x09 && first <= 0x0D)) return 1;
  if (first < 0x80) return 0;
  const unsigned second = byte_at(text, offset + 1);
  const unsigned third = byte_at(text, offset + 2);
  if (first == 0xC2 && second == 0xA0) return 2;                   // U+00A0
  if (first == 0xE1 && second == 0x9A && third == 0x80) return 3;  // U+1680
  if (first == 0xE2 && second == 0x80) {
    const bool wide = third >= 0x80 && third <= 0x8A;      // U+2000 to U+200A
    const bool line_end = third == 0xA8 || third == 0xA9;  // U+2028, U+2029
    return wide || line_end || third == 0xAF ? 3 : 0;      // U+202F
  }
  if (first == 0xE2 && second == 0x81 && third == 0x9F) return 3;  // U+205F
  if (first == 0xE3 && second == 0x80 && third == 0x80) return 3;  // U+3000
  if (first == 0xEF && second == 0xBB && third == 0xBF) return 3;  // U+FEFF
  return 0;
}

std::size_t skip_trivia(std::string_view text, std::size_t offset) noexcept {
  while (offset < text.size()) {
    if (const std::size_t length = space_length(text, offset); length != 0) {
      offset += length;
    } else if (text.substr(offset, 2) == "//") {
      while (offset < text.size() && line_end_length(text, offset) == 0) ++offset;
    } else if (text.substr(offset, 2) == "/*") {
      const std::size_t end = text.find("*/", offset + 2);
      offset = end == std::string_view::npos ? text.size() : end + 2;
    } else {
      break;
    }
  }
  return offset;
}

bool spans_lines(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  for (std::size_t at = begin; at < end; ++at) {
    if (line_end_length(text, at) != 0) return true;
  }
  return false;
}

bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '#' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view word_at(std::string_view text, std::size_t offset) noexcept {
  std::size_t end = offset;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(offset < text.size() ? offset : text.size(), end - offset);
}

std::string_view word_before(std::string_view text, std::size_t end) noexcept {
  std::size_t begin = end;
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

}  // namespace skerry::typestrip
