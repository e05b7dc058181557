#pragma once

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// Adds what is sent to a `callbackUrl` to the `webhooks` and `components.schemas` of an OpenAPI
/// document: bodies, the headers of Standard Webhooks, and what the receiver's answer does.
void add_webhooks(Json& webhooks, Json& schemas);

}  // namespace skerry::fn
