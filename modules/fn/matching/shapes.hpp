#pragma once

#include <string>

#include "modules/fn/matching/table.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// Beyond it not every whole number is a double of its own: 2^53 - 1.
inline constexpr double kSafeIntegerMax = 9007199254740991.0;

/// Whether a value has the shape that a parameter takes. A `key` fits where it is a text; whether
/// the records have it is `has_key`'s question.
[[nodiscard]] bool fits(const table::Shape& shape, const Json& value);

/// Whether every record of the list has `key`, with a value of the kind that `shape.item` names.
[[nodiscard]] bool has_key(const table::Shape& shape, const Json& records, const std::string& key);

}  // namespace skerry::fn
