#pragma once

#include <optional>
#include <string_view>

#include "modules/fn/call.hpp"
#include "modules/sdk/http.hpp"

namespace skerry::fn {

/// Checks everything about a request with a JSON body that comes before its content: `accept`,
/// `content-encoding`, `content-type`, and whether the body arrived. Nothing when all is well.
[[nodiscard]] std::optional<Problem> check_json_request(const Request& request);

/// Whether a body is nothing, or nothing but JSON's white space (RFC 8259, 2).
[[nodiscard]] bool is_blank(std::string_view body);

/// Checks a request that needs no body and may have an empty object: all of the above where there
/// is a body that is not blank, and that it has no members.
[[nodiscard]] std::optional<Problem> check_empty_request(const Request& request);

/// Checks a request without a body for an answer of this media type: `accept` alone.
[[nodiscard]] std::optional<Problem> check_accept(const Request& request,
                                                  std::string_view media_type);

}  // namespace skerry::fn
