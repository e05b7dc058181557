#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "modules/fn/matching/arguments.hpp"

namespace skerry::fn {
namespace {

/// Properties of the records that a description may speak of.
constexpr std::size_t kKeysMax = 256;

/// What a sentence calls a property with an abbreviated name: "dept" is the department.
std::optional<std::string> unabbreviated(std::string_view folded) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 19> kWhole = {{
      {"dept", "department"},
      {"qty", "quantity"},
      {"amt", "amount"},
      {"cat", "category"},
      {"addr", "address"},
      {"desc", "description"},
      {"temp", "temperature"},
      {"yr", "year"},
      {"dob", "date of birth"},
      {"mgr", "manager"},
      {"org", "organization"},
      {"prio", "priority"},
      {"pts", "points"},
      {"lang", "language"},
      {"email", "email address"},
      {"mail", "email address"},
      {"phone", "phone number"},
      {"zip", "zip code"},
      {"birthday", "date of birth"},
  }};
  for (const auto& [short_form, whole] : kWhole) {
    if (folded == short_form) return std::string(whole);
  }
  return std::nullopt;
}

}  // namespace

Supplied prepare(const Json* args) {
  Supplied supplied;
  if (args == nullptr) return supplied;
  const auto consider = [&](const Json& value) {
    if (supplied.records == nullptr && value.is_array() && !value.empty() &&
        std::ranges::all_of(value, [](const Json& item) { return item.is_object(); })) {
      supplied.records = &value;
    }
  };
  if (args->is_object()) {
    for (const auto& [name, value] : args->items()) {
      supplied.named.push_back({name, fold_name(name), &value});
      consider(value);
    }
  } else {
    supplied.unnamed = args;
    consider(*args);
    if (args->is_array()) {
      for (const auto& item : *args) consider(item);
    }
  }
  if (supplied.records != nullptr) {
    for (const auto& [key, value] : supplied.records->front().items()) {
      if (supplied.keys.size() >= kKeysMax) break;
      supplied.keys.emplace_back(key, fold_name(key));
      auto whole = unabbreviated(supplied.keys.back().second);
      if (whole) supplied.keys.emplace_back(key, std::move(*whole));
    }
  }
  return supplied;
}

bool names_supplied(const Supplied& supplied, std::string_view word) {
  const auto holds = [&](std::string_view folded) { return folded.contains(word); };
  return std::ranges::any_of(supplied.named, holds, &Supplied::Argument::folded) ||
         std::ranges::any_of(supplied.keys, [&](const auto& key) { return holds(key.second); });
}

}  // namespace skerry::fn
