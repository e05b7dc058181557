#pragma once

#include <string>
#include <string_view>

/// What protocols do with ASCII alone, in every locale; other bytes stay as they are.
namespace skerry {

/// White space within a line of a header field (RFC 9110, 5.6.3), and that of JSON (RFC 8259, 2).
inline constexpr std::string_view kLineSpace = " \t";
inline constexpr std::string_view kJsonSpace = " \t\r\n";

/// `text` without such characters at both ends; a view of it.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text,
                                                 std::string_view space = kLineSpace) {
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// `text` with A to Z in lower case.
[[nodiscard]] constexpr std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& character : result) {
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
  }
  return result;
}

static_assert(trimmed(" \ta b\t") == "a b" && trimmed("\n") == "\n" && trimmed(" ").empty());
static_assert(trimmed("\r\n a\n", kJsonSpace) == "a" && trimmed("\n", kJsonSpace).empty());
static_assert(lowered("AbZ-9\xc3\x84[") == "abz-9\xc3\x84[");

}  // namespace skerry
