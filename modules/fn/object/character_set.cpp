#include <algorithm>

#include "modules/fn/object/pattern.hpp"

namespace skerry::fn::object {
namespace {

constexpr char32_t kLast = 0x10FFFF;
constexpr CharacterRange kSurrogates{0xD800, 0xDFFF};

/// Capital and small letters that alternate, as in Latin Extended-A.
CharacterSet alternating(CharacterSet set, char32_t first, char32_t last) {
  for (char32_t c = first; c <= last; c += 2) set.push_back({c, c});
  return set;
}

CharacterSet upper_set() {
  return alternating(
      {{'A', 'Z'}, {0xC0, 0xD6}, {0xD8, 0xDE}, {0x391, 0x3A1}, {0x3A3, 0x3A9}, {0x400, 0x42F}},
      0x100, 0x136);
}

CharacterSet lower_set() {
  return alternating({{'a', 'z'}, {0xDF, 0xF6}, {0xF8, 0xFF}, {0x3B1, 0x3C9}, {0x430, 0x45F}},
                     0x101, 0x137);
}

CharacterSet letter_set() {
  return {{'A', 'Z'},     {'a', 'z'},     {0xAA, 0xAA},   {0xB5, 0xB5},     {0xBA, 0xBA},
          {0xC0, 0xD6},   {0xD8, 0xF6},   {0xF8, 0x2C1},  {0x370, 0x373},   {0x376, 0x377},
          {0x37B, 0x37D}, {0x388, 0x38A}, {0x38E, 0x3A1}, {0x3A3, 0x3F5},   {0x3F7, 0x481},
          {0x48A, 0x52F}, {0x5D0, 0x5EA}, {0x620, 0x64A}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}};
}

}  // namespace

CharacterSet tidy(CharacterSet set) {
  std::ranges::sort(set, {}, &CharacterRange::first);
  CharacterSet merged;
  for (const CharacterRange& range : set) {
    if (!merged.empty() && range.first <= merged.back().last + 1) {
      merged.back().last = std::max(merged.back().last, range.last);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

CharacterSet complement(const CharacterSet& set) {
  CharacterSet taken = set;
  taken.push_back(kSurrogates);
  CharacterSet others;
  char32_t next = 0;
  for (const CharacterRange& range : tidy(std::move(taken))) {
    if (range.first > next) others.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLast) others.push_back({next, kLast});
  return others;
}

bool contains(const CharacterSet& set, char32_t character) {
  const auto after = std::ranges::upper_bound(set, character, {}, &CharacterRange::first);
  return after != set.begin() && std::prev(after)->last >= character;
}

CharacterSet digit_set() { return {{'0', '9'}}; }

CharacterSet word_set() { return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}; }

CharacterSet space_set() {
  return {{'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
          {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
}

std::optional<CharacterSet> property_set(std::string_view name) {
  for (const std::string_view prefix : {"General_Category=", "gc=", "Script=", "sc="}) {
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  const auto is = [&](auto... names) { return ((name == names) || ...); };
  if (is("L", "Letter", "Alphabetic", "Alpha")) return tidy(letter_set());
  if (is("Lu", "Uppercase_Letter", "Uppercase")) return tidy(upper_set());
  if (is("Ll", "Lowercase_Letter", "Lowercase")) return tidy(lower_set());
  if (is("N", "Number", "Nd", "Decimal_Number", "digit")) return digit_set();
  if (is("Z", "Separator", "Zs", "Space_Separator")) return CharacterSet{{' ', ' '}, {0xA0, 0xA0}};
  if (is("White_Space", "space")) return space_set();
  if (is("ASCII")) return CharacterSet{{0, 0x7F}};
  if (is("Any")) return CharacterSet{{0, kLast}};
  if (is("P", "Punctuation", "punct")) {
    return tidy({{'!', '#'},
                 {'%', '*'},
                 {',', '/'},
                 {':', ';'},
                 {'?', '@'},
                 {'[', ']'},
                 {'_', '_'},
                 {'{', '{'},
                 {'}', '}'}});
  }
  if (is("S", "Symbol")) {
    return tidy(
        {{'$', '$'}, {'+', '+'}, {'<', '>'}, {'^', '^'}, {'`', '`'}, {'|', '|'}, {'~', '~'}});
  }
  if (is("Latin", "Latn")) return tidy({{'A', 'Z'}, {'a', 'z'}, {0xC0, 0xD6}, {0xD8, 0xF6}});
  if (is("Greek", "Grek")) return tidy({{0x391, 0x3A1}, {0x3A3, 0x3A9}, {0x3B1, 0x3C9}});
  if (is("Cyrillic", "Cyrl")) return tidy({{0x410, 0x44F}});
  return std::nullopt;
}

void append_utf8(std::string& text, char32_t character) {
  const auto byte = [&](char32_t value) { text.push_back(static_cast<char>(value)); };
  if (character < 0x80) return byte(character);
  if (character < 0x800) {
    byte(0xC0 | (character >> 6));
  } else if (character < 0x10000) {
    byte(0xE0 | (character >> 12));
    byte(0x80 | ((character >> 6) & 0x3F));
  } else {
    byte(0xF0 | (character >> 18));
    byte(0x80 | ((character >> 12) & 0x3F));
    byte(0x80 | ((character >> 6) & 0x3F));
  }
  byte(0x80 | (character & 0x3F));
}

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  characters.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    char32_t character = lead;
    int more = 0;
    if (lead >= 0xF0) {
      character = lead & 0x07;
      more = 3;
    } else if (lead >= 0xE0) {
      character = lead & 0x0F;
      more = 2;
    } else if (lead >= 0xC0) {
      character = lead & 0x1F;
      more = 1;
    }
    for (; more > 0 && i < text.size(); --more) {
      character = (character << 6) | (static_cast<unsigned char>(text[i++]) & 0x3F);
    }
    characters.push_back(character);
  }
  return characters;
}

}  // namespace skerry::fn::object
