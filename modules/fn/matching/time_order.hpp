#pragma once

#include <optional>
#include <string>

#include "modules/fn/matching/function_reading.hpp"

namespace skerry::fn {

/// "by age, oldest first": the word for an order of time where the property that is bound holds no
/// times, or nothing. Such an order orders times, and nothing else by its key.
[[nodiscard]] std::optional<std::string> order_of_time_by_other_key(const FunctionReading& reading,
                                                                    const Bound& bound);

}  // namespace skerry::fn
