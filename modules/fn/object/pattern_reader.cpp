#include <algorithm>
#include <utility>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/pattern.hpp"

namespace skerry::fn::object {
namespace {

std::uint32_t add(std::uint32_t a, std::uint32_t b) {
  return a > kUnbounded - b ? kUnbounded : a + b;
}

std::uint32_t multiply(std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return 0;
  return a > kUnbounded / b ? kUnbounded : a * b;
}

/// Notes how many characters a part matches; those within it are measured already.
PatternPart measured(PatternPart part) {
  switch (part.kind) {
    case PatternKind::kSet:
      part.characters_least = part.characters_most = 1;
      break;
    case PatternKind::kSequence:
      for (const PatternPart& inner : part.parts) {
        part.characters_least = add(part.characters_least, inner.characters_least);
        part.characters_most = add(part.characters_most, inner.characters_most);
      }
      break;
    case PatternKind::kAlternatives:
      part.characters_least = kUnbounded;
      for (const PatternPart& inner : part.parts) {
        part.characters_least = std::min(part.characters_least, inner.characters_least);
        part.characters_most = std::max(part.characters_most, inner.characters_most);
      }
      break;
    case PatternKind::kRepeat:
      part.characters_least = multiply(part.parts[0].characters_least, part.least);
      part.characters_most = multiply(part.parts[0].characters_most, part.most);
      break;
    default:
      break;
  }
  return part;
}

PatternPart set_part(CharacterSet set) {
  PatternPart part;
  part.kind = PatternKind::kSet;
  part.set = std::move(set);
  return measured(std::move(part));
}

PatternPart plain(PatternKind kind, bool negated = false) {
  PatternPart part;
  part.kind = kind;
  part.negated = negated;
  return part;
}

/// A reader by recursive descent. After the first failure everything it returns is meaningless.
class Reader {
 public:
  explicit Reader(std::u32string source) : source_(std::move(source)) {}

  std::expected<PatternPart, std::string> run() {
    PatternPart part = alternatives(0);
    if (wrong_.empty() && at_ < source_.size()) fail("an unmatched bracket");
    if (!wrong_.empty()) return std::unexpected(wrong_);
    return part;
  }

 private:
  void fail(std::string_view what) {
    if (wrong_.empty()) wrong_ = what;
    at_ = source_.size();
  }

  [[nodiscard]] bool at_end() const { return at_ >= source_.size(); }
  [[nodiscard]] char32_t peek() const { return at_end() ? 0 : source_[at_]; }
  char32_t next() { return at_end() ? (fail("an end too early"), 0) : source_[at_++]; }
  bool take(std::u32string_view text) {
    if (source_.compare(at_, text.size(), text) != 0) return false;
    at_ += text.size();
    return true;
  }

  PatternPart alternatives(std::uint32_t depth) {
    if (depth > limits::kPatternDepthMax) fail("groups nested too deep");
    PatternPart all = plain(PatternKind::kAlternatives);
    do {
      all.parts.push_back(sequence(depth));
    } while (wrong_.empty() && take(U"|"));
    if (all.parts.size() == 1) return std::move(all.parts[0]);
    return measured(std::move(all));
  }

  PatternPart sequence(std::uint32_t depth) {
    PatternPart all = plain(PatternKind::kSequence);
    while (!at_end() && peek() != '|' && peek() != ')') {
      if (++parts_ > limits::kPatternPartsMax) fail("too many parts");
      PatternPart part = term(depth);
      if (!wrong_.empty()) break;
      all.parts.push_back(repeated(std::move(part)));
    }
    return measured(std::move(all));
  }

