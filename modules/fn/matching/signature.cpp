#include "modules/fn/matching/signature.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Id;

class Finder {
 public:
  explicit Finder(FunctionReading& reading) : in_(reading) {}

  std::vector<Span> find() {
    std::vector<Span> best;
    for (const auto& signature :
         Catalogue::slice(in_.catalogue.signatures, in_.function.signatures)) {
      const auto senses = in_.catalogue.senses[signature.senses];
      std::vector<Span> chosen;
      if (!place_senses(senses, signature.ordered, chosen)) continue;
      in_.accept(senses);
      if (chosen.size() > best.size()) best = std::move(chosen);
    }
    return best;
  }

 private:
  bool place_senses(std::span<const Id> senses, bool ordered, std::vector<Span>& chosen) const {
    if (chosen.size() == senses.size()) return !ordered || !names_target_first(chosen);
    for (const auto& span : in_.usable) {
      if (span.sense != senses[chosen.size()]) continue;
      if (ordered && !chosen.empty() && span.first <= chosen.back().first) continue;
      if (std::ranges::any_of(chosen, [&](const Span& c) { return c.overlaps(span); })) continue;
      chosen.push_back(span);
      if (place_senses(senses, ordered, chosen)) return true;
      chosen.pop_back();
    }
    return false;
  }

  /// "What is this in Celsius? It is in Fahrenheit": what an earlier clause asks for with "in" is
  /// the target, whatever order the words have; so is what "how many" asks for.
  [[nodiscard]] bool names_target_first(const std::vector<Span>& chosen) const {
    static constexpr std::array<std::string_view, 3> kInto = {"in", "into", "to"};
    static constexpr std::array<std::string_view, 12> kAsking = {
        "what", "how",  "need", "want",    "convert", "give",
        "show", "tell", "get",  "express", "turn",    "change"};
    const std::size_t head = chosen.front().first;
    if (head > 1 && in_.tokens[head - 1].text == "many" && in_.tokens[head - 2].text == "how") {
      return true;
    }
    if (head == 0 || std::ranges::find(kInto, in_.tokens[head - 1].text) == kInto.end()) {
      return false;
    }
    bool later_clause = false;
    for (std::size_t i = head + 1; i <= chosen.back().first; ++i) {
      later_clause = later_clause || in_.tokens[i].boundary_before;
    }
    for (std::size_t i = head; later_clause && i-- > 0;) {
      if (std::ranges::find(kAsking, in_.tokens[i].text) != kAsking.end()) return true;
      if (in_.tokens[i].boundary_before) break;
    }
    return false;
  }

  FunctionReading& in_;
};

class Chain {
 public:
  Chain(const FunctionReading& reading, const std::vector<Span>& signature)
      : in_(reading), signature_(signature) {}

  /// The same task named twice within one clause is two steps: "factorial of the factorial".
  [[nodiscard]] std::optional<std::string> chained_word() const {
    if (const auto second = second_step()) return in_.tokens[*second].text;
    if (const auto second = second_request()) return in_.tokens[*second].text;
    if (const auto second = step_of_reversal()) return in_.tokens[*second].text;
    if ((in_.function.traits & table::kIdempotent) != 0) return std::nullopt;
    const auto repeatable = in_.catalogue.senses[in_.catalogue.repeatable];
    for (const auto& head : signature_) {
      if (FunctionReading::has(repeatable, head.sense)) continue;
      for (const auto& span : in_.usable) {
        if (span.sense != head.sense || span.overlaps(head) || !restates(head, span)) continue;
        return in_.tokens[span.first].text;
      }
    }
    return std::nullopt;
  }

 private:
  /// "… and count them": what follows the task is done to its result.
  [[nodiscard]] std::optional<std::size_t> second_step() const {
    static constexpr std::array<std::string_view, 5> kPronouns = {"them", "it", "result", "results",
                                                                  "both"};
    for (std::size_t i = 2; i + 1 < in_.tokens.size(); ++i) {
      const bool refers_back =
          std::ranges::find(kPronouns, in_.tokens[i + 1].text) != kPronouns.end();
      if (!refers_back || in_.tokens[i - 1].text != "and" || in_.is_framing(i)) continue;
      const bool has_task = std::ranges::any_of(
          signature_, [&](const Span& head) { return head.first + std::size_t{head.count} < i; });
      const bool is_phrase = std::ranges::any_of(in_.usable, [&](const Span& span) {
        return span.sense >= in_.catalogue.shared_senses && span.first < i &&
               i < span.first + std::size_t{span.count};
      });
      if (has_task && !is_phrase) return i;
    }
    return std::nullopt;
  }

  /// "sum and average": what serves the task only in another wording of it ("sum divided by
  /// count"), joined to the task by "and" or a comma, asks for a second answer.
  [[nodiscard]] std::optional<std::size_t> second_request() const {
    const auto repeatable = in_.catalogue.senses[in_.catalogue.repeatable];
    for (const auto& span : in_.usable) {
      if (in_.is_framing(span.first) || !is_of_other_wording(span) || is_part_of_task(span)) {
        continue;
      }
      const bool joined = std::ranges::any_of(signature_, [&](const Span& head) {
        const bool after = head.first < span.first;
        const auto& [earlier, later] = after ? std::pair(head, span) : std::pair(span, head);
        const auto& token = in_.tokens[later.first];
        const bool adjacent = !FunctionReading::has(repeatable, span.sense) &&
                              earlier.first + std::size_t{earlier.count} == later.first;
        return later.first > 0 &&
               ((token.boundary_before && adjacent) || in_.tokens[later.first - 1U].text == "and");
      });
      if (joined) return span.first;
    }
    return std::nullopt;
  }

