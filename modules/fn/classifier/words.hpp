#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace skerry::fn {

/// Bytes of a description, a context, or all names within args that are looked at.
inline constexpr std::size_t kTextBytesMax = 32'000;
/// Words of one text that are looked at: the kind of work is said early.
inline constexpr std::size_t kWordsMax = 400;
/// Characters of one word that are looked at.
inline constexpr std::size_t kWordCharactersMax = 40;

/// How a script writes its words.
enum class WordKind : std::uint8_t {
  kSpaced,    ///< A word between spaces: most scripts.
  kUnspaced,  ///< A run of Han, kana, Thai, Lao, Khmer or Myanmar characters: words unknown.
  kNumber,    ///< Digits.
};

/// One word of a text: where its folded characters and its own bytes are.
struct Word {
  WordKind kind;
  /// Into `Words::characters`.
  std::uint32_t begin;
  std::uint32_t end;
  /// Into the text it was read from.
  std::uint32_t source_begin;
  std::uint32_t source_end;
};

/// The words of a text.
///
/// Letters lose case, accents and width; camelCase, snake_case and letters beside digits come
/// apart; apostrophes within a word go. Combining accents, vowel points and joiners are dropped.
/// Bytes that are not UTF-8 separate words. Never fails.
struct Words {
  std::vector<char32_t> characters;
  std::vector<Word> words;

  /// Reads `text` into this, forgetting what was here; memory is kept.
  void read(std::string_view text);

  [[nodiscard]] std::u32string_view text_of(const Word& word) const {
    return {characters.data() + word.begin, word.end - word.begin};
  }
};

}  // namespace skerry::fn
