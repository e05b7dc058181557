#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/object/random.hpp"
#include "modules/fn/schema/work.hpp"

/// Regular expressions of ECMA-262 with the flag `u`: read, matched, and turned into texts.
namespace skerry::fn::object {

/// The code points from `first` to `last`.
struct CharacterRange {
  char32_t first;
  char32_t last;
};
/// Sorted, apart from each other.
using CharacterSet = std::vector<CharacterRange>;

enum class PatternKind : std::uint8_t {
  kSet,
  kSequence,
  kAlternatives,
  kRepeat,
  kStart,
  kEnd,
  kWordBoundary,
  kLookAhead,
  kLookBehind,
};

/// One part of a pattern.
struct PatternPart {
  PatternKind kind = PatternKind::kSequence;
  /// `\B`, `(?!…)`, `(?<!…)`.
  bool negated = false;
  CharacterSet set;
  std::vector<PatternPart> parts;
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  /// Characters of what it matches; saturates.
  std::uint32_t characters_least = 0;
  std::uint32_t characters_most = 0;
};

inline constexpr std::uint32_t kUnbounded = UINT32_MAX;

/// Reads a pattern. Fails with a phrase: what of it is not understood (a backreference, a property
/// of Unicode that is not known, modifiers), or that it is too large.
[[nodiscard]] std::expected<PatternPart, std::string> read_pattern(std::string_view source);

/// Whether a pattern matches somewhere in a text (UTF-8). Takes from `steps_left`, and gives
/// nothing once there are none. Properties of Unicode are known within Latin, Greek and Cyrillic
/// alone.
[[nodiscard]] std::optional<bool> matches(const PatternPart& pattern, std::string_view text,
                                          std::uint64_t& steps_left);

/// A text that probably matches, of `least` to `most` characters where the pattern lets it; nothing
/// when no text of such a length can. Look-arounds and boundaries are left to luck: check it. The
/// parts written are taken from `work`.
[[nodiscard]] std::optional<std::string> text_for(const PatternPart& pattern, std::uint32_t least,
                                                  std::uint32_t most, Random& random,
                                                  schema::Work& work);

/// Appends a code point as UTF-8.
void append_utf8(std::string& text, char32_t character);

/// The code points of a text in UTF-8.
[[nodiscard]] std::u32string characters_of(std::string_view text);

/// Sorted and merged.
[[nodiscard]] CharacterSet tidy(CharacterSet set);
/// All other code points but surrogates.
[[nodiscard]] CharacterSet complement(const CharacterSet& set);
[[nodiscard]] bool contains(const CharacterSet& set, char32_t character);
/// `\d`, `\w`, `\s`, and the property of Unicode by this name; nothing for any other.
[[nodiscard]] CharacterSet digit_set();
[[nodiscard]] CharacterSet word_set();
[[nodiscard]] CharacterSet space_set();
[[nodiscard]] std::optional<CharacterSet> property_set(std::string_view name);

}  // namespace skerry::fn::object
