#include <algorithm>
#include <utility>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/pattern.hpp"

namespace skerry::fn::object {
namespace {

/// Places in a text where something may begin or end: before each character, and at its end.
using Places = std::vector<bool>;

/// Finds where parts end, for all places at once: no pattern takes more than quadratic time, and
/// none takes deep recursion for a long text.
class Matcher {
 public:
  Matcher(std::u32string text, std::uint64_t& steps_left)
      : text_(std::move(text)), steps_left_(steps_left) {}

  [[nodiscard]] Places all() const { return Places(text_.size() + 1, true); }
  [[nodiscard]] bool exhausted() const { return steps_left_ == 0; }

  Places ends(const PatternPart& part, const Places& starts) {
    steps_left_ -= std::min<std::uint64_t>(steps_left_, starts.size());
    if (exhausted()) return starts;
    switch (part.kind) {
      case PatternKind::kSet: {
        Places found(starts.size());
        for (std::size_t i = 0; i < text_.size(); ++i) {
          if (starts[i] && contains(part.set, text_[i])) found[i + 1] = true;
        }
        return found;
      }
      case PatternKind::kSequence: {
        Places found = starts;
        for (const PatternPart& inner : part.parts) found = ends(inner, found);
        return found;
      }
      case PatternKind::kAlternatives: {
        Places found(starts.size());
        for (const PatternPart& inner : part.parts) unite(found, ends(inner, starts));
        return found;
      }
      case PatternKind::kRepeat:
        return repeat(part, starts);
      default:
        return filter(part, starts);
    }
  }

  static bool any(const Places& places) { return std::ranges::contains(places, true); }

 private:
  /// Whether that added any.
  static bool unite(Places& into, const Places& more) {
    bool added = false;
    for (std::size_t i = 0; i < into.size(); ++i) {
      if (!more[i] || into[i]) continue;
      into[i] = true;
      added = true;
    }
    return added;
  }

  Places repeat(const PatternPart& part, const Places& starts) {
    Places current = starts;
    for (std::uint32_t i = 0; i < part.least && any(current) && !exhausted(); ++i) {
      Places after = ends(part.parts[0], current);
      if (after == current) break;
      current = std::move(after);
    }
    Places found = current;
    for (std::uint32_t i = part.least; i < part.most && !exhausted(); ++i) {
      current = ends(part.parts[0], current);
      if (!unite(found, current)) break;
    }
    return found;
  }

  [[nodiscard]] bool is_word(std::size_t index) const {
    return index < text_.size() && contains(words_, text_[index]);
  }

  Places filter(const PatternPart& part, Places starts) {
    Places behind;
    if (part.kind == PatternKind::kLookBehind) behind = ends(part.parts[0], all());
    for (std::size_t i = 0; i < starts.size(); ++i) {
      if (starts[i]) starts[i] = stands(part, i, behind) != part.negated;
    }
    return starts;
  }

  bool stands(const PatternPart& part, std::size_t place, const Places& behind) {
    switch (part.kind) {
      case PatternKind::kStart:
        return place == 0;
      case PatternKind::kEnd:
        return place == text_.size();
      case PatternKind::kWordBoundary:
        return (place > 0 && is_word(place - 1)) != is_word(place);
      case PatternKind::kLookBehind:
        return behind[place];
      default: {
        Places here(text_.size() + 1);
        here[place] = true;
        return any(ends(part.parts[0], here));
      }
    }
  }

  std::u32string text_;
  CharacterSet words_ = word_set();
  std::uint64_t& steps_left_;
};

bool anchored(const PatternPart& part, PatternKind kind) {
  if (part.kind == kind) return true;
  if (part.kind == PatternKind::kSequence) {
    return std::ranges::any_of(part.parts,
                               [=](const auto& inner) { return anchored(inner, kind); });
  }
  return part.kind == PatternKind::kAlternatives &&
         std::ranges::any_of(part.parts, [=](const auto& inner) { return anchored(inner, kind); });
}

/// Writes texts that a pattern matches, of a wanted number of characters.
class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  [[nodiscard]] std::uint32_t writes() const { return writes_; }

  void write(const PatternPart& part, std::uint32_t wanted) {
    failed = failed || ++writes_ > limits::kPatternWritesMax;
    if (failed) return;
    switch (part.kind) {
      case PatternKind::kSet:
        return append_utf8(text, character(part.set));
      case PatternKind::kSequence:
        return sequence(part, wanted);
      case PatternKind::kAlternatives:
        return alternatives(part, wanted);
      case PatternKind::kRepeat:
        return repeat(part, wanted);
      default:
        return;
    }
  }

  std::string text;
  bool failed = false;

