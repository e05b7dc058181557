#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/fn/matching/function_reading.hpp"

namespace skerry::fn {

/// What the description restricts the bound values to by a noun for some of them, or nothing where
/// it does not: "expenses" of a list that holds amounts of both signs, "surname" of a whole name.
/// A function that knows such a noun itself may take them all.
[[nodiscard]] std::optional<std::string> restricted_to(const FunctionReading& reading,
                                                       const Bound& bound);

/// Whether a noun, in the singular or the plural, is one for amounts that go one way: "expenses".
[[nodiscard]] bool names_one_way(std::string_view noun);

}  // namespace skerry::fn
