#include "modules/typestrip/type_arguments.hpp"

#include "modules/typestrip/limits.hpp"
#include "modules/typestrip/source_text.hpp"

namespace skerry::typestrip {
namespace {

/// The end of the bracketed text that begins at `open`, whatever is in it.
std::optional<std::size_t> end_of_brackets(std::string_view text, std::size_t open) noexcept {
  std::size_t depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && --depth == 0) return at + 1;
  }
  return std::nullopt;
}

/// The end of the string that begins at `open`.
std::optional<std::size_t> end_of_string(std::string_view text, std::size_t open) noexcept {
  const std::size_t close = text.find(text[open], open + 1);
  if (close == std::string_view::npos || spans_lines(text, open, close)) return std::nullopt;
  return close + 1;
}

}  // namespace

std::optional<std::size_t> end_of_type_arguments(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  bool type_may_begin = true;
  std::size_t at = open;
  for (std::size_t token = 0; token < kTypeArgumentTokensMax && at < text.size(); ++token) {
    const char c = text[at];
    std::optional<std::size_t> end = at + 1;
    if (c == '<') {
      if (depth > 0 && type_may_begin) return std::nullopt;
      ++depth;
      type_may_begin = true;
    } else if (c == '>') {
      if (type_may_begin) return std::nullopt;
      if (--depth == 0) return end;
    } else if (c == ',' || c == '.' || ((c == '|' || c == '&') && text.substr(at + 1, 1)[0] != c)) {
      if (type_may_begin && (c == ',' || c == '.')) return std::nullopt;
      type_may_begin = true;
    } else if (text.substr(at, 2) == "=>") {
      end = at + 2;
      type_may_begin = true;
    } else if (c == '[' || ((c == '(' || c == '{') && type_may_begin)) {
      end = end_of_brackets(text, at);
      type_may_begin = false;
    } else if (c == '"' || c == '\'') {
      if (!type_may_begin) return std::nullopt;
      end = end_of_string(text, at);
      type_may_begin = false;
    } else if (is_word(c)) {
      const std::string_view word = word_at(text, at);
      end = at + word.size();
      type_may_begin = word == "typeof" || word == "keyof" || word == "readonly";
    } else {
      return std::nullopt;
    }
    if (!end) return std::nullopt;
    at = skip_trivia(text, *end);
  }
  return std::nullopt;
}

std::optional<std::size_t> end_of_certain_type_arguments(std::string_view text, std::size_t open) {
  const auto end = end_of_type_arguments(text, open);
  if (!end) return std::nullopt;
  const std::size_t next = skip_trivia(text, *end);
  if (next >= text.size()) return std::nullopt;
  if (text[next] == '(' || text[next] == '`') return end;
  const std::string_view mark = text.substr(next, 2);
  const bool is_sign =
      (mark.starts_with('+') || mark.starts_with('-')) && mark != "++" && mark != "--";
  const bool is_comparison = mark.starts_with('<') || mark.starts_with('>');
  if (spans_lines(text, *end, next) && !is_sign && !is_comparison) return end;
  return std::nullopt;
}

}  // namespace skerry::typestrip
