#pragma once

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// Adds the routes of tasks and of their pages to the `paths` and `components.schemas` of an
/// OpenAPI document. Requests are described by the definitions that read them.
void add_task_routes(Json& paths, Json& schemas);

}  // namespace skerry::fn
