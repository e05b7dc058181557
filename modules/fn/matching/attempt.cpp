#include "modules/fn/matching/attempt.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::ElementKind;
using table::Id;
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

class Attempter {
 public:
  Attempter(const Catalogue& catalogue, Id index, const Reading& reading, const Supplied& supplied)
      : catalogue_(catalogue),
        index_(index),
        function_(catalogue.functions[index]),
        parameters_(Catalogue::slice(catalogue.parameters, function_.parameters)),
        accepted_(Catalogue::slice(catalogue.sense_ids, function_.accepted)),
        incidental_(Catalogue::slice(catalogue.sense_ids, function_.incidental)),
        tokens_(reading.tokens),
        supplied_(supplied),
        specific_(tokens_.size()),
        explained_(tokens_.size()) {
    select_spans(reading.spans);
    result_.bound.entries.resize(parameters_.size());
    result_.bound.used.resize(supplied.named.size());
  }

  Attempt run() {
    if (!find_signature()) return std::move(result_);
    fill_slots();
    bind_senses();
    if (!place_arguments()) return std::move(result_);
    explain();
    if (!all_explained() || is_chained()) return std::move(result_);
    finish();
    return std::move(result_);
  }

 private:
  // --- spans -----------------------------------------------------------------------------------

  bool is_mine(Id sense) const {
    return sense < catalogue_.shared_senses ||
           catalogue_.owners[sense - catalogue_.shared_senses] == index_;
  }

  void select_spans(const std::vector<Span>& all) {
    for (const auto& span : all) {
      if (!is_mine(span.sense)) continue;
      every_.push_back(span);
      if (!span.masked) usable_.push_back(span);
    }
  }

  static bool has(std::span<const Id> sorted, Id sense) {
    return std::ranges::binary_search(sorted, sense);
  }

  // --- the signature ---------------------------------------------------------------------------

  bool find_signature() {
    for (const auto& signature : Catalogue::slice(catalogue_.signatures, function_.signatures)) {
      const auto senses = Catalogue::slice(catalogue_.sense_ids, signature.senses);
      if (senses.size() <= signature_.size()) continue;
      std::vector<Span> chosen;
      if (place_senses(senses, signature.ordered, chosen)) signature_ = std::move(chosen);
    }
    return !signature_.empty();
  }

  bool place_senses(std::span<const Id> senses, bool ordered, std::vector<Span>& chosen) const {
    if (chosen.size() == senses.size()) return true;
    for (const auto& span : usable_) {
      if (span.sense != senses[chosen.size()]) continue;
      if (ordered && !chosen.empty() && span.first <= chosen.back().first) continue;
      if (std::ranges::any_of(chosen, [&](const Span& c) { return c.overlaps(span); })) continue;
      chosen.push_back(span);
      if (place_senses(senses, ordered, chosen)) return true;
      chosen.pop_back();
    }
    return false;
  }

  /// The same task named twice within one clause is two steps: "factorial of the factorial".
  bool is_chained() {
    if ((function_.traits & table::kIdempotent) != 0) return false;
    const auto repeatable = Catalogue::slice(catalogue_.sense_ids, catalogue_.repeatable);
    for (const auto& head : signature_) {
      if (has(repeatable, head.sense)) continue;
      for (const auto& span : usable_) {
        if (span.sense != head.sense || span.overlaps(head) || !restates(head, span)) continue;
        result_.reason = RefusalReason::contradictory;
        result_.details = {tokens_[span.first].text};
        return true;
      }
    }
    return false;
  }

  bool restates(const Span& one, const Span& two) const {
    const auto& left = one.first < two.first ? one : two;
    const auto& right = one.first < two.first ? two : one;
    for (std::size_t i = left.first + 1U; i <= right.first; ++i) {
      if (tokens_[i].boundary_before) return false;
    }
    const bool same_word = std::ranges::any_of(tokens_[left.first].lemmas, [&](Id lemma) {
      return std::ranges::find(tokens_[right.first].lemmas, lemma) !=
             tokens_[right.first].lemmas.end();
    });
    const std::size_t gap = right.first - (left.first + left.count);
    return same_word || (gap == 1 && tokens_[right.first - 1U].text == "of");
  }

