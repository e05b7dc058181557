#include "modules/fn/matching/kinds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "modules/fn/matching/shapes.hpp"

namespace skerry::fn {
namespace {

using table::Kind;

enum class DataKind : std::uint8_t { number, integer, text, record };

struct KindWord {
  std::string_view word;
  DataKind kind;
  bool plural;
};

constexpr std::array kKindWords = {
    KindWord{"numbers", DataKind::number, true},   KindWord{"number", DataKind::number, false},
    KindWord{"nums", DataKind::number, true},      KindWord{"integers", DataKind::integer, true},
    KindWord{"integer", DataKind::integer, false}, KindWord{"ints", DataKind::integer, true},
    KindWord{"int", DataKind::integer, false},     KindWord{"strings", DataKind::text, true},
    KindWord{"string", DataKind::text, false},     KindWord{"texts", DataKind::text, true},
    KindWord{"words", DataKind::text, true},       KindWord{"word", DataKind::text, false},
    KindWord{"names", DataKind::text, true},       KindWord{"objects", DataKind::record, true},
    KindWord{"records", DataKind::record, true},   KindWord{"dictionaries", DataKind::record, true},
    KindWord{"sentences", DataKind::text, true},   KindWord{"phrases", DataKind::text, true},
};

bool is_of(DataKind kind, const Json& value) {
  switch (kind) {
    case DataKind::number:
      return value.is_number();
    case DataKind::integer:
      return value.is_number() && std::floor(value.get<double>()) == value.get<double>();
    case DataKind::text:
      return value.is_string();
    case DataKind::record:
      return value.is_object();
  }
  return false;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// How many of a list's elements, and of those of its lists, are of a kind, and how many are not.
struct Tally {
  std::size_t fitting = 0;
  std::size_t other = 0;

  void add(DataKind kind, const Json& list) {
    for (const auto& item : list) {
      if (item.is_array()) {
        add(kind, item);
      } else {
        ++(is_of(kind, item) ? fitting : other);
      }
    }
  }
};

class KindChecker {
 public:
  KindChecker(const FunctionReading& reading, const Bound& bound) : in_(reading), bound_(bound) {}

  [[nodiscard]] std::optional<std::string> find() const {
    for (std::size_t at = 0; at < in_.tokens.size(); ++at) {
      const auto word = std::ranges::find(kKindWords, in_.tokens[at].text, &KindWord::word);
      if (word == kKindWords.end() || names_result(at) || belongs_to_task(at)) continue;
      auto kind = word->kind;
      const bool whole = at > 0 && in_.tokens[at - 1].text == "whole";
      if (kind == DataKind::number && whole) kind = DataKind::integer;
      if (!agrees(kind, word->plural)) return in_.tokens[at].text;
    }
    return std::nullopt;
  }

 private:
  /// "to numbers", "as an integer", "number of", "integer part".
  [[nodiscard]] bool names_result(std::size_t at) const {
    static constexpr std::array<std::string_view, 14> kBefore = {
        "to",      "into",      "as",     "nearest", "return",  "returns", "give",
        "closest", "returning", "output", "next",    "rounded", "in",      "other"};
    static constexpr std::array<std::string_view, 5> kAfter = {"of", "part", "division", "quotient",
                                                               "portion"};
    const auto before = at > 0 && in_.tokens[at - 1].text == "whole" ? at - 1 : at;
    if (before > 0 && is_one_of(in_.tokens[before - 1].text, kBefore)) return true;
    const bool singular = !in_.tokens[at].text.ends_with('s');
    return singular && at + 1 < in_.tokens.size() && is_one_of(in_.tokens[at + 1].text, kAfter);
  }

  /// A word of the task itself: of one of its phrases, or what it checks or makes.
  [[nodiscard]] bool belongs_to_task(std::size_t at) const {
    return std::ranges::any_of(in_.usable, [&](const Span& span) {
      if (span.first > at || at >= span.first + std::size_t{span.count}) return false;
      if (!FunctionReading::has(in_.accepted, span.sense)) {
        return !in_.function.gives_number && names_task(span.sense);
      }
      return true;
    });
  }

  [[nodiscard]] bool names_task(table::Id sense) const {
    const auto signatures =
        table::Catalogue::slice(in_.catalogue.signatures, in_.function.signatures);
    return std::ranges::any_of(signatures, [&](const table::Signature& signature) {
      const auto senses = in_.catalogue.senses[signature.senses];
      return std::ranges::find(senses, sense) != senses.end();
    });
  }

  [[nodiscard]] bool agrees(DataKind kind, bool plural) const {
    bool has_list = false;
    bool has_fitting_list = false;
    bool has_mixed_list = false;
    bool has_fitting_scalar = false;
    bool has_fraction = false;
    for (std::size_t p = 0; p < in_.parameters.size(); ++p) {
      const auto& value = bound_.entries[p].value;
      if (!value) continue;
      if (value->is_primitive()) {
        const bool supplied = bound_.entries[p].from_arguments;
        has_fitting_scalar = has_fitting_scalar || (supplied && is_of(kind, *value));
        has_fraction = has_fraction || (value->is_number() && !is_of(DataKind::integer, *value));
      }
      if (!value->is_array() || !holds_elements(in_.parameters[p].shape, kind)) continue;
      Tally tally;
      tally.add(kind, *value);
      has_list = true;
      has_fitting_list = has_fitting_list || tally.other == 0;
      const bool numeric = kind == DataKind::integer && tally.other > 0;
      has_mixed_list = has_mixed_list || numeric || (tally.fitting > 0 && tally.other > 0);
    }
    const bool among_like = plural || (in_.function.traits & table::kSymmetric) != 0;
    if (!has_list && (kind != DataKind::integer || !among_like)) return true;
    if (has_list && plural) return has_fitting_list;
    if (has_list) return !has_mixed_list || has_fitting_list || has_fitting_scalar;
    return !has_fraction;
  }

  /// Whether the list's elements are what a word for a kind of data speaks of.
  static bool holds_elements(const table::Shape& shape, DataKind kind) {
    switch (shape.kind == Kind::list ? shape.item : shape.kind) {
      case Kind::any:
      case Kind::scalar:
      case Kind::number:
      case Kind::integer:
      case Kind::string:
      case Kind::character:
      case Kind::list:
        return true;
      case Kind::object:
        return kind == DataKind::record;
      default:
        return false;
    }
  }

  const FunctionReading& in_;
  const Bound& bound_;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits of a text written as d: "12:30" is "dd:dd".
std::string pattern_of(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(out, is_digit, 'd');
  return out;
}

/// "10", "$9.50", "-3", "v1.2", "01/02/2024", "9:30".
bool starts_as_number(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kSigns = {"$", "+", "-",      ".",
                                                             "v", "#", "\u20ac", "\u00a3"};
  for (bool progress = true; progress;) {
    progress = false;
    for (const auto sign : kSigns) {
      if (!text.starts_with(sign)) continue;
      text.remove_prefix(sign.size());
      progress = true;
    }
  }
  return !text.empty() && is_digit(text.front());
}

bool is_step_of_scale(const std::set<std::string>& folded) {
  static const std::array<std::set<std::string>, 5> kScales = {{
      {"lowest", "low", "minor", "normal", "medium", "moderate", "mid", "major", "high", "highest",
       "critical", "urgent", "severe", "blocker", "trivial", "none", "warning", "error", "info"},
      {"xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "small", "medium", "large", "extra large"},
      {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
       "tues", "wed", "thu", "thurs", "fri", "sat", "sun"},
      {"january",   "february", "march",    "april",    "may",  "june", "july", "august",
       "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
       "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "nov",  "dec"},
      {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first",
       "second", "third", "fourth", "fifth", "beginner", "intermediate", "advanced", "expert"},
  }};
  return folded.size() > 1 && std::ranges::any_of(kScales, [&](const auto& scale) {
           return std::ranges::includes(scale, folded);
         });
}

/// Names of things that have an order of their own.
bool names_ordered(std::string_view word) {
  static constexpr std::array<std::string_view, 52> kNames = {
      "number",   "num",      "integer",   "figure",  "price",      "cost",       "age",
      "amount",   "score",    "grade",     "mark",    "salary",     "wage",       "rating",
      "rank",     "priority", "level",     "size",    "severity",   "importance", "urgency",
      "date",     "time",     "timestamp", "year",    "month",      "day",        "weekday",
      "birthday", "duration", "deadline",  "version", "ip",         "weight",     "height",
      "length",   "width",    "distance",  "speed",   "quantity",   "qty",        "count",
      "total",    "revenue",  "balance",   "percent", "percentage", "difficulty", "temperature",
      "stage",    "dob",      "value"};
  return std::ranges::find(kNames, word) != kNames.end();
}

class OrderChecker {
 public:
  OrderChecker(const FunctionReading& reading, const Bound& bound) : in_(reading), bound_(bound) {}

  [[nodiscard]] std::optional<std::string> find() const {
    if ((in_.function.traits & table::kComparesTexts) == 0) return std::nullopt;
    for (std::size_t p = 0; p < in_.parameters.size(); ++p) {
      const auto& value = bound_.entries[p].value;
      if (!value) continue;
      std::vector<const Json*> values;
      std::string name;
      if (in_.parameters[p].shape.kind == Kind::key && value->is_string() &&
          in_.supplied.records != nullptr) {
        name = value->get_ref<const std::string&>();
        for (const auto& record : *in_.supplied.records) values.push_back(&record.at(name));
      } else if (value->is_array() && in_.parameters[p].shape.item == Kind::string) {
        for (const auto& item : *value) values.push_back(&item);
      }
      if (auto why = why_not(values, name)) return why;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::optional<std::string> why_not(std::span<const Json* const> values,
                                                   const std::string& key) const {
    if (values.empty()) return std::nullopt;
    const auto is_text = [](const Json* value) { return value->is_string(); };
    const auto texts = std::ranges::count_if(values, is_text);
    if (texts == 0) {
      const bool numbers =
          std::ranges::all_of(values, [](const Json* value) { return value->is_number(); });
      const bool flags =
          std::ranges::all_of(values, [](const Json* value) { return value->is_boolean(); });
      if (!numbers && !flags) return "values of several kinds have no order";
      return std::nullopt;
    }
    if (texts != std::ranges::ssize(values)) return "values of several kinds have no order";
    if (says_texts(key) || sort_as_written(values)) return std::nullopt;
    if (are_ordered_otherwise(values)) return "the texts have an order of their own";
    if (key.empty() ? speaks_of_ordered() : names_ordered(last_word(key))) {
      return "the values are texts";
    }
    return std::nullopt;
  }

  [[nodiscard]] bool says_texts(const std::string& key) const {
    static constexpr std::array<std::string_view, 13> kSaying = {
        "alphabetical",  "alphabetically",  "alphabetize",       "alphabetise",
        "lexicographic", "lexicographical", "lexicographically", "dictionary",
        "alphabet",      "string",          "strings",           "text",
        "texts"};
    static constexpr std::array<std::string_view, 3> kTexts = {"word", "name", "title"};
    if (!key.empty() && is_one_of(last_word(key), kTexts)) return true;
    return std::ranges::any_of(in_.tokens, [&](const ReadToken& token) {
      return is_one_of(token.text, kSaying) ||
             (key.empty() && is_one_of(singular(token.text), kTexts));
    });
  }

  /// ISO dates without or of one time zone, times of day, digits of one length.
  static bool sort_as_written(std::span<const Json* const> values) {
    constexpr double kUnbounded = 0;
    static constexpr table::Shape kDate = {Kind::date, Kind::any,  Kind::any,
                                           false,      kUnbounded, kUnbounded};
    const auto pattern = pattern_of(values.front()->get_ref<const std::string&>());
    if (pattern.contains("+") || pattern.rfind('-') > std::string_view("dddd-dd-").size()) {
      return false;
    }
    const bool like = std::ranges::all_of(values, [&](const Json* value) {
      return pattern_of(value->get_ref<const std::string&>()) == pattern;
    });
    return like && (fits(kDate, *values.front()) || pattern == "dd:dd" || pattern == "dd:dd:dd" ||
                    pattern.find_first_not_of('d') == std::string::npos);
  }

  static bool are_ordered_otherwise(std::span<const Json* const> values) {
    std::set<std::string> folded;
    bool numbers = true;
    for (const Json* value : values) {
      auto text = value->get<std::string>();
      numbers = numbers && starts_as_number(text);
      for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      }
      folded.insert(std::move(text));
    }
    return numbers ? folded.size() > 1 : is_step_of_scale(folded);
  }

  [[nodiscard]] bool speaks_of_ordered() const {
    return std::ranges::any_of(in_.tokens, [](const ReadToken& token) {
      return token.text != "value" && token.text != "values" && names_ordered(singular(token.text));
    });
  }

  static std::string last_word(const std::string& key) {
    const auto words = tokenise(key);
    return words.empty() ? key : singular(words.back().text);
  }

  const FunctionReading& in_;
  const Bound& bound_;
};

}  // namespace

std::optional<std::string> kind_not_supplied(const FunctionReading& reading, const Bound& bound) {
  return KindChecker(reading, bound).find();
}

std::optional<std::string> other_order(const FunctionReading& reading, const Bound& bound) {
  return OrderChecker(reading, bound).find();
}

}  // namespace skerry::fn
