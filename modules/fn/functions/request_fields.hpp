#pragma once

#include <expected>
#include <string_view>
#include <utility>

#include "modules/fn/call.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/validation.hpp"

namespace skerry::fn {

/// Reads the text of a body. Fails with the problem of a text that is no JSON, as `read_call` does.
[[nodiscard]] std::expected<Json, Problem> read_body(std::string_view body);

/// What a route says of a body that is not what it takes.
[[nodiscard]] Problem problem_of(InvalidValue invalid);

/// Reads declared fields. Fails with `unknown_field` or `invalid_arguments`, listing all places.
template <class Struct>
[[nodiscard]] std::expected<Struct, Problem> read_fields(const ObjectOf<Struct>& fields,
                                                         const Json& body) {
  auto read = fields.validate(body);
  if (!read) return std::unexpected(problem_of(std::move(read.error())));
  return std::move(*read);
}

}  // namespace skerry::fn