  // --- slots -----------------------------------------------------------------------------------

  void fill_slots() {
    for (const auto& slot : Catalogue::slice(catalogue_.slots, function_.slots)) {
      const auto elements = Catalogue::slice(catalogue_.elements, slot.elements);
      for (std::size_t at = 0; at < tokens_.size(); ++at) {
        std::vector<Capture> captures;
        const auto end = match_slot(elements, at, at, captures);
        if (end) apply(captures, at, *end);
      }
    }
  }

  void apply(std::vector<Capture>& captures, std::size_t first, std::size_t end) {
    for (const auto& capture : captures) {
      auto& entry = result_.bound.entries[capture.parameter];
      if (entry.value && *entry.value != capture.value) return;
      if (capture.argument && result_.bound.used[*capture.argument]) return;
    }
    for (auto& capture : captures) {
      auto& entry = result_.bound.entries[capture.parameter];
      said_.emplace_back(capture.parameter, capture.value);
      entry.value = std::move(capture.value);
      entry.argument = capture.argument;
      entry.from_arguments = capture.argument.has_value();
      if (capture.argument) result_.bound.used[*capture.argument] = true;
    }
    std::fill(specific_.begin() + static_cast<std::ptrdiff_t>(first),
              specific_.begin() + static_cast<std::ptrdiff_t>(end), true);
  }

