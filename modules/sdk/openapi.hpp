#pragma once

#include <span>
#include <string_view>

#include "modules/sdk/json.hpp"

/// Pieces of an OpenAPI 3.1 document, made from the definitions that answer requests. A service
/// describes its own routes in an object with `paths` and `components`; the gateway puts the pieces
/// together.
namespace skerry {

/// Problems that any route behind the gateway may answer with.
[[nodiscard]] std::span<const std::string_view> common_problem_codes();

/// Problems of a body that has to be JSON and of what it holds.
[[nodiscard]] std::span<const std::string_view> body_problem_codes();

/// Problems of an `Idempotency-Key`.
[[nodiscard]] std::span<const std::string_view> idempotency_problem_codes();

/// A schema of objects with the `properties` and `required` members of another one added.
[[nodiscard]] Json extended_schema(Json schema, const Json& more);

/// The component `Problem`: RFC 9457 with the members every problem has; `code` is one of the
/// table.
[[nodiscard]] Json problem_schema();

/// The Responses Object of an operation as far as it fails: one entry a status, for `codes` and the
/// common problems, naming the codes it may carry. Traps when a code is not in the table.
[[nodiscard]] Json problem_responses(std::span<const std::string_view> codes);

/// The component `headers` that the pieces refer to.
[[nodiscard]] Json header_components();

/// The Parameter Object of `Idempotency-Key`, with the limits of `idempotency.hpp`.
[[nodiscard]] Json idempotency_key_parameter();

}  // namespace skerry
