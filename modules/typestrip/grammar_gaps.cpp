#include "modules/typestrip/grammar_gaps.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "modules/typestrip/source_text.hpp"
#include "modules/typestrip/type_arguments.hpp"

namespace skerry::typestrip {
namespace {

struct Span {
  std::size_t begin;
  std::size_t end;
};

Edit erasing(Span span) noexcept { return {span.begin, span.end, Edit::Kind::erase}; }

/// Walks back from a token over the words and marks before it. Comments end the walk, which then
/// finds no gap: the construct is rare enough.
class Backwards {
 public:
  Backwards(std::string_view text, std::size_t offset) noexcept : text_(text), at_(offset) {
    skip_space();
  }

  /// Steps over `word` if it is the word before; `last()` is then where it was.
  bool step_over(std::string_view word) noexcept {
    if (word_before(text_, at_) != word) return false;
    last_ = {at_ - word.size(), at_};
    at_ -= word.size();
    skip_space();
    return true;
  }

  bool step_over_word() noexcept {
    const std::string_view word = word_before(text_, at_);
    return !word.empty() && step_over(word);
  }

  bool step_over_mark(char mark) noexcept {
    if (at_ == 0 || text_[at_ - 1] != mark) return false;
    --at_;
    skip_space();
    return true;
  }

  [[nodiscard]] bool is_after_any_of(std::string_view marks) const noexcept {
    return at_ > 0 && marks.contains(text_[at_ - 1]);
  }

  [[nodiscard]] Span last() const noexcept { return last_; }

 private:
  void skip_space() noexcept {
    while (at_ > 0 && space_length(text_, at_ - 1) == 1) --at_;
  }

