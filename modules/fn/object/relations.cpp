#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "modules/fn/object/decimal.hpp"
#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/maker.hpp"
#include "modules/fn/object/names.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::object {
namespace {

/// Words of which the first comes before the second, with the same words around them.
constexpr std::pair<std::string_view, std::string_view> kOrders[] = {
    {"created", "updated"}, {"created", "modified"},  {"created", "deleted"}, {"start", "end"},
    {"starts", "ends"},     {"from", "to"},           {"from", "until"},      {"min", "max"},
    {"minimum", "maximum"}, {"issue", "due"},         {"issued", "due"},      {"order", "delivery"},
    {"in", "out"},          {"departure", "arrival"}, {"first", "last"},      {"open", "close"},
    {"invoice", "due"},     {"published", "updated"}, {"begin", "end"},
};

using Words = std::vector<std::string>;

bool is_before_pair(const Words& a, const Words& b) {
  if (a.empty() || a.size() != b.size()) return false;
  bool ordered = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (ordered || !std::ranges::contains(
                       kOrders, std::pair<std::string_view, std::string_view>(a[i], b[i]))) {
      return false;
    }
    ordered = true;
  }
  return ordered;
}

/// Only what has digits in front is ordered as text: dates and times.
bool is_dated(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.size() >= 5 && text[0] >= '0' && text[0] <= '9' &&
         text.find_first_of("-:") != text.npos;
}

void order(Json& object) {
  auto& members = object.get_ref<Json::object_t&>();
  if (members.size() > limits::kRelatedMembersMax) return;
  std::vector<std::pair<Words, Json*>> named;
  for (auto& [name, value] : members) named.emplace_back(words_of_name(name), &value);
  for (const auto& [first, first_value] : named) {
    for (const auto& [second, second_value] : named) {
      if (first_value == second_value || !is_before_pair(first, second)) continue;
      Json& earlier = *first_value;
      Json& later = *second_value;
      const bool texts = is_dated(earlier) && is_dated(later) &&
                         earlier.get_ref<const std::string&>().size() ==
                             later.get_ref<const std::string&>().size();
      const bool numbers = earlier.is_number() && later.is_number();
      const bool wrong =
          (texts && later.get_ref<const std::string&>() < earlier.get_ref<const std::string&>()) ||
          (numbers && schema::compare_numbers(later, earlier) < 0);
      if (wrong) std::swap(earlier, later);
    }
  }
}

/// The member by one of these names, a number, or null.
Json* number_named(Json& object, std::initializer_list<std::string_view> names) {
  if (!object.is_object()) return nullptr;
  for (const std::string_view name : names) {
    const auto found = object.find(std::string(name));
    if (found != object.end() && found->is_number()) return &*found;
  }
  return nullptr;
}

std::optional<Decimal> product(const Json& quantity, const Json& price) {
  const auto count = decimal_of(quantity);
  const auto each = decimal_of(price);
  if (!count || !each || count->exponent < 0) return std::nullopt;
  const auto times_count = times({each->digits, each->exponent + count->exponent}, count->digits);
  return times_count;
}

/// What a line comes to, noted in it where it has a member for that.
std::optional<Decimal> line_total(Json& line) {
  Json* quantity = number_named(line, {"quantity", "qty", "count"});
  Json* price = number_named(line, {"unitPrice", "unit_price", "price"});
  Json* total = number_named(line, {"total", "lineTotal", "line_total", "amount", "subtotal"});
  if (quantity == nullptr || price == nullptr) {
    return total != nullptr ? decimal_of(*total) : std::nullopt;
  }
  const auto amount = product(*quantity, *price);
  if (amount && total != nullptr) *total = number_of(*amount);
  return amount;
}

void add_up(Json& object) {
  std::optional<Decimal> lines_total;
  for (auto& [name, value] : object.get_ref<Json::object_t&>()) {
    constexpr std::string_view kLines[] = {"items", "lines", "lineItems", "line_items",
                                           "positions"};
    if (!std::ranges::contains(kLines, name) || !value.is_array() || value.empty()) continue;
    lines_total = Decimal{};
    for (Json& line : value) {
      const auto amount = line_total(line);
      if (lines_total) lines_total = amount ? sum(*lines_total, *amount) : std::nullopt;
    }
  }
  if (!lines_total) {
    (void)line_total(object);
    return;
  }
  Json* total = number_named(object, {"total", "totalAmount", "total_amount", "grandTotal"});
  Json* subtotal = number_named(object, {"subtotal", "subTotal", "sub_total"});
  if (subtotal != nullptr) *subtotal = number_of(*lines_total);
  std::optional<Decimal> all = lines_total;
  for (const std::string_view name : {"tax", "vat", "taxAmount", "shipping", "shippingCost"}) {
    Json* more = number_named(object, {name});
    if (more == nullptr || !all) continue;
    const auto amount = decimal_of(*more);
    all = amount ? sum(*all, *amount) : std::nullopt;
  }
  if (total != nullptr && all) *total = number_of(*all);
}

}  // namespace

void relate_members(Json& object) {
  order(object);
  add_up(object);
}

}  // namespace skerry::fn::object