 private:
  char32_t character(const CharacterSet& set) {
    // Letters and digits where the class has any, so that a text stays readable.
    for (const CharacterSet& wanted :
         {CharacterSet{{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}, CharacterSet{{' ', '~'}}}) {
      if (const CharacterSet common = intersection(set, wanted); !common.empty()) {
        return one_of(common);
      }
    }
    if (set.empty()) failed = true;
    return set.empty() ? ' ' : one_of(set);
  }

  static CharacterSet intersection(const CharacterSet& left, const CharacterSet& right) {
    CharacterSet common;
    for (const CharacterRange& a : left) {
      for (const CharacterRange& b : right) {
        const char32_t first = std::max(a.first, b.first);
        const char32_t last = std::min(a.last, b.last);
        if (first <= last) common.push_back({first, last});
      }
    }
    return common;
  }

  char32_t one_of(const CharacterSet& set) {
    std::uint64_t count = 0;
    for (const CharacterRange& range : set) count += range.last - range.first + 1;
    std::uint64_t index = random_.below(count);
    for (const CharacterRange& range : set) {
      const std::uint64_t size = range.last - range.first + 1;
      if (index < size) return range.first + static_cast<char32_t>(index);
      index -= size;
    }
    return set[0].first;
  }

  /// What is wanted beyond the least goes to the parts that can take it.
  void sequence(const PatternPart& part, std::uint32_t wanted) {
    std::uint64_t slack = 0;
    for (const PatternPart& inner : part.parts) {
      slack += inner.characters_most - inner.characters_least;
    }
    std::uint32_t extra = wanted > part.characters_least ? wanted - part.characters_least : 0;
    for (const PatternPart& inner : part.parts) {
      const std::uint32_t own = inner.characters_most - inner.characters_least;
      slack -= own;
      const std::uint64_t least = extra > slack ? extra - slack : 0;
      const std::uint64_t most = std::min(extra, own);
      const std::uint64_t share = least > most ? most : random_.between(least, most);
      extra -= static_cast<std::uint32_t>(share);
      write(inner, inner.characters_least + static_cast<std::uint32_t>(share));
    }
  }

  void alternatives(const PatternPart& part, std::uint32_t wanted) {
    std::vector<const PatternPart*> fitting;
    for (const PatternPart& inner : part.parts) {
      if (inner.characters_least <= wanted && wanted <= inner.characters_most) {
        fitting.push_back(&inner);
      }
    }
    const PatternPart& chosen = fitting.empty() ? random_.pick(part.parts) : *random_.pick(fitting);
    write(chosen, wanted);
  }

  void repeat(const PatternPart& part, std::uint32_t wanted) {
    const PatternPart& inner = part.parts[0];
    if (inner.characters_most == 0) return;
    // So many that they can hold it, so few that they do not exceed it.
    std::uint32_t least = inner.characters_most == kUnbounded
                              ? (wanted > 0 ? 1 : 0)
                              : (wanted + inner.characters_most - 1) / inner.characters_most;
    std::uint32_t most =
        inner.characters_least == 0 ? std::max(least, 1U) : wanted / inner.characters_least;
    least = std::max(least, part.least);
    most = std::max(least, std::min({most, part.most, static_cast<std::uint32_t>(wanted + least)}));
    const auto count = static_cast<std::uint32_t>(random_.between(least, most));
    if (count > limits::kPatternTextCharactersMax) {
      failed = true;
      return;
    }
    PatternPart row;
    row.characters_least = inner.characters_least * count;
    std::uint32_t extra = wanted > row.characters_least ? wanted - row.characters_least : 0;
    const std::uint32_t own = inner.characters_most - inner.characters_least;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint64_t others = static_cast<std::uint64_t>(own) * (count - i - 1);
      const std::uint64_t from = extra > others ? extra - others : 0;
      const std::uint64_t to = std::min(extra, own);
      const std::uint64_t share = from > to ? to : random_.between(from, to);
      extra -= static_cast<std::uint32_t>(share);
      write(inner, inner.characters_least + static_cast<std::uint32_t>(share));
    }
  }

  Random& random_;
  std::uint32_t writes_ = 0;
};

}  // namespace

std::optional<bool> matches(const PatternPart& pattern, std::string_view text,
                            std::uint64_t& steps_left) {
  Matcher matcher(characters_of(text), steps_left);
  const bool found = Matcher::any(matcher.ends(pattern, matcher.all()));
  if (matcher.exhausted()) return std::nullopt;
  return found;
}

std::optional<std::string> text_for(const PatternPart& pattern, std::uint32_t least,
                                    std::uint32_t most, Random& random, schema::Work& work) {
  constexpr std::uint32_t kMoreThanLeast = 10;
  constexpr std::string_view kFiller = "abcdefghijkmnopqrstuvwxyz";
  const bool from_start = anchored(pattern, PatternKind::kStart);
  const bool to_end = anchored(pattern, PatternKind::kEnd);
  const bool open = !from_start || !to_end;
  if (pattern.characters_least > most) return std::nullopt;
  if (!open && pattern.characters_most < least) return std::nullopt;
  if (std::max(least, pattern.characters_least) > limits::kPatternTextCharactersMax) {
    return std::nullopt;
  }
  const std::uint32_t from =
      std::min(std::max(least, pattern.characters_least), pattern.characters_most);
  const std::uint32_t to =
      std::max(from, std::min({most, pattern.characters_most, from + kMoreThanLeast}));
  Writer writer(random);
  writer.write(pattern, static_cast<std::uint32_t>(random.between(from, to)));
  if (!work.take(writer.writes()) || writer.failed) return std::nullopt;
  std::size_t characters = characters_of(writer.text).size();
  for (; open && characters < least; ++characters) {
    writer.text.insert(to_end ? 0 : writer.text.size(), 1, random.pick(kFiller));
  }
  return std::move(writer.text);
}

}  // namespace skerry::fn::object
