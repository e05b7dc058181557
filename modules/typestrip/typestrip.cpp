#include "modules/typestrip/typestrip.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "modules/typestrip/eraser.hpp"
#include "modules/typestrip/erasure.hpp"
#include "modules/typestrip/grammar_gaps.hpp"
#include "modules/typestrip/limits.hpp"
#include "modules/typestrip/source_text.hpp"
#include "modules/typestrip/syntax_tree.hpp"

namespace skerry::typestrip {
namespace {

StripError error_at(std::string_view source, std::size_t offset, StripFailure code,
                    std::string message) {
  const Position position = position_of(source, offset);
  return {code, std::move(message), position.line, position.column};
}

/// The token at `offset` as an error message shows it, cut where it is long.
std::string quote_token(std::string_view source, std::size_t offset) {
  if (offset >= source.size()) return "end of input";
  std::string_view token = word_at(source, offset);
  if (token.empty()) token = source.substr(offset, utf8_length(source[offset]));
  if (token.size() <= kQuotedTokenBytesMax) return "`" + std::string(token) + "`";
  std::size_t length = 0;
  while (length + utf8_length(token[length]) <= kQuotedTokenBytesMax) {
    length += utf8_length(token[length]);
  }
  return "`" + std::string(token.substr(0, length)) + "...`";
}

/// The bracket that is nested too deeply, if there is one. Brackets in strings and comments count.
std::optional<std::size_t> first_too_deep(std::string_view source) {
  std::size_t depth = 0;
  for (std::size_t offset = 0; offset < source.size(); ++offset) {
    const char c = source[offset];
    if (c == '(' || c == '[' || c == '{') {
      if (++depth > kNestingMax) return offset;
    } else if ((c == ')' || c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return std::nullopt;
}

std::optional<StripError> check_source(std::string_view source) {
  if (source.size() > kSourceBytesMax) {
    return StripError{StripFailure::source_too_large,
                      "The source has " + std::to_string(source.size()) + " bytes; at most " +
                          std::to_string(kSourceBytesMax) + " are allowed.",
                      1, 1};
  }
  if (const auto offset = first_invalid_utf8(source)) {
    return error_at(source, *offset, StripFailure::not_utf8, "The source is not UTF-8.");
  }
  if (const auto offset = first_too_deep(source)) {
    return error_at(source, *offset, StripFailure::too_complex,
                    "Brackets are nested more than " + std::to_string(kNestingMax) +
                        " levels deep here; write the code more simply.");
  }
  if (const std::size_t offset = source.find('\0'); offset != std::string_view::npos) {
    return error_at(source, offset, StripFailure::nul_character,
                    "The source contains U+0000; write `\\0` in a string instead.");
  }
  return std::nullopt;
}

/// One source on its way through as many rounds of parsing as it needs.
class Stripping {
 public:
  explicit Stripping(std::string_view source) : source_(source), text_(source) {}

  std::expected<std::string, StripError> run() {
    for (std::uint32_t round = 0; round < kParseRoundsMax; ++round) {
      auto tree = parser_.parse(text_);
      if (!tree) {
        if (tree.error().too_complex) break;
        if (const auto* left = repair(tree.error())) return std::unexpected(syntax_error(*left));
        continue;
      }
      Erasure erasure(source_);
      Eraser eraser(source_, text_, ts_tree_root_node(tree->get()), erasure);
      if (const auto done = eraser.run(); !done) {
        return std::unexpected(error_at(source_, done.error().offset,
                                        done.error().unsupported ? StripFailure::unsupported_syntax
                                                                 : StripFailure::syntax_error,
                                        std::string(done.error().message)));
      }
      if (eraser.repairs().empty()) return finish(erasure);
      for (const Edit& edit : eraser.repairs()) apply(edit);
      trial_.reset();
    }
    return std::unexpected(StripError{StripFailure::too_complex,
                                      "The source is too complex to parse; write it more simply.",
                                      1, 1});
  }

 private:
  /// A parse failure and what may repair it.
  struct Trial {
    ParseFailure failure;
    std::vector<Edit> candidates;
    std::size_t tried = 0;
  };

  /// Changes the text so that the next round may get further. An edit that does not get it further
  /// is taken back. Returns the failure when nothing is left to try.
  const ParseFailure* repair(const ParseFailure& failure) {
    Trial* trial = trial_ ? &*trial_ : nullptr;
    if (trial != nullptr && failure.offset <= trial->failure.offset) {
      take_back();
    } else if (find_open_quote(text_, failure.offset)) {
      trial = &trial_.emplace(Trial{failure, {}});
    } else {
      trial = &trial_.emplace(Trial{failure, find_repairs(text_, failure.end, failure.offset)});
    }
    if (trial->tried == trial->candidates.size()) return &trial->failure;
    apply(trial->candidates[trial->tried++]);
    return nullptr;
  }

  void apply(const Edit& edit) {
    const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(edit.begin);
    const auto end = text_.begin() + static_cast<std::ptrdiff_t>(edit.end);
    replaced_.assign(begin, end);
    switch (edit.kind) {
      case Edit::Kind::erase:
        std::fill(begin, end, ' ');
        break;
      case Edit::Kind::rename:
        *begin = '_';
        break;
      case Edit::Kind::end_statement:
        *begin = ';';
        break;
    }
    edits_.push_back(edit);
  }

  void take_back() {
    const Edit edit = edits_.back();
    edits_.pop_back();
    text_.replace(edit.begin, edit.end - edit.begin, replaced_);
  }

  [[nodiscard]] StripError syntax_error(const ParseFailure& failure) const {
    if (const auto quote = find_open_quote(source_, failure.offset)) {
      return error_at(source_, *quote, StripFailure::syntax_error, "This string is not closed.");
    }
    return error_at(source_, failure.offset, StripFailure::syntax_error,
                    "Unexpected " + quote_token(source_, failure.offset) + ".");
  }

  std::string finish(Erasure& erasure) const {
    for (const Edit& edit : edits_) {
      if (edit.kind == Edit::Kind::erase) erasure.erase(edit.begin, edit.end);
      if (edit.kind == Edit::Kind::end_statement) erasure.separate(edit.begin);
    }
    return erasure.finish();
  }

  std::string_view source_;
  std::string text_;
  Parser parser_;
  std::vector<Edit> edits_;     ///< What made `text_` of the source.
  std::string replaced_;        ///< What the last of them replaced.
  std::optional<Trial> trial_;  ///< Its last edit is being tried.
};

}  // namespace

std::string_view name_of(StripFailure failure) noexcept {
  switch (failure) {
    case StripFailure::source_too_large:
      return "source_too_large";
    case StripFailure::not_utf8:
      return "not_utf8";
    case StripFailure::nul_character:
      return "nul_character";
    case StripFailure::syntax_error:
      return "syntax_error";
    case StripFailure::unsupported_syntax:
      return "unsupported_syntax";
    case StripFailure::too_complex:
      return "too_complex";
  }
  return "unknown";
}

std::expected<std::string, StripError> strip_types(std::string_view source) {
  if (auto error = check_source(source)) return std::unexpected(std::move(*error));
  return Stripping(source).run();
}

}  // namespace skerry::typestrip
