#pragma once

#include "modules/fn/adjustable_limits.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// What this service adds to the OpenAPI document: `paths`, `webhooks` and `components.schemas`.
/// Requests are described by the definitions that read them (`call_schema`), problems by their
/// table.
[[nodiscard]] Json openapi_part(const CallLimits& limits = {});

}  // namespace skerry::fn