  std::optional<std::size_t> match_slot(std::span<const table::Element> elements, std::size_t start,
                                        std::size_t at, std::vector<Capture>& captures) const {
    if (elements.empty()) return at;
    if (at >= tokens_.size() || specific_[at] || (at > start && tokens_[at].boundary_before)) {
      return std::nullopt;
    }
    const auto& element = elements.front();
    const auto rest = elements.subspan(1);
    switch (element.kind) {
      case ElementKind::lemma:
        if (std::ranges::find(tokens_[at].lemmas, element.id) == tokens_[at].lemmas.end()) {
          return std::nullopt;
        }
        return match_slot(rest, start, at + 1, captures);
      case ElementKind::sense:
        for (const auto& span : every_) {
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

  std::pair<Capture, std::size_t> capture_at(const table::Element& element, std::size_t at,
                                             bool plain) const {
    const auto& parameter = parameters_[element.id];
    const auto& token = tokens_[at];
    Capture capture{element.id, nullptr, std::nullopt};
    if (parameter.shape.kind == Kind::key) return capture_key(std::move(capture), at);
    if (!plain) {
      for (std::size_t i = 0; i < supplied_.named.size(); ++i) {
        const auto count =
            name_at(tokens_, at, supplied_.named[i].folded, supplied_.named[i].value->is_array());
        if (count == 0 || !fits(parameter.shape, *supplied_.named[i].value)) continue;
        capture.value = *supplied_.named[i].value;
        capture.argument = i;
        return {std::move(capture), count};
      }
    }
    if (token.number && token.ordinal == (element.kind == ElementKind::ordinal_capture)) {
      if (plain && (covered_specifically(at) || is_qualified(at))) return {std::move(capture), 0};
      capture.value = number_value(*token.number);
    } else if (plain && !supplied_.empty()) {
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
  std::pair<Capture, std::size_t> capture_key(Capture capture, std::size_t at) const {
    const auto& shape = parameters_[capture.parameter].shape;
    if (tokens_[at].kind == Token::Kind::quoted) {
      capture.value = tokens_[at].text;
      const bool known =
          supplied_.records == nullptr || has_key(shape, *supplied_.records, tokens_[at].text);
      return {std::move(capture), known ? 1U : 0U};
    }
    std::size_t longest = 0;
    for (const auto& [key, folded] : supplied_.keys) {
      const auto count = name_at(tokens_, at, folded, true);
      if (count <= longest || !has_key(shape, *supplied_.records, key)) continue;
      capture.value = key;
      longest = count;
    }
    if (supplied_.empty() && tokens_[at].after_by && speaks_of_records() &&
        tokens_[at].kind == Token::Kind::word && !tokens_[at].number) {
      capture.value = tokens_[at].text;
      longest = 1;
    }
    return {std::move(capture), longest};
  }

  /// A number after such a word is a bound or a measure of something, not the value itself.
  bool is_qualified(std::size_t at) const {
    static constexpr std::array<std::string_view, 22> kQualifiers = {
        "to",    "nearest", "by",    "than",  "at",    "with",    "in",     "into",
        "until", "per",     "every", "over",  "from",  "between", "within", "as",
        "after", "before",  "last",  "under", "above", "below"};
    return at > 0 && std::ranges::find(kQualifiers, tokens_[at - 1].text) != kQualifiers.end();
  }

  bool speaks_of_records() const {
    return std::ranges::any_of(usable_, [&](const Span& span) {
      return span.sense == catalogue_.sense_records || span.sense == catalogue_.sense_object;
    });
  }

  bool covered_specifically(std::size_t at) const {
    return std::ranges::any_of(usable_, [&](const Span& span) {
      return span.first <= at && at < span.first + span.count &&
             (has(accepted_, span.sense) || has(incidental_, span.sense));
    });
  }

  // --- options and arguments -------------------------------------------------------------------

  void bind_senses() {
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      for (const auto& value : Catalogue::slice(catalogue_.values, parameters_[p].values)) {
        for (const auto& span : usable_) {
          if (span.sense != value.sense || in_signature(span)) continue;
          auto bound = Json::parse(value.json, nullptr, false);
          auto& entry = result_.bound.entries[p];
          if (entry.value && *entry.value != bound) contradicted_ = tokens_[span.first].text;
          said_.emplace_back(p, bound);
          entry.value = std::move(bound);
          mark(specific_, span);
        }
      }
    }
  }

  bool in_signature(const Span& span) const {
    return std::ranges::any_of(signature_, [&](const Span& head) {
      return head.first == span.first && head.count == span.count && head.sense != span.sense;
    });
  }

  bool place_arguments() {
    auto& bound = result_.bound;
    assign(catalogue_, function_, supplied_, bound);
    if (!bound.misfit.empty()) {
      result_.reason = RefusalReason::arguments_do_not_fit;
      result_.details = {bound.misfit};
      return false;
    }
    for (const auto& [parameter, value] : said_) {
      if (bound.entries[parameter].value != value) contradicted_ = parameters_[parameter].name;
    }
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      const auto& entry = bound.entries[p];
      if (parameters_[p].shape.kind == Kind::key && entry.value && supplied_.records != nullptr &&
          (!entry.value->is_string() || !has_key(parameters_[p].shape, *supplied_.records,
                                                 entry.value->get_ref<const std::string&>()))) {
        result_.reason = RefusalReason::arguments_do_not_fit;
        result_.details = {std::string("the records lack ") + entry.value->dump()};
        return false;
      }
    }
    if (!contradicted_.empty()) {
      result_.reason = RefusalReason::contradictory;
      result_.details = {contradicted_};
      return false;
    }
    return true;
  }

  // --- explanation -----------------------------------------------------------------------------

  static void mark(std::vector<bool>& flags, const Span& span) {
    for (std::size_t i = span.first; i < span.first + std::size_t{span.count}; ++i) flags[i] = true;
  }
  static void mark(std::vector<bool>& flags, std::size_t first, std::size_t count) {
    for (std::size_t i = first; i < first + count; ++i) flags[i] = true;
  }

  void explain() {
    for (const auto& span : usable_) {
      if (has(accepted_, span.sense)) {
        mark(specific_, span);
      } else if (span.sense == catalogue_.sense_by) {
        mark(explained_, span);
      } else if (tokens_[span.first].after_by) {
        continue;
      } else if (span.sense == catalogue_.sense_noise) {
        mark(explained_, span);
      } else if (has(incidental_, span.sense) && !is_unbound_key(span.first)) {
        mark(explained_, span);
      }
    }
    for (std::size_t i = 0; i < supplied_.named.size(); ++i) explain_mentions(i);
    for (std::size_t p = 0; p < parameters_.size(); ++p) explain_parameter(p);
  }

  /// "by price and rating" with only the price bound must not pass for "by price".
  bool is_unbound_key(std::size_t at) const {
    return tokens_[at].after_and && !specific_[at] &&
           std::ranges::any_of(supplied_.keys, [&](const auto& key) {
             return name_at(tokens_, at, key.second, true) > 0;
           });
  }

  void explain_mentions(std::size_t argument) {
    const auto& supplied = supplied_.named[argument];
    const auto last_word = std::string_view(supplied.folded)
                               .substr(supplied.folded.rfind(' ') == std::string::npos
                                           ? 0
                                           : supplied.folded.rfind(' ') + 1);
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (tokens_[at].after_by && supplied.value->is_array()) continue;
      const bool any_number = supplied.value->is_array();
      auto count = name_at(tokens_, at, supplied.folded, any_number);
      if (count == 0) count = name_at(tokens_, at, last_word, any_number);
      mark(explained_, at, count);
    }
  }

  void explain_parameter(std::size_t p) {
    const auto& entry = result_.bound.entries[p];
    if (supplied_.empty() || entry.from_arguments) {
      const auto names = Catalogue::slice(catalogue_.names, parameters_[p].names);
      for (const std::string_view name : names) {
        // Of the synonyms only the letters that stand for a quantity: words mean too much.
        if (name != names.front() && name.size() > 1) continue;
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
          if (tokens_[at].after_by && parameters_[p].shape.kind == Kind::list) continue;
          mark(explained_, at, name_at(tokens_, at, name, false));
        }
      }
    }
    if (!entry.value || !entry.from_arguments || entry.value->is_structured()) return;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const auto& token = tokens_[at];
      const bool repeats =
          entry.value->is_number()
              ? token.number && !token.ordinal && *token.number == *entry.value
              : entry.value->is_string() &&
                    (token.text == entry.value->get_ref<const std::string&>() ||
                     token.text == fold_name(entry.value->get_ref<const std::string&>()));
      if (repeats) explained_[at] = true;
    }
  }

