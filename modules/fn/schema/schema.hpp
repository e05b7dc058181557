#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/fn/call.hpp"
#include "modules/sdk/json.hpp"

/// JSON Schema validation by a program that runs in the sandbox, so that a hostile schema or
/// pattern is bounded like any other program.
namespace skerry::fn {

/// The draft a schema names by `$schema`, in the validator's words: `2020-12` (also without
/// `$schema`), `2019-09`, `7`; nothing for any other.
[[nodiscard]] std::optional<std::string_view> schema_draft(const Json& schema);

/// The validator, an ES module (`check_schema.mjs` bundled with its library by the build).
[[nodiscard]] std::string_view schema_check_program();

/// Its arguments as JSON text. The schema's draft must be known.
[[nodiscard]] std::string schema_check_arguments(const Json& schema, const Json& value);

/// What a run of the validator says: nothing when the value is valid; `invalid_schema`, or
/// `result_does_not_match_schema` with pointers; `invalid_schema` also when the validator reached a
/// limit, as only the schema can be the cause.
[[nodiscard]] std::optional<Problem> problem_of_schema_report(const Json& report);

}  // namespace skerry::fn
