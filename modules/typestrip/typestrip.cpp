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
        if (!repair(tree.error())) return std::unexpected(syntax_error(trial_->failure));
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
      if (eraser.missed_ends().empty()) return finish(erasure);
      for (const std::size_t end : eraser.missed_ends()) end_statement(end);
      trial_.reset();
    }
    return std::unexpected(StripError{StripFailure::too_complex,
                                      "The source is too complex to parse; write it more simply.",
                                      1, 1});
  }

 private:
  /// Places where a semicolon may make up for one parse failure, best last.
  struct Trial {
    ParseFailure failure;
    std::vector<std::size_t> candidates;
  };

  /// Changes the text so that the next round may get further: takes out a part that the grammar
  /// does not know, or ends a statement where TypeScript does and the grammar does not.
  bool repair(const ParseFailure& failure) {
    if (trial_ && failure.offset <= trial_->failure.offset) {
      text_[ends_.back()] = source_[ends_.back()];
      ends_.pop_back();
    } else if (find_open_quote(text_, failure.offset)) {
      trial_ = Trial{failure, {}};
    } else if (const auto part = find_unknown_part(text_, failure.offset)) {
      std::fill(text_.begin() + static_cast<std::ptrdiff_t>(part->begin),
                text_.begin() + static_cast<std::ptrdiff_t>(part->end), ' ');
      removed_.push_back(*part);
      trial_.reset();
      return true;
    } else {
      trial_ = Trial{failure, find_statement_ends(text_, failure.end, failure.offset)};
    }
    if (trial_->candidates.empty()) return false;
    end_statement(trial_->candidates.back());
    trial_->candidates.pop_back();
    return true;
  }

  void end_statement(std::size_t offset) {
    text_[offset] = ';';
    ends_.push_back(offset);
  }

  StripError syntax_error(const ParseFailure& failure) const {
    if (const auto quote = find_open_quote(source_, failure.offset)) {
      return error_at(source_, *quote, StripFailure::syntax_error, "This string is not closed.");
    }
    return error_at(source_, failure.offset, StripFailure::syntax_error,
                    "Unexpected " + quote_token(source_, failure.offset) + ".");
  }

  std::string finish(Erasure& erasure) const {
    for (const Span part : removed_) erasure.erase(part.begin, part.end);
    for (const std::size_t end : ends_) erasure.separate(end);
    return erasure.finish();
  }

  std::string_view source_;
  std::string text_;
  Parser parser_;
  std::vector<Span> removed_;      ///< What `text_` has not.
  std::vector<std::size_t> ends_;  ///< Where `text_` has a `;` that the source has not.
  std::optional<Trial> trial_;     ///< Its last end is being tried.
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
