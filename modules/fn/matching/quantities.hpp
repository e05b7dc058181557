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

/// `percent`, where the parameter is one and the argument may be an amount or a fraction instead: a
/// number called by a name that the parameter does not have ("coupon": 5), or one below 1 that is
/// not called a percentage ("discount": 0.2). None otherwise.
[[nodiscard]] std::optional<std::string_view> doubtful_share(const table::Catalogue& catalogue,
                                                             const table::Parameter& parameter,
                                                             const Supplied::Argument& argument);

}  // namespace skerry::fn
