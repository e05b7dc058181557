#pragma once

#include <expected>
#include <string_view>

#include "modules/sdk/http.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/response.hpp"

namespace skerry {

/// The JSON body of a request, or the problem to answer with: 415 for another media type (none is
/// taken for application/json) or an encoded body, 413, 408 and 400 for what the host could not
/// read, 400 or 422 for what is no JSON.
[[nodiscard]] std::expected<Json, Response> json_body(const Request& request,
                                                      std::string_view request_id,
                                                      JsonLimits limits = {});

/// The code of the problem for a text that could not be read as JSON.
[[nodiscard]] std::string_view problem_code(JsonErrorKind kind);

/// The problem for a text that could not be read as JSON.
[[nodiscard]] Response json_problem(const JsonError& error, std::string_view request_id);

/// The problem for a body that the host could not read.
[[nodiscard]] Response body_problem(const Failure& failure, std::string_view request_id);

}  // namespace skerry
