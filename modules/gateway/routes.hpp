#pragma once

#include <string>
#include <string_view>

namespace skerry::gateway {

enum class RouteKind : unsigned char {
  kNone,
  kService,   ///< Forwarded.
  kTaskPage,  ///< The same, for people: the link's token authorises them, and the page has a policy
              ///< of its own.
  kNotYet,    ///< A service that is not there yet.
  kHealth,
  kReady,
  kOpenapi,
  kProblem,  ///< `path` is the code.
  kIndex,
  kPlayground,  ///< `path` is the file's name.
  kServer,      ///< `*`, the server as such (RFC 9110 section 9.3.7).
};

struct Route {
  RouteKind kind = RouteKind::kNone;
  std::string_view service;
  /// What the service sees, aliases resolved.
  std::string path;
};

/// Finds where a path leads. Segments match whole: `/fnord` is not `/fn`. The path is compared as
/// it was received: an escaped letter makes it another path.
[[nodiscard]] Route find_route(std::string_view path);

}  // namespace skerry::gateway
