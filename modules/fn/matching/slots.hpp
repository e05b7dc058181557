#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "modules/fn/matching/function_reading.hpp"

namespace skerry::fn {

/// What the slots took from a description.
struct FilledSlots {
  /// Parameters and the values that the description gives them.
  std::vector<std::pair<std::size_t, Json>> said;
  /// By token: it is part of a filled slot.
  std::vector<bool> tokens;
};

/// Fills the function's slots ("top {count}"), longest first, from literals and mentions of
/// arguments, and notes the values and used arguments in `bound`.
[[nodiscard]] FilledSlots fill_slots(const FunctionReading& reading, Bound& bound);

}  // namespace skerry::fn
