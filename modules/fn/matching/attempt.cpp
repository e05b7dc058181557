#include "modules/fn/matching/attempt.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "modules/fn/matching/function_reading.hpp"
#include "modules/fn/matching/kinds.hpp"
#include "modules/fn/matching/quantities.hpp"
#include "modules/fn/matching/restrictions.hpp"
#include "modules/fn/matching/signature.hpp"
#include "modules/fn/matching/slots.hpp"
#include "modules/fn/matching/time_order.hpp"

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Id;
using table::Kind;

/// A longer text is no word of a description, however it is folded.
constexpr std::size_t kRepeatedTextBytesMax = 256;
/// Names of arguments that say no more than that there is a value.
constexpr std::array<std::string_view, 16> kNamesOfAnything = {
    "num", "nums",  "number", "numbers", "val",  "vals", "value", "values",
    "arg", "input", "inputs", "data",    "list", "arr",  "array", "int"};
/// Of what, the description has to say.
constexpr std::string_view kVagueMeasure = "size";
/// No function takes as many by name.
constexpr std::size_t kArgumentsMax = 64;

class Attempter {
 public:
  Attempter(const Catalogue& catalogue, Id index, const Reading& reading, const Supplied& supplied)
      : in_(catalogue, index, reading, supplied), explained_(reading.tokens.size()) {
    result_.bound.entries.resize(in_.parameters.size());
    result_.bound.used.resize(supplied.named.size());
  }

  Attempt run() {
    signature_ = find_signature(in_);
    if (signature_.empty()) return std::move(result_);
    if (in_.supplied.named.size() > kArgumentsMax) {
      result_.reason = RefusalReason::arguments_do_not_fit;
      result_.details = {"there are too many"};
      return std::move(result_);
    }
    filled_ = fill_slots(in_, result_.bound);
    bind_senses();
    const auto said = filled_.tokens;
    const bool placed = place_arguments();
    explain();
    if (!placed) {
      count_unexplained();
    } else if (all_explained() && takes_quantities() && takes_kinds() && is_one_step(said)) {
      finish();
    }
    return std::move(result_);
  }

 private:
  void bind_senses() {
    for (std::size_t p = 0; p < in_.parameters.size(); ++p) {
      for (const auto& value : Catalogue::slice(in_.catalogue.values, in_.parameters[p].values)) {
        for (const auto& span : in_.usable) {
          if (span.sense != value.sense || in_signature(span)) continue;
          auto bound = Json::parse(value.json, nullptr, false);
          auto& entry = result_.bound.entries[p];
          if (entry.value && *entry.value != bound) contradicted_ = in_.tokens[span.first].text;
          filled_.said.emplace_back(p, bound);
          entry.value = std::move(bound);
          mark(filled_.tokens, span);
        }
      }
    }
  }

  [[nodiscard]] bool in_signature(const Span& span) const {
    return std::ranges::any_of(signature_, [&](const Span& head) {
      return head.first == span.first && head.count == span.count && head.sense != span.sense;
    });
  }

