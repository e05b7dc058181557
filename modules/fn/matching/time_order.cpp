#include "modules/fn/matching/time_order.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "modules/fn/matching/shapes.hpp"

namespace skerry::fn {
namespace {

using table::Kind;

constexpr std::array<std::string_view, 8> kOfTime = {"oldest",        "newest",         "youngest",
                                                     "latest",        "earliest",       "recent",
                                                     "chronological", "chronologically"};

bool is_of_time(const ReadToken& token) {
  return std::ranges::find(kOfTime, token.text) != kOfTime.end();
}

bool names_order_of_time(const FunctionReading& reading, const Span& span) {
  for (std::size_t i = span.first; i < span.first + std::size_t{span.count}; ++i) {
    if (is_of_time(reading.tokens[i])) return true;
  }
  return false;
}

/// A property is a point in time where all its values are dates, or where its name says so.
bool is_key_of_time(const Json& records, const std::string& key) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  static constexpr table::Shape kDates = {Kind::key, Kind::date, Kind::any,
                                          false,     -kInfinity, kInfinity};
  static constexpr std::array<std::string_view, 9> kTimes = {
      "date", "time", "timestamp", "year", "born", "birth", "birthday", "created", "updated"};
  if (has_key(kDates, records, key)) return true;
  const auto words = tokenise(fold_name(key));
  return std::ranges::any_of(words, [](const Token& word) {
    return std::ranges::find(kTimes, word.text) != kTimes.end();
  });
}

}  // namespace

std::optional<std::string> order_of_time_by_other_key(const FunctionReading& reading,
                                                      const Bound& bound) {
  if (reading.supplied.records == nullptr) return std::nullopt;
  for (const auto& span : reading.usable) {
    const bool own = span.sense >= reading.catalogue.shared_senses;
    if (own && names_order_of_time(reading, span)) return std::nullopt;
  }
  for (std::size_t p = 0; p < reading.parameters.size(); ++p) {
    const auto& key = bound.entries[p].value;
    if (reading.parameters[p].shape.kind != Kind::key || !key || !key->is_string()) continue;
    if (is_key_of_time(*reading.supplied.records, key->get_ref<const std::string&>())) continue;
    const auto word = std::ranges::find_if(reading.tokens, is_of_time);
    if (word != reading.tokens.end()) return word->text;
  }
  return std::nullopt;
}

}  // namespace skerry::fn
