#include "modules/fn/matching/exactness.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

#include "modules/fn/matching/arguments.hpp"
#include "modules/sdk/exact_integer.hpp"

namespace skerry::fn {
namespace {

bool is_rounded(const Json& number) {
  if (std::abs(number.get<double>()) <= kSafeIntegerMax) return false;
  return !survives_as_double(number.dump());
}

/// What was found in a member or item, as seen from what holds it.
template <typename Name>
InexactInteger seen_from_above(const Name& name, InexactInteger found) {
  return {(Json::json_pointer() / name).to_string() + found.pointer, std::move(found.digits)};
}

}  // namespace

std::optional<InexactInteger> find_inexact_integer(const Json& value) {
  if (value.is_number_integer()) {
    return is_rounded(value) ? std::optional(InexactInteger{"", value.dump()}) : std::nullopt;
  }
  if (value.is_array()) {
    for (std::size_t index = 0; index < value.size(); ++index) {
      auto found = find_inexact_integer(value[index]);
      if (found) return seen_from_above(index, std::move(*found));
    }
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      auto found = find_inexact_integer(member);
      if (found) return seen_from_above(name, std::move(*found));
    }
  }
  return std::nullopt;
}

}  // namespace skerry::fn
