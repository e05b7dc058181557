#include "modules/fn/matching/restrictions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "modules/fn/matching/reading.hpp"

namespace skerry::fn {
namespace {

/// Amounts that go one way: of a list with both signs they are some.
constexpr auto kOneWay = std::to_array<std::string_view>(
    {"expense", "expenditure", "spending", "cost", "deposit", "withdrawal", "debit", "credit",
     "income", "earning", "gain", "loss", "inflow", "outflow", "refund", "payment"});

/// The first word says which name of a person is meant.
constexpr auto kPartsOfName = std::to_array<std::string_view>(
    {"surname", "last name", "first name", "given name", "family name", "middle name"});

bool has_both_signs(const Json& list) {
  bool negative = false;
  bool positive = false;
  for (const auto& item : list) {
    if (!item.is_number()) return false;
    negative = negative || item.get<double>() < 0;
    positive = positive || item.get<double>() > 0;
  }
  return negative && positive;
}

bool is_whole_name(const Json& value) {
  if (value.is_array()) return std::ranges::any_of(value, is_whole_name);
  return value.is_string() && value.get_ref<const std::string&>().contains(' ');
}

/// Words that name the function's own task restrict nothing.
bool names_task(const FunctionReading& reading, std::size_t at) {
  const auto signatures =
      table::Catalogue::slice(reading.catalogue.signatures, reading.function.signatures);
  return std::ranges::any_of(reading.usable, [&](const Span& span) {
    if (span.first > at || at >= span.first + std::size_t{span.count}) return false;
    return std::ranges::any_of(signatures, [&](const table::Signature& signature) {
      return std::ranges::contains(reading.catalogue.senses[signature.senses], span.sense);
    });
  });
}

std::size_t part_of_name_at(const FunctionReading& reading, std::size_t at) {
  for (const auto part : kPartsOfName) {
    if (const auto count = name_at(reading.tokens, at, part, true); count > 0) return count;
  }
  return 0;
}

}  // namespace

bool names_one_way(std::string_view noun) {
  return std::ranges::contains(kOneWay, std::string_view(singular(noun)));
}

std::optional<std::string> restricted_to(const FunctionReading& reading, const Bound& bound) {
  const auto bound_to = [&](auto&& predicate) {
    return std::ranges::any_of(bound.entries, [&](const Bound::Entry& entry) {
      return entry.from_arguments && entry.value && predicate(*entry.value);
    });
  };
  const bool both_signs =
      bound_to([](const Json& value) { return value.is_array() && has_both_signs(value); });
  const bool whole_name = bound_to(is_whole_name);
  if (!both_signs && !whole_name) return std::nullopt;
  for (std::size_t at = 0; at < reading.tokens.size(); ++at) {
    const auto& token = reading.tokens[at];
    const bool one_way = both_signs && token.kind == Token::Kind::word && names_one_way(token.text);
    const bool part = whole_name && part_of_name_at(reading, at) > 0;
    if ((one_way || part) && !names_task(reading, at)) {
      return "\"" + token.text + "\" may be some of them";
    }
  }
  return std::nullopt;
}

}  // namespace skerry::fn
