#include "modules/fn/classifier/words.hpp"

#include <algorithm>

#include "modules/fn/classifier/fold_table.hpp"

namespace skerry::fn {
namespace {

/// A character of UTF-8 text, and how many bytes it takes. Zero stands for a byte that is none.
struct Decoded {
  char32_t character;
  std::uint32_t bytes;
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) -> std::uint32_t {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0;
  };
  const auto tail = [&](std::size_t offset) { return (byte(offset) & 0xC0U) == 0x80U; };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead < 0xE0 && tail(1)) {
    return {((lead & 0x1FU) << 6) | (byte(1) & 0x3FU), 2};
  }
  if (lead >= 0xE0 && lead < 0xF0 && tail(1) && tail(2)) {
    return {((lead & 0x0FU) << 12) | ((byte(1) & 0x3FU) << 6) | (byte(2) & 0x3FU), 3};
  }
  if (lead >= 0xF0 && lead < 0xF5 && tail(1) && tail(2) && tail(3)) {
    return {((lead & 0x07U) << 18) | ((byte(1) & 0x3FU) << 12) | ((byte(2) & 0x3FU) << 6) |
                (byte(3) & 0x3FU),
            4};
  }
  return {0, 1};
}

enum class Class : std::uint8_t {
  kOther,
  kLower,
  kUpper,
  kDigit,
  kHan,
  kHiragana,
  kKatakana,
  kUnspaced,
  kDropped
};

bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_dropped(char32_t c) {
  return within(c, 0x300, 0x36F) || within(c, 0x64B, 0x65F) || c == 0x640 || c == 0x670 ||
         within(c, 0x591, 0x5C7) || within(c, 0x200B, 0x200F) || within(c, 0xFE00, 0xFE0F) ||
         c == 0xAD || c == 0x2060 || c == 0xFEFF || c == '\'' || c == 0x2019;
}

char32_t narrow(char32_t c) {
  if (within(c, 0xFF01, 0xFF5E)) return c - 0xFF01 + 0x21;
  // Digits of Arabic, Persian and the Indian scripts that have them at the same place.
  if (within(c, 0x660, 0x669)) return c - 0x660 + '0';
  if (within(c, 0x6F0, 0x6F9)) return c - 0x6F0 + '0';
  if (within(c, 0x966, 0x96F)) return c - 0x966 + '0';
  return c;
}

char32_t fold(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  // Shapes of one Arabic letter that people do not tell apart when typing.
  if (c == 0x622 || c == 0x623 || c == 0x625) return 0x627;
  if (c == 0x649) return 0x64A;
  const auto* const found = std::lower_bound(
      std::begin(kFoldedLetters), std::end(kFoldedLetters), c,
      [](const FoldedLetter& entry, char32_t letter) { return entry.letter < letter; });
  return found != std::end(kFoldedLetters) && found->letter == c ? found->base : c;
}

/// `c` is narrow already.
Class class_of(char32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return Class::kLower;
    if (c >= 'A' && c <= 'Z') return Class::kUpper;
    if (c >= '0' && c <= '9') return Class::kDigit;
    return c == '\'' ? Class::kDropped : Class::kOther;
  }
  if (is_dropped(c)) return Class::kDropped;
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA ? Class::kLower : Class::kOther;
  if (c == 0xD7 || c == 0xF7) return Class::kOther;
  if (within(c, 0x3041, 0x309F)) return Class::kHiragana;
  if (within(c, 0x30A1, 0x30FF) || within(c, 0xFF66, 0xFF9D)) return Class::kKatakana;
  if (within(c, 0x3400, 0x9FFF) || within(c, 0xF900, 0xFAFF) || within(c, 0x20000, 0x3FFFF) ||
      c == 0x3005) {
    return Class::kHan;
  }
  if (within(c, 0xE00, 0xEFF) || within(c, 0x1000, 0x109F) || within(c, 0x1780, 0x17FF)) {
    return Class::kUnspaced;
  }
  if (within(c, 0x2000, 0x2BFF) || within(c, 0x2E00, 0x303F) || within(c, 0xD800, 0xF8FF) ||
      within(c, 0xFE10, 0xFE6F) || within(c, 0xFF00, 0xFF65) || c >= 0xFFE0 || c == 0x60C ||
      c == 0x61B || c == 0x61F || c == 0x964 || c == 0x965) {
    return Class::kOther;
  }
  return Class::kLower;
}

bool is_unspaced(Class c) {
  return c == Class::kHan || c == Class::kHiragana || c == Class::kKatakana ||
         c == Class::kUnspaced;
}

/// Whether a word ends between two characters of a word.
bool parts(Class before, Class after) {
  if (before == after) return false;
  if (is_unspaced(before) && is_unspaced(after)) return false;
  // camelCase; "Capital" is one word, and so is "URL".
  if (before == Class::kUpper && after == Class::kLower) return false;
  return true;
}

WordKind kind_of(Class c) {
  if (c == Class::kDigit) return WordKind::kNumber;
  return is_unspaced(c) ? WordKind::kUnspaced : WordKind::kSpaced;
}

}  // namespace

void Words::read(std::string_view text) {
  characters.clear();
  words.clear();
  text = text.substr(0, kTextBytesMax);
  Class before = Class::kOther;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    const auto begin = static_cast<std::uint32_t>(at);
    at += decoded.bytes;
    const char32_t c = narrow(decoded.character);
    const Class now = class_of(c);
    if (now == Class::kDropped) continue;
    if (now != Class::kOther) {
      const auto place = static_cast<std::uint32_t>(characters.size());
      if (before == Class::kOther || parts(before, now)) {
        if (words.size() == kWordsMax) return;
        words.push_back({kind_of(now), place, place, begin, begin});
      }
      Word& word = words.back();
      if (word.end - word.begin < kWordCharactersMax) {
        characters.push_back(fold(c));
        ++word.end;
      } else if (is_unspaced(now)) {
        // A long run is no longer word: it goes on as the next one.
        if (words.size() == kWordsMax) return;
        characters.push_back(fold(c));
        words.push_back({kind_of(now), place, place + 1, begin, begin});
      }
      words.back().source_end = static_cast<std::uint32_t>(at);
    }
    before = now;
  }
}

}  // namespace skerry::fn
