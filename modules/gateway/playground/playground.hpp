#pragma once

#include <string_view>

#include "modules/gateway/playground/assets.hpp"
#include "modules/sdk/http.hpp"

namespace skerry::gateway {

/// Whether a client with this `accept` would rather have a page than JSON: it names `text/html`,
/// and gives JSON no greater weight (RFC 9110 section 12.5.1).
[[nodiscard]] bool prefers_page(std::string_view accept);

/// The page itself.
[[nodiscard]] const Asset& playground_page();

/// What is served at `/playground/<name>`, or null.
[[nodiscard]] const Asset* find_asset(std::string_view name);

/// Answers with an asset, or with 304 when the client has it. `head` is what every answer of the
/// gateway has; its policies are replaced by the page's. Anybody may keep a copy but has to ask
/// whether it is still right.
Task<Answer> serve_asset(const Asset* asset, Head head, Request request);

}  // namespace skerry::gateway