  PatternPart term(std::uint32_t depth) {
    const char32_t c = next();
    switch (c) {
      case '^':
        return plain(PatternKind::kStart);
      case '$':
        return plain(PatternKind::kEnd);
      case '(':
        return group(depth);
      case '.':
        return set_part(complement({{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}));
      case '[':
        return set_part(character_class());
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        fail("a quantifier or bracket without what belongs to it");
        return {};
      default:
        return set_part({{c, c}});
    }
  }

  PatternPart group(std::uint32_t depth) {
    PatternPart look = plain(PatternKind::kLookAhead);
    bool looks = true;
    if (take(U"?=")) {
    } else if (take(U"?!")) {
      look.negated = true;
    } else if (take(U"?<=")) {
      look.kind = PatternKind::kLookBehind;
    } else if (take(U"?<!")) {
      look.kind = PatternKind::kLookBehind;
      look.negated = true;
    } else {
      looks = false;
      if (take(U"?<")) {
        while (!at_end() && peek() != '>') ++at_;
        (void)next();
      } else if (peek() == '?' && !take(U"?:")) {
        fail("a modifier of flags");
      }
    }
    PatternPart inner = alternatives(depth + 1);
    if (next() != ')') fail("an unmatched bracket");
    if (!looks) return inner;
    look.parts.push_back(std::move(inner));
    return look;
  }

  std::optional<std::uint32_t> number() {
    if (peek() < '0' || peek() > '9') return std::nullopt;
    std::uint64_t value = 0;
    while (peek() >= '0' && peek() <= '9') {
      value = std::min<std::uint64_t>(value * 10 + (next() - '0'), kUnbounded - 1);
    }
    return static_cast<std::uint32_t>(value);
  }

  PatternPart repeated(PatternPart part) {
    PatternPart repeat = plain(PatternKind::kRepeat);
    repeat.most = kUnbounded;
    if (take(U"*")) {
    } else if (take(U"+")) {
      repeat.least = 1;
    } else if (take(U"?")) {
      repeat.most = 1;
    } else if (take(U"{")) {
      const auto least = number();
      if (!least) fail("a quantifier that is none");
      repeat.least = repeat.most = least.value_or(0);
      if (take(U",")) repeat.most = number().value_or(kUnbounded);
      if (next() != '}' || repeat.most < repeat.least) fail("a quantifier that is none");
    } else {
      return part;
    }
    take(U"?");
    repeat.parts.push_back(std::move(part));
    return measured(std::move(repeat));
  }

  PatternPart escape() {
    const char32_t c = peek();
    if (c == 'b' || c == 'B') {
      ++at_;
      return plain(PatternKind::kWordBoundary, c == 'B');
    }
    if ((c >= '1' && c <= '9') || c == 'k') {
      fail("a backreference");
      return {};
    }
    return set_part(escaped_set());
  }

  /// After a backslash: a class, or one character.
  CharacterSet escaped_set() {
    const char32_t c = next();
    switch (c) {
      case 'd':
        return digit_set();
      case 'D':
        return complement(digit_set());
      case 'w':
        return word_set();
      case 'W':
        return complement(word_set());
      case 's':
        return space_set();
      case 'S':
        return complement(space_set());
      case 'p':
      case 'P':
        return property(c == 'P');
      default:
        break;
    }
    const char32_t character = escaped_character(c);
    return {{character, character}};
  }

  CharacterSet property(bool negated) {
    std::string name;
    if (next() != '{') fail("a property of Unicode without a name");
    while (!at_end() && peek() != '}') append_utf8(name, next());
    (void)next();
    auto set = property_set(name);
    if (!set) {
      fail("the property of Unicode " + name);
      return {};
    }
    return negated ? complement(*set) : std::move(*set);
  }

  char32_t hex(int digits) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      const char32_t c = next();
      const bool digit = c >= '0' && c <= '9';
      const char32_t letter = c | 0x20;
      if (!digit && (letter < 'a' || letter > 'f')) fail("an escape that is none");
      value = value * 16 + (digit ? c - '0' : letter - 'a' + 10);
    }
    return value;
  }

  char32_t escaped_character(char32_t c) {
    switch (c) {
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'v':
        return '\v';
      case 'f':
        return '\f';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case '0':
        return 0;
      case 'c':
        return next() & 0x1F;
      case 'x':
        return hex(2);
      case 'u':
        return unicode_escape();
      default:
        return c;
    }
  }

  char32_t unicode_escape() {
    if (take(U"{")) {
      char32_t value = 0;
      while (!at_end() && peek() != '}' && value <= 0x10FFFF) value = value * 16 + hex(1);
      (void)next();
      if (value > 0x10FFFF) fail("an escape that is none");
      return value;
    }
    const char32_t unit = hex(4);
    if (unit < 0xD800 || unit > 0xDBFF || !take(U"\\u")) return unit;
    return 0x10000 + ((unit - 0xD800) << 10) + (hex(4) - 0xDC00);
  }

  CharacterSet class_atom() {
    const char32_t c = next();
    if (c == '\\') return escaped_set();
    return {{c, c}};
  }

  CharacterSet character_class() {
    const bool negated = take(U"^");
    CharacterSet set;
    while (!at_end() && peek() != ']') {
      if (++parts_ > limits::kPatternPartsMax) fail("too many parts");
      CharacterSet atom = class_atom();
      const bool range = peek() == '-' && at_ + 1 < source_.size() && source_[at_ + 1] != ']';
      if (range && atom.size() == 1 && atom[0].first == atom[0].last) {
        ++at_;
        const CharacterSet end = class_atom();
        if (end.size() != 1 || end[0].last < atom[0].first) fail("a range that is none");
        if (!end.empty()) atom[0].last = end[0].last;
      }
      set.insert(set.end(), atom.begin(), atom.end());
    }
    if (next() != ']') fail("an unmatched bracket");
    set = tidy(std::move(set));
    return negated ? complement(set) : set;
  }

  std::u32string source_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
  std::string wrong_;
};

}  // namespace

std::expected<PatternPart, std::string> read_pattern(std::string_view source) {
  if (source.size() > limits::kPatternBytesMax) return std::unexpected("more than 4096 bytes");
  return Reader(characters_of(source)).run();
}

}  // namespace skerry::fn::object
