#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "modules/fn/schema/compiled.hpp"

/// Plausible, made-up data for a JSON Schema, without a model (docs/object.md).
namespace skerry::fn::object {

/// Why no value was made.
struct Unsatisfied {
  /// Into the schema (RFC 6901); empty for the whole of it.
  std::string pointer;
  /// A phrase, such as "minItems is more than the 2 items that are allowed".
  std::string detail;
};

/// Makes a value for a schema: always the same one for the same key.
///
/// The schema's parts were asked about it, but patterns are matched by an engine of its own here:
/// the value is to be validated before it is given to anyone. Work is bounded (`limits.hpp`). With
/// `exact_totals`, lines whose sum the total may not be are a failure; the schema says no such
/// thing.
[[nodiscard]] std::expected<Json, Unsatisfied> generate(const schema::CompiledSchema& schema,
                                                        std::uint64_t key,
                                                        bool exact_totals = false);

}  // namespace skerry::fn::object
