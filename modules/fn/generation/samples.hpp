#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// A text of at most `bytes_max` bytes that begins as `text` does, without control characters and
/// half characters; ends in `…` where something is missing.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes_max);

/// A value in words for a model or a person, cut to `limits::kShownValueBytesMax`.
[[nodiscard]] std::string shown_value(const Json& value);

/// The beginning of a value: of each list the first elements, of each long text the beginning. A
/// model that writes a function needs to see how its arguments are made, not all of them.
[[nodiscard]] Json sample_of(const Json& value);

/// How a value is made, without what it says: `"number"`, `["string"]`, `{"a": "boolean"}`. Members
/// are sorted; a list holds each shape of its elements once, sorted.
[[nodiscard]] Json shape_of(const Json& value);

/// A schema that the value satisfies and that describes values made like it (2020-12).
[[nodiscard]] Json inferred_schema(const Json& value);

/// Whether two values are the same, for a test: like `equal`, but numbers of which one has a
/// fraction may differ by `limits::kNumberTolerance`. Whole numbers must be the same.
[[nodiscard]] bool nearly_equal(const Json& left, const Json& right);

}  // namespace skerry::fn
