#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "modules/sdk/json.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::fn {

/// Why the Agent service cannot be given a call.
struct QueryFault {
  std::string_view code;
  std::string_view detail;
  FieldError field;
};

/// Said where there is no such service.
inline constexpr std::string_view kNoAgent = "Work of the type agentic needs the Agent service.";

/// What the Agent service is asked for on behalf of a call: its description and, behind it, one
/// JSON text of the call's `context`, `args` and `schema`, which no content can end early. Nothing
/// that a caller wrote is left out: fails with `invalid_arguments` where that is more than a query
/// may have, and with `model_not_allowed` where the call names the model that is to do the work, as
/// the service chooses its own.
[[nodiscard]] std::expected<std::string, QueryFault> agent_query(const Json& call);

}  // namespace skerry::fn