  bool place_arguments() {
    auto& bound = result_.bound;
    assign(in_.catalogue, in_.function, in_.supplied, bound);
    if (!bound.misfit.empty()) {
      result_.reason = RefusalReason::arguments_do_not_fit;
      result_.details = {bound.misfit};
      return false;
    }
    auto stray = stray_argument();
    if (!stray) stray = argument_named_as_result();
    if (stray) {
      result_.reason = RefusalReason::arguments_do_not_fit;
      result_.details = {'"' + *stray + "\" fits no parameter"};
      return false;
    }
    for (const auto& [parameter, value] : filled_.said) {
      if (bound.entries[parameter].value != value) contradicted_ = in_.parameters[parameter].name;
    }
    for (std::size_t p = 0; p < in_.parameters.size(); ++p) {
      const auto& entry = bound.entries[p];
      if (in_.parameters[p].shape.kind == Kind::key && entry.value &&
          in_.supplied.records != nullptr &&
          (!entry.value->is_string() || !has_key(in_.parameters[p].shape, *in_.supplied.records,
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

  /// The name of an argument is content too: the diameter is not the radius.
  bool takes_quantities() {
    for (std::size_t p = 0; p < in_.parameters.size(); ++p) {
      const auto& argument = result_.bound.entries[p].argument;
      if (!argument) continue;
      const auto& supplied = in_.supplied.named[*argument];
      if (supplied.folded == kVagueMeasure && names_quantity(p)) continue;
      auto expected = other_quantity(in_.catalogue, in_.parameters[p], supplied.folded);
      if (!expected && says_unit_of_share()) continue;
      if (!expected) expected = doubtful_share(in_.catalogue, in_.parameters[p], supplied);
      if (!expected) continue;
      result_.reason = RefusalReason::arguments_do_not_fit;
      result_.details = {'"' + supplied.name + "\" is not " + std::string(*expected)};
      return false;
    }
    return true;
  }

  /// "When I give you the diameter".
  [[nodiscard]] bool names_quantity(std::size_t parameter) const {
    const auto names = in_.catalogue.names_of(in_.parameters[parameter]);
    return std::ranges::any_of(in_.tokens, [&](const ReadToken& token) {
      return token.text.size() > 1 && std::ranges::contains(names, std::string_view(token.text));
    });
  }

  /// Some functions of a share ask for its unit themselves.
  [[nodiscard]] bool says_unit_of_share() const {
    return std::ranges::contains(in_.parameters, std::string_view("unit"), &table::Parameter::name);
  }

  /// An argument with a telling name that is neither the function's nor in the description, placed
  /// only by likeness: the distance and the time are not the two numbers of "average speed".
  [[nodiscard]] std::optional<std::string> stray_argument() const {
    for (const auto& entry : result_.bound.entries) {
      if (!entry.by_likeness || !entry.argument) continue;
      const auto& [name, folded, value] = in_.supplied.named[*entry.argument];
      const bool telling = folded.size() > 1 && !(folded.back() >= '0' && folded.back() <= '9') &&
                           std::ranges::find(kNamesOfAnything, folded) == kNamesOfAnything.end();
      bool mentioned = false;
      for (std::size_t at = 0; at < in_.tokens.size(); ++at) {
        mentioned = mentioned || name_at(in_.tokens, at, folded, value->is_array()) > 0;
      }
      if (telling && !mentioned) return name;
    }
    return std::nullopt;
  }

  /// An argument called "fahrenheit" is none of "Celsius to Fahrenheit": the title tells direction.
  [[nodiscard]] std::optional<std::string> argument_named_as_result() const {
    const auto title = tokenise(in_.function.title);
    const auto to = std::ranges::find(title, std::string_view("to"), &Token::text);
    if (to == title.end() || to == title.begin()) return std::nullopt;
    for (std::size_t p = 0; p < in_.parameters.size(); ++p) {
      const auto& entry = result_.bound.entries[p];
      if (!entry.argument) continue;
      const auto& [name, folded, value] = in_.supplied.named[*entry.argument];
      if (std::ranges::contains(in_.catalogue.names_of(in_.parameters[p]), folded)) continue;
      const auto is_it = [&](const Token& token) {
        return singular(token.text) == singular(folded);
      };
      if (std::any_of(to + 1, title.end(), is_it) && std::none_of(title.begin(), to, is_it)) {
        return name;
      }
    }
    return std::nullopt;
  }

  static void mark(std::vector<bool>& flags, const Span& span) {
    for (std::size_t i = span.first; i < span.first + std::size_t{span.count}; ++i) flags[i] = true;
  }
  static void mark(std::vector<bool>& flags, std::size_t first, std::size_t count) {
    for (std::size_t i = first; i < first + count; ++i) flags[i] = true;
  }

  void explain() {
    for (const auto& span : in_.usable) {
      // The number of "10th" is explained where a slot takes it.
      if (span.sense == in_.catalogue.sense_ordinal) continue;
      if (FunctionReading::has(in_.accepted, span.sense)) {
        mark(filled_.tokens, span);
      } else if (span.sense == in_.catalogue.sense_by) {
        mark(explained_, span);
      } else if (in_.tokens[span.first].after_by) {
        continue;
      } else if (span.sense == in_.catalogue.sense_noise ||
                 span.sense == in_.catalogue.sense_dropped) {
        mark(explained_, span);
      } else if (FunctionReading::has(in_.incidental, span.sense) && !is_unbound_key(span.first)) {
        mark(explained_, span);
      }
    }
    for (std::size_t i = 1; i < in_.tokens.size(); ++i) {
      if (is_named_connective(i)) explained_[i] = false;
    }
    for (std::size_t i = 0; i < in_.supplied.named.size(); ++i) explain_mentions(i);
    for (std::size_t p = 0; p < in_.parameters.size(); ++p) explain_parameter(p);
  }

  /// "join with and": the word that ends a clause after such a preposition names itself.
  [[nodiscard]] bool is_named_connective(std::size_t at) const {
    static constexpr std::array<std::string_view, 3> kBefore = {"with", "by", "using"};
    static constexpr std::array<std::string_view, 9> kConnectives = {
        "and", "or", "to", "in", "of", "on", "at", "from", "for"};
    const bool ends = at + 1 == in_.tokens.size() || in_.tokens[at + 1].boundary_before;
    return ends && std::ranges::find(kBefore, in_.tokens[at - 1].text) != kBefore.end() &&
           std::ranges::find(kConnectives, in_.tokens[at].text) != kConnectives.end();
  }

  /// "by price and rating" with only the price bound must not pass for "by price".
  [[nodiscard]] bool is_unbound_key(std::size_t at) const {
    return in_.tokens[at].after_and && !filled_.tokens[at] &&
           std::ranges::any_of(in_.supplied.keys, [&](const auto& key) {
             return name_at(in_.tokens, at, key.second, true) > 0;
           });
  }

  void explain_mentions(std::size_t argument) {
    const auto& supplied = in_.supplied.named[argument];
    std::size_t parameter = 0;
    const auto& entries = result_.bound.entries;
    while (parameter < entries.size() && entries[parameter].argument != argument) ++parameter;
    if (parameter == entries.size()) return;
    const auto last_word = std::string_view(supplied.folded)
                               .substr(supplied.folded.rfind(' ') == std::string::npos
                                           ? 0
                                           : supplied.folded.rfind(' ') + 1);
    const auto first_word = std::string_view(supplied.folded).substr(0, supplied.folded.find(' '));
    const bool is_end = names_end(first_word);
    for (std::size_t at = 0; at < in_.tokens.size(); ++at) {
      const auto& token = in_.tokens[at];
      if (token.kind == Token::Kind::quoted && token.text == supplied.name) explained_[at] = true;
      if (token.after_by && supplied.value->is_array()) continue;
      const bool any_number = supplied.value->is_array();
      auto count = name_at(in_.tokens, at, supplied.folded, any_number);
      if (count == 0) count = name_at(in_.tokens, at, last_word, any_number);
      if (count == 0 && is_end) count = name_at(in_.tokens, at, first_word, any_number);
      if (count > 0 && in_.may_mention(parameter, argument, at, count)) mark(explained_, at, count);
    }
  }

  void explain_parameter(std::size_t p) {
    const auto& entry = result_.bound.entries[p];
    if (in_.supplied.empty()) {
      const auto names = in_.catalogue.names_of(in_.parameters[p]);
      for (const std::string_view name : names) {
        // Of the synonyms only the letters that stand for a quantity: words mean too much.
        if (name != names.front() && name.size() > 1) continue;
        for (std::size_t at = 0; at < in_.tokens.size(); ++at) {
          if (in_.tokens[at].after_by && in_.parameters[p].shape.kind == Kind::list) continue;
          mark(explained_, at, name_at(in_.tokens, at, name, false));
        }
      }
    }
    if (!entry.value || !entry.from_arguments || entry.value->is_structured()) return;
    const auto* text = entry.value->get_ptr<const std::string*>();
    const bool is_short = text != nullptr && text->size() <= kRepeatedTextBytesMax;
    const auto folded = is_short ? fold_name(*text) : std::string();
    for (std::size_t at = 0; at < in_.tokens.size(); ++at) {
      const auto& token = in_.tokens[at];
      const bool repeats =
          entry.value->is_number()
              ? token.number && !token.ordinal && *token.number == *entry.value
              : text != nullptr && (token.text == *text || (is_short && token.text == folded));
      if (repeats) explained_[at] = true;
    }
  }

  /// How near a function comes whose arguments do not fit.
  void count_unexplained() {
    for (std::size_t i = 0; i < in_.tokens.size(); ++i) {
      if (!explained_[i] && !filled_.tokens[i]) ++result_.unexplained;
    }
    result_.explained = result_.unexplained == 0;
  }

  bool all_explained() {
    const auto forbidden = in_.catalogue.senses[in_.function.forbidden];
    for (const auto& span : in_.usable) {
      if (FunctionReading::has(forbidden, span.sense))
        result_.details.push_back(in_.tokens[span.first].text);
    }
    for (std::size_t i = 0; i < in_.tokens.size(); ++i) {
      if (!explained_[i] && !filled_.tokens[i]) result_.details.push_back(in_.tokens[i].text);
    }
    result_.explained = result_.details.empty();
    if (!result_.explained) result_.reason = RefusalReason::unexplained_words;
    return result_.explained;
  }

  void finish() {
    result_.complete = true;
    for (std::size_t p = 0; p < in_.parameters.size(); ++p) {
      auto& entry = result_.bound.entries[p];
      if (entry.value) continue;
      if (in_.parameters[p].default_json != nullptr) {
        entry.value = Json::parse(in_.parameters[p].default_json, nullptr, false);
      } else {
        result_.complete = false;
        result_.details.emplace_back(in_.parameters[p].name);
      }
    }
    if (!result_.complete && !in_.supplied.empty()) {
      result_.reason = RefusalReason::arguments_missing;
      return;
    }
    result_.accepted = true;
    for (std::size_t i = 0; i < in_.tokens.size(); ++i) {
      if (filled_.tokens[i] && !in_.is_framing(i)) ++result_.score;
    }
  }

  /// So are the words for data: strings are not sorted as numbers, nor fractions summed as
  /// integers.
  bool takes_kinds() {
    auto other = kind_not_supplied(in_, result_.bound);
    if (other) other = "not all are \"" + *other + '"';
    if (!other) other = other_order(in_, result_.bound);
    if (!other) other = restricted_to(in_, result_.bound);
    if (!other) return true;
    result_.reason = RefusalReason::arguments_do_not_fit;
    result_.details = {std::move(*other)};
    return false;
  }

  bool is_one_step(const std::vector<bool>& said) {
    auto second = chained_word(in_, signature_);
    if (!second) second = criterion(in_, said);
    if (!second) second = order_of_time_by_other_key(in_, result_.bound);
    if (second) {
      result_.reason = RefusalReason::contradictory;
      result_.details = {*second};
    }
    return !second;
  }

  FunctionReading in_;
  std::vector<Span> signature_;
  FilledSlots filled_;
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
