#pragma once

#include "modules/fn/adjustable_limits.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// Adds the routes of functions, batches and feedback to the `paths` and `components.schemas` of an
/// OpenAPI document. Requests are described by the definitions that read them.
void add_function_routes(Json& paths, Json& schemas, const CallLimits& limits);

}  // namespace skerry::fn
