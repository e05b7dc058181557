#pragma once

#include <expected>
#include <string_view>

#include "host/http/problem.hpp"

namespace skerry::host::http {

/// The path and query, and the authority if the target carries one (RFC 9112 section 3.2). Both
/// point into the target.
struct RequestTarget {
  std::string_view path;
  std::string_view authority;
};

/// Takes a request's target apart. Fails with `kNotImplemented` for `CONNECT`, and with
/// `kMalformedRequest` for a target that has none of the forms which the method may have.
[[nodiscard]] std::expected<RequestTarget, Problem> split_target(std::string_view method,
                                                                 std::string_view target);

}  // namespace skerry::host::http
