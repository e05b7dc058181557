#pragma once

#include <cstdint>
#include <expected>

#include "modules/fn/object/names.hpp"
#include "modules/fn/object/part_checker.hpp"
#include "modules/fn/object/shape.hpp"

namespace skerry::fn::object {

/// What is known about a place besides its schema.
struct Hint {
  Meaning meaning = Meaning::kNone;
  Random person{0};
};

/// A number within a shape's bounds; a whole one unless `fractions` are allowed. `attempt` counts
/// through the numbers, so that enough attempts find all of a small range.
[[nodiscard]] std::expected<Json, Fault> make_number(const Shape& shape, bool fractions,
                                                     Meaning meaning, std::uint32_t attempt,
                                                     Random random);

/// A text of a shape's length, format and patterns.
[[nodiscard]] std::expected<Json, Fault> make_text(const Shape& shape, const Hint& hint,
                                                   Patterns& patterns, Random random);

}  // namespace skerry::fn::object