  std::string_view text_;
  std::size_t at_;
  Span last_{0, 0};
};

/// The comment between a `?` and the token at `offset`, if that may end an optional parameter.
std::optional<Edit> comment_after_question_mark(std::string_view text,
                                                std::size_t offset) noexcept {
  if (offset >= text.size() || !std::string_view(":,)").contains(text[offset])) return std::nullopt;
  const std::size_t last = text.find_last_not_of(" \t\r\n", offset == 0 ? 0 : offset - 1);
  if (last == std::string_view::npos || last < 4 || text.substr(last - 1, 2) != "*/") {
    return std::nullopt;
  }
  const std::size_t begin = text.rfind("/*", last - 3);
  if (begin == std::string_view::npos || begin == 0) return std::nullopt;
  const std::size_t before = text.find_last_not_of(" \t\r\n", begin - 1);
  if (before == std::string_view::npos || text[before] != '?') return std::nullopt;
  return erasing({begin, last + 1});
}

/// A type-only keyword before the token at `offset`, or that token.
std::optional<Edit> find_unknown_keyword(std::string_view text, std::size_t offset) noexcept {
  if (const auto comment = comment_after_question_mark(text, offset)) return comment;
  const Backwards before(text, offset);
  const std::string_view token = word_at(text, offset);
  if (token == "in" || token == "out") {
    // The grammar takes `out` for the parameter's name and fails at the next word, but `in` is a
    // keyword that it fails at.
    Backwards walk = before;
    walk.step_over("const");
    if (walk.is_after_any_of("<,")) return erasing({offset, offset + token.size()});
  }
  if (Backwards walk = before; walk.step_over("out") || walk.step_over("in")) {
    const Span keyword = walk.last();
    walk.step_over("const");
    if (walk.is_after_any_of("<,")) return erasing(keyword);
  }
  if (Backwards walk = before;
      offset < text.size() && text[offset] == '*' && walk.step_over("type")) {
    const Span keyword = walk.last();
    if (walk.step_over("export")) return erasing(keyword);
  }
  if (Backwards walk = before; walk.step_over("abstract")) {
    const Span keyword = walk.last();
    if (token == "override") return erasing({offset, offset + token.size()});
    if (token == "class") return erasing(keyword);
  }
  if (Backwards walk = before; walk.step_over_word() && walk.step_over("override")) {
    const Span keyword = walk.last();
    if (walk.step_over("abstract")) return erasing(keyword);
  }
  if (Backwards walk = before;
      walk.step_over_word() && walk.step_over_mark('[') && walk.step_over("static")) {
    return erasing(walk.last());
  }
  if (Backwards walk = before; walk.step_over("override")) {
    const Span keyword = walk.last();
    if (walk.step_over("abstract")) return erasing(keyword);
  }
  if (Backwards walk = before; walk.step_over("class") && walk.step_over("abstract")) {
    return erasing(walk.last());
  }
  return std::nullopt;
}

/// Whether TypeScript takes `word` for a name where the grammar expects a keyword.
bool may_be_name(std::string_view word) noexcept {
  constexpr auto kWords =
      std::to_array<std::string_view>({"abstract", "accessor", "as", "infer", "is", "keyof",
                                       "satisfies", "undefined", "unique", "using"});
  return std::ranges::find(kWords, word) != kWords.end();
}

/// The last `using` before `offset` that no name follows. The grammar takes it for the begin of a
/// declaration and fails only where its `=` should be.
std::optional<Edit> using_as_name(std::string_view text, std::size_t offset) noexcept {
  const std::string_view head = text.substr(0, offset);
  const std::size_t begin = head.rfind("using");
  if (begin == std::string_view::npos || (begin > 0 && is_word(text[begin - 1]))) {
    return std::nullopt;
  }
  const std::size_t next = skip_trivia(text, begin + std::string_view("using").size());
  if (next < text.size() && is_word(text[next])) return std::nullopt;
  return Edit{begin, begin + 1, Edit::Kind::rename};
}

/// Type arguments that begin at `offset` or that a template at `offset` follows.
std::optional<Edit> unknown_type_arguments(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return std::nullopt;
  if (text[offset] == '<') {
    const auto end = end_of_type_arguments(text, offset);
    if (end) return erasing({offset, *end});
  }
  if (text[offset] != '`') return std::nullopt;
  std::size_t open = offset;
  while (open > 0 && line_end_length(text, open - 1) != 1) {
    --open;
    if (text[open] != '<') continue;
    const auto end = end_of_type_arguments(text, open);
    if (end && skip_trivia(text, *end) == offset) return erasing({open, *end});
  }
  return std::nullopt;
}

/// The end of the code before `end`, which is the end of a token or of a comment. A comment mark
/// in a string deceives it; what is then tried does not help, and is taken back.
std::size_t end_of_code(std::string_view text, std::size_t end) noexcept {
  for (;;) {
    while (end > 0 && space_length(text, end - 1) == 1) --end;
    std::size_t line_begin = end;
    while (line_begin > 0 && line_end_length(text, line_begin - 1) != 1) --line_begin;
    const std::size_t line_comment = text.substr(0, end).find("//", line_begin);
    if (line_comment != std::string_view::npos) {
      end = line_comment;
    } else if (end >= 4 && text.substr(end - 2, 2) == "*/") {
      const std::size_t begin = text.rfind("/*", end - 4);
      if (begin == std::string_view::npos) return end;
      end = begin;
    } else {
      return end;
    }
  }
}

/// Adds the end of a statement at `end` if the token at `next` is in a later line.
void add_statement_end(std::vector<Edit>& edits, std::string_view text, std::size_t end,
                       std::size_t next) {
  if (end > 0 && space_length(text, end) == 1 && spans_lines(text, end, next)) {
    edits.push_back({end, end + 1, Edit::Kind::end_statement});
  }
}

}  // namespace

std::vector<Edit> find_repairs(std::string_view text, std::size_t end, std::size_t offset) {
  std::vector<Edit> edits;
  if (const auto keyword = find_unknown_keyword(text, offset)) edits.push_back(*keyword);
  if (Backwards walk(text, offset); walk.step_over_word()) {
    const auto [begin, word_end] = walk.last();
    if (may_be_name(text.substr(begin, word_end - begin))) {
      edits.push_back({begin, begin + 1, Edit::Kind::rename});
    }
  }
  if (may_be_name(word_at(text, offset))) edits.push_back({offset, offset + 1, Edit::Kind::rename});
  if (const auto list = unknown_type_arguments(text, offset)) edits.push_back(*list);
  if (const auto name = using_as_name(text, offset)) edits.push_back(*name);
  if (offset >= text.size()) return edits;
  add_statement_end(edits, text, end_of_code(text, end), offset);
  // The grammar takes `x as T⏎[y]` for one type and fails later in the line.
  std::size_t line_begin = offset;
  while (line_begin > 0 && line_end_length(text, line_begin - 1) != 1) --line_begin;
  const std::size_t first = skip_trivia(text, line_begin);
  if (first < offset && std::string_view("[(`<").contains(text[first])) {
    add_statement_end(edits, text, end_of_code(text, line_begin), first);
  }
  return edits;
}

std::optional<std::size_t> find_open_quote(std::string_view text, std::size_t offset) noexcept {
  std::size_t end = offset;
  while (end > 0 && space_length(text, end - 1) == 1) --end;
  if (end < text.size() && !spans_lines(text, end, offset)) return std::nullopt;
  std::size_t at = end;
  while (at > 0 && line_end_length(text, at - 1) != 1) --at;
  std::optional<std::size_t> open;
  for (; at < end; ++at) {
    const char c = text[at];
    if (c == '\\') {
      ++at;
    } else if (open) {
      if (c == text[*open]) open.reset();
    } else if (c == '"' || c == '\'') {
      open = at;
    } else if (text.substr(at, 2) == "//") {
      break;
    }
  }
  return open;
}

}  // namespace skerry::typestrip
