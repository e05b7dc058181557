#pragma once

#include <string_view>

#include "modules/gateway/settings.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::gateway {

/// The OpenAPI 3.1 document of everything that answers behind this door: the gateway's own routes
/// and `part`, what the service `fn` says of itself. Credentials are described as they are
/// configured.
[[nodiscard]] Json openapi_document(const Json& part, const Settings& settings,
                                    std::string_view version);

/// Where each part of the API begins, by name: what `GET /` answers.
[[nodiscard]] Json route_index();

}  // namespace skerry::gateway