  bool all_explained() {
    const auto forbidden = Catalogue::slice(catalogue_.sense_ids, function_.forbidden);
    for (const auto& span : usable_) {
      if (has(forbidden, span.sense)) result_.details.push_back(tokens_[span.first].text);
    }
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!explained_[i] && !specific_[i]) result_.details.push_back(tokens_[i].text);
    }
    if (!result_.details.empty()) result_.reason = RefusalReason::unexplained_words;
    return result_.details.empty();
  }

  void finish() {
    result_.complete = true;
    for (std::size_t p = 0; p < parameters_.size(); ++p) {
      auto& entry = result_.bound.entries[p];
      if (entry.value) continue;
      if (parameters_[p].default_json != nullptr) {
        entry.value = Json::parse(parameters_[p].default_json, nullptr, false);
      } else {
        result_.complete = false;
        result_.details.emplace_back(parameters_[p].name);
      }
    }
    if (!result_.complete && !supplied_.empty()) {
      result_.reason = RefusalReason::arguments_missing;
      return;
    }
    result_.accepted = true;
    std::vector<bool> framing(tokens_.size());
    for (const auto& span : usable_) {
      if (span.sense == catalogue_.sense_noise) mark(framing, span);
    }
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (specific_[i] && !framing[i]) ++result_.score;
    }
  }

  const Catalogue& catalogue_;
  Id index_;
  const table::Function& function_;
  std::span<const table::Parameter> parameters_;
  std::span<const Id> accepted_;
  std::span<const Id> incidental_;
  const std::vector<ReadToken>& tokens_;
  const Supplied& supplied_;
  std::vector<Span> every_;
  std::vector<Span> usable_;
  std::vector<Span> signature_;
  std::vector<std::pair<std::size_t, Json>> said_;
  std::vector<bool> specific_;
  std::vector<bool> explained_;
  std::string contradicted_;
  Attempt result_;
};

}  // namespace

Attempt attempt(const Catalogue& catalogue, Id function, const Reading& reading,
                const Supplied& supplied) {
  return Attempter(catalogue, function, reading, supplied).run();
}

}  // namespace skerry::fn
