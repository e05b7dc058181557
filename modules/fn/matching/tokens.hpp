#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skerry::fn {

/// Longer descriptions are refused: nobody names one task in so many words.
inline constexpr std::size_t kTokensMax = 160;

/// One word or literal of a description, folded for look-up.
struct Token {
  enum class Kind : std::uint8_t { word, quoted, list };

  Kind kind = Kind::word;
  /// Lower case for a word, as written for a quoted text, JSON for a list.
  std::string text;
  /// The number that the word or digits stand for.
  std::optional<double> number = std::nullopt;
  /// "third", "3rd": `number` is a rank.
  bool ordinal = false;
  /// A comma, full stop, bracket, dash or line break stands before this token.
  bool boundary_before = false;
  /// So does the end of a sentence, a colon or a dash: what follows can stand alone.
  bool sentence_before = false;
};

/// Splits a description into words and literals.
///
/// Folds case, typographic punctuation and contractions; splits hyphenated, snake_case and
/// camelCase words; reads digits, number words and ordinals as numbers; keeps quoted texts, ISO
/// dates and JSON arrays whole. Stops after `kTokensMax` + 1 tokens. Never fails.
[[nodiscard]] std::vector<Token> tokenise(std::string_view text);

}  // namespace skerry::fn
