#pragma once

#include <optional>
#include <string_view>

#include "modules/fn/matching/arguments.hpp"
#include "modules/fn/matching/table.hpp"

namespace skerry::fn {

/// The quantity that a parameter takes, as its names tell, when an argument's name denotes another
/// one: `kilometers` where the argument is called "distanceInMeters", `radius` where it is called
/// "diameter". None where the name agrees with the parameter, denotes no quantity, or the parameter
/// takes any number. `folded` is the argument's name, see `fold_name`.
[[nodiscard]] std::optional<std::string_view> other_quantity(const table::Catalogue& catalogue,
                                                             const table::Parameter& parameter,
                                                             std::string_view folded);

}  // namespace skerry::fn
