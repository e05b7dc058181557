#include "modules/fn/matching/slots.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace skerry::fn {
namespace {

using table::ElementKind;
using table::Kind;

struct Capture {
  std::size_t parameter;
  Json value;
  std::optional<std::size_t> argument;
};

/// A whole number as an integer, so that it is written without a decimal point.
Json number_value(double number) {
  if (std::floor(number) == number && std::abs(number) <= kSafeIntegerMax) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

class SlotFiller {
 public:
  SlotFiller(const FunctionReading& reading, Bound& bound) : in_(reading), bound_(bound) {
    filled_.tokens.resize(reading.tokens.size());
  }

  FilledSlots run() {
    const auto slots = in_.function.slots;
    for (std::size_t slot = slots.first; slot < std::size_t{slots.first} + slots.count; ++slot) {
      const auto elements = in_.catalogue.slots[slot];
      for (std::size_t at = 0; at < in_.tokens.size(); ++at) {
        std::vector<Capture> captures;
        const auto end = match_slot(elements, at, at, captures);
        if (end) apply(captures, at, *end);
      }
    }
    return std::move(filled_);
  }

 private:
  void apply(std::vector<Capture>& captures, std::size_t first, std::size_t end) {
    for (const auto& capture : captures) {
      auto& entry = bound_.entries[capture.parameter];
      if (entry.value && *entry.value != capture.value) return;
      if (capture.argument && bound_.used[*capture.argument]) return;
    }
    for (auto& capture : captures) {
      auto& entry = bound_.entries[capture.parameter];
      filled_.said.emplace_back(capture.parameter, capture.value);
      entry.value = std::move(capture.value);
      entry.argument = capture.argument;
      entry.from_arguments = capture.argument.has_value();
      if (capture.argument) bound_.used[*capture.argument] = true;
    }
    std::fill(filled_.tokens.begin() + static_cast<std::ptrdiff_t>(first),
              filled_.tokens.begin() + static_cast<std::ptrdiff_t>(end), true);
  }

  std::optional<std::size_t> match_slot(std::span<const table::Element> elements, std::size_t start,
                                        std::size_t at, std::vector<Capture>& captures) const {
    if (elements.empty()) return at;
    if (at >= in_.tokens.size() || filled_.tokens[at] ||
        (at > start && in_.tokens[at].boundary_before)) {
      return std::nullopt;
    }
    const auto& element = elements.front();
    const auto rest = elements.subspan(1);
    switch (element.kind) {
      case ElementKind::lemma:
        if (std::ranges::find(in_.tokens[at].lemmas, element.id) == in_.tokens[at].lemmas.end()) {
          return std::nullopt;
        }
        return match_slot(rest, start, at + 1, captures);
      case ElementKind::sense:
        for (const auto& span : in_.every) {
          if (span.first != at || span.sense != element.id) continue;
          const auto end = match_slot(rest, start, at + span.count, captures);
          if (end) return end;
        }
        return std::nullopt;
      case ElementKind::capture:
      case ElementKind::ordinal_capture: {
        const bool plain = at == start && rest.empty();
        auto [capture, count] = capture_at(element, at, plain);
        if (count == 0) return std::nullopt;
        captures.push_back(std::move(capture));
        const auto end = match_slot(rest, start, at + count, captures);
        if (!end) captures.pop_back();
        return end;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::pair<Capture, std::size_t> capture_at(const table::Element& element,
                                                           std::size_t at, bool plain) const {
    const auto& parameter = in_.parameters[element.id];
    const auto& token = in_.tokens[at];
    Capture capture{element.id, nullptr, std::nullopt};
    if (parameter.shape.kind == Kind::key) return capture_key(std::move(capture), at);
    if (!plain) {
      for (std::size_t i = 0; i < in_.supplied.named.size(); ++i) {
        const auto count = name_at(in_.tokens, at, in_.supplied.named[i].folded,
                                   in_.supplied.named[i].value->is_array());
        if (count == 0 || !fits(parameter.shape, *in_.supplied.named[i].value)) continue;
        if (!in_.may_mention(element.id, i, at, count)) continue;
        capture.value = *in_.supplied.named[i].value;
        capture.argument = i;
        return {std::move(capture), count};
      }
    }
    if (token.number && token.ordinal == (element.kind == ElementKind::ordinal_capture)) {
      if (is_pronoun(at) || (token.ordinal && belongs_to_saying(at))) {
        return {std::move(capture), 0};
      }
      if (belongs_to_phrase(at) || (plain && (covered_specifically(at) || is_qualified(at))))
        return {std::move(capture), 0};
      capture.value = number_value(*token.number);
    } else if (plain && !in_.supplied.empty()) {
      return {std::move(capture), 0};
    } else if (token.kind == Token::Kind::quoted) {
      capture.value = token.text;
    } else if (token.kind == Token::Kind::list) {
      capture.value = Json::parse(token.text, nullptr, false);
    } else if (parameter.shape.kind == Kind::character && !plain && token.text.size() == 1) {
      capture.value = token.text;
    } else {
      return {std::move(capture), 0};
    }
    const bool fitting = fits(parameter.shape, capture.value);
    return {std::move(capture), fitting ? 1U : 0U};
  }

  /// A property of the supplied records. Where none were supplied but the description speaks of
  /// records, the word after "by" is taken as it stands.
  [[nodiscard]] std::pair<Capture, std::size_t> capture_key(Capture capture, std::size_t at) const {
    const auto& shape = in_.parameters[capture.parameter].shape;
    if (in_.tokens[at].kind == Token::Kind::quoted) {
      capture.value = in_.tokens[at].text;
      const bool known = in_.supplied.records == nullptr ||
                         has_key(shape, *in_.supplied.records, in_.tokens[at].text);
      return {std::move(capture), known ? 1U : 0U};
    }
    std::size_t longest = 0;
    for (const auto& [key, folded] : in_.supplied.keys) {
      const auto count = name_at(in_.tokens, at, folded, true);
      if (count <= longest || !has_key(shape, *in_.supplied.records, key)) continue;
      capture.value = key;
      longest = count;
    }
    if (in_.supplied.empty() && in_.tokens[at].after_by && speaks_of_records() &&
        in_.tokens[at].kind == Token::Kind::word && !in_.tokens[at].number) {
      capture.value = in_.tokens[at].text;
      longest = 1;
    }
    return {std::move(capture), longest};
  }

  /// A number after such a word is a bound or a measure of something, not the value itself.
  [[nodiscard]] bool is_qualified(std::size_t at) const {
    static constexpr std::array<std::string_view, 22> kQualifiers = {
        "to",    "nearest", "by",    "than",  "at",    "with",    "in",     "into",
        "until", "per",     "every", "over",  "from",  "between", "within", "as",
        "after", "before",  "last",  "under", "above", "below"};
    return at > 0 && std::ranges::find(kQualifiers, in_.tokens[at - 1].text) != kQualifiers.end();
  }

  /// "the highest one", "which one is the highest": a thing of that kind, not a number.
  [[nodiscard]] bool is_pronoun(std::size_t at) const {
    static constexpr std::array<std::string_view, 10> kDetermining = {
        "top", "best", "first", "last", "next", "previous", "other", "another", "same", "only"};
    if (in_.tokens[at].text != "one") return false;
    if (at + 1 < in_.tokens.size() && in_.tokens[at + 1].text.ends_with("est")) return true;
    if (at == 0) return false;
    const std::string_view before = in_.tokens[at - 1].text;
    return before.ends_with("est") || std::ranges::find(kDetermining, before) != kDetermining.end();
  }

  [[nodiscard]] bool speaks_of_records() const {
    return std::ranges::any_of(in_.usable, [&](const Span& span) {
      return span.sense == in_.catalogue.sense_record ||
             span.sense == in_.catalogue.sense_records || span.sense == in_.catalogue.sense_object;
    });
  }

  /// "two" in "two numbers" is no value.
  [[nodiscard]] bool belongs_to_phrase(std::size_t at) const {
    return std::ranges::any_of(in_.usable, [&](const Span& span) {
      return span.first == at && span.count > 1 && FunctionReading::has(in_.incidental, span.sense);
    });
  }

  /// "first" in "where the first prime is 2" is no rank that is asked for.
  [[nodiscard]] bool belongs_to_saying(std::size_t at) const {
    constexpr std::size_t kSayingTokensMin = 3;
    return std::ranges::any_of(in_.usable, [&](const Span& span) {
      return span.first <= at && at < span.first + std::size_t{span.count} &&
             span.count >= kSayingTokensMin && span.sense >= in_.catalogue.shared_senses;
    });
  }

  [[nodiscard]] bool covered_specifically(std::size_t at) const {
    return std::ranges::any_of(in_.usable, [&](const Span& span) {
      return span.first <= at && at < span.first + span.count &&
             (FunctionReading::has(in_.accepted, span.sense) ||
              FunctionReading::has(in_.incidental, span.sense));
    });
  }

  const FunctionReading& in_;
  Bound& bound_;
  FilledSlots filled_;
};

}  // namespace

FilledSlots fill_slots(const FunctionReading& reading, Bound& bound) {
  return SlotFiller(reading, bound).run();
}

}  // namespace skerry::fn