  /// "sort and reverse", "reverse and sort": reversing is an order of sorting elsewhere, but here a
  /// step, before or after the other one.
  [[nodiscard]] std::optional<std::size_t> step_of_reversal() const {
    static constexpr std::array<std::string_view, 4> kReversing = {"reverse", "reversed", "invert",
                                                                   "flip"};
    for (std::size_t i = 0; i < in_.tokens.size(); ++i) {
      if (std::ranges::find(kReversing, in_.tokens[i].text) == kReversing.end()) continue;
      const auto is_part = [&](const Span& head) {
        return head.first <= i && i < head.first + std::size_t{head.count};
      };
      if (std::ranges::any_of(signature_, is_part)) continue;
      const bool after = i > 0 && in_.tokens[i - 1].text == "and";
      const bool before = i + 1 < in_.tokens.size() && in_.tokens[i + 1].text == "and";
      const auto joined = [&](const Span& head) {
        return (after && head.first < i) || (before && head.first > i);
      };
      if (std::ranges::any_of(signature_, joined)) return i;
    }
    return std::nullopt;
  }

  /// An option ("largest first") is none.
  [[nodiscard]] bool binds_option(const Span& span) const {
    return std::ranges::any_of(in_.parameters, [&](const table::Parameter& parameter) {
      return std::ranges::contains(Catalogue::slice(in_.catalogue.values, parameter.values),
                                   span.sense, &table::Value::sense);
    });
  }

  [[nodiscard]] bool is_of_other_wording(const Span& span) const {
    if (binds_option(span)) return false;
    const auto signatures = Catalogue::slice(in_.catalogue.signatures, in_.function.signatures);
    return FunctionReading::has(in_.accepted, span.sense) &&
           std::ranges::any_of(signatures, [&](const table::Signature& signature) {
             const auto senses = in_.catalogue.senses[signature.senses];
             return senses.size() > signature_.size() &&
                    std::ranges::find(senses, span.sense) != senses.end();
           });
  }

  /// Whether the words belong to the task as it is worded, or are explained in another sense too.
  [[nodiscard]] bool is_part_of_task(const Span& span) const {
    const auto covers = [&](const Span& other) {
      return other.sense != span.sense && other.overlaps(span) &&
             (FunctionReading::has(in_.accepted, other.sense) ||
              FunctionReading::has(in_.incidental, other.sense));
    };
    const auto in_head = [&](const Span& head) {
      return head.overlaps(span) || head.sense == span.sense;
    };
    return std::ranges::any_of(signature_, in_head) || std::ranges::any_of(in_.usable, covers);
  }

  [[nodiscard]] bool restates(const Span& one, const Span& two) const {
    const auto& left = one.first < two.first ? one : two;
    const auto& right = one.first < two.first ? two : one;
    for (std::size_t i = left.first + 1U; i <= right.first; ++i) {
      if (in_.tokens[i].boundary_before) return false;
    }
    const bool same_word = std::ranges::any_of(in_.tokens[left.first].lemmas, [&](Id lemma) {
      return std::ranges::find(in_.tokens[right.first].lemmas, lemma) !=
             in_.tokens[right.first].lemmas.end();
    });
    const std::size_t gap = right.first - (left.first + left.count);
    return same_word || (gap == 1 && in_.tokens[right.first - 1U].text == "of");
  }

  const FunctionReading& in_;
  const std::vector<Span>& signature_;
};

}  // namespace

std::vector<Span> find_signature(FunctionReading& reading) { return Finder(reading).find(); }

std::optional<std::string> criterion(const FunctionReading& reading,
                                     const std::vector<bool>& said) {
  static constexpr std::array<std::string_view, 8> kCounting = {
      "count", "counts", "number", "tally", "sum", "total", "average", "mean"};
  const auto names_task = [&](const Span& span) {
    return FunctionReading::has(reading.accepted, span.sense) &&
           !FunctionReading::has(reading.catalogue.senses[reading.catalogue.nouns], span.sense) &&
           span.sense != reading.catalogue.sense_by;
  };
  for (const auto& span : reading.usable) {
    const std::size_t at = span.first;
    if (!reading.tokens[at].after_by || said[at] || !names_task(span)) continue;
    // "By how much did it rise?" asks for a measure.
    const bool asks = reading.tokens[at].text == "how" && reading.tokens[at - 1].boundary_before;
    if (asks) continue;
    bool has_task = false;
    for (const auto& earlier : reading.usable) {
      const bool before = earlier.first + std::size_t{earlier.count} < at;
      const auto& word = reading.tokens[earlier.first].text;
      has_task = has_task || (before && names_task(earlier) &&
                              std::ranges::find(kCounting, word) == kCounting.end());
    }
    if (!has_task) return reading.tokens[at].text;
  }
  return std::nullopt;
}

std::optional<std::string> chained_word(const FunctionReading& reading,
                                        const std::vector<Span>& signature) {
  return Chain(reading, signature).chained_word();
}

}  // namespace skerry::fn
