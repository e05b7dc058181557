#pragma once

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// Adds the routes of jobs and webhooks to the `paths` and `components.schemas` of an OpenAPI
/// document, and the answer 202 to `POST /fn`.
void add_job_routes(Json& paths, Json& schemas);

}  // namespace skerry::fn
