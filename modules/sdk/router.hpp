#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "modules/sdk/http.hpp"

namespace skerry {

/// The values of a route's parameters, decoded.
class PathParameters {
 public:
  /// Empty text for a name that the route does not have.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  void add(std::string name, std::string value);

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

/// A route that fits.
struct RouteMatch {
  std::size_t route;  ///< What `add` returned.
  PathParameters parameters;
};

/// No route has this path.
struct RouteNotFound {};
/// The path is malformed: a broken escape, bytes that are not UTF-8, or dot segments.
struct RouteBadPath {};
/// A route has this path, but not for this method.
struct RouteWrongMethod {
  std::string allow;  ///< For the `Allow` header.
};

using RouteResult = std::variant<RouteMatch, RouteNotFound, RouteBadPath, RouteWrongMethod>;

/// Finds a route by method and path.
///
/// Patterns are made of whole segments: `/fn/jobs/:jobId/events`. `:name` takes one segment that is
/// not empty, `*name` at the end takes the rest, slashes included and possibly empty, still
/// encoded. Fixed segments are preferred to parameters and these to the rest, left to right. A
/// trailing slash makes another path. `HEAD` is served by a `GET` route unless it has one of its
/// own.
class RouteTable {
 public:
  /// Traps when the pattern is malformed. Returns the route's number, counted from 0.
  std::size_t add(std::string_view method, std::string_view pattern);

  /// `path` is as received, without the query.
  [[nodiscard]] RouteResult find(std::string_view method, std::string_view path) const;

 private:
  struct Segment {
    enum class Kind : unsigned char { kFixed, kParameter, kRest };
    Kind kind;
    std::string text;
  };
  struct Route {
    std::string method;
    std::vector<Segment> segments;
  };
  struct Path;

  [[nodiscard]] static bool fits(const Route& route, const Path& path);
  [[nodiscard]] static bool more_specific(const Route& left, const Route& right);
  [[nodiscard]] static PathParameters parameters_of(const Route& route, const Path& path);
  [[nodiscard]] std::string allowed(const Path& path) const;

  std::vector<Route> routes_;
};

/// Answers what is no match: 404, 400, 405 with `Allow`, and 204 with `Allow` for `OPTIONS`.
[[nodiscard]] Response response_for_mismatch(const RouteResult& result, std::string_view method,
                                             std::string_view request_id);

/// Routes to handlers of any type.
template <class Handler>
class Router {
 public:
  struct Found {
    const Handler* handler;
    PathParameters parameters;
  };

  Router& add(std::string_view method, std::string_view pattern, Handler handler) {
    table_.add(method, pattern);
    handlers_.push_back(std::move(handler));
    return *this;
  }

  /// The handler that fits, or the answer when none does.
  [[nodiscard]] std::variant<Found, Response> find(std::string_view method, std::string_view path,
                                                   std::string_view request_id = {}) const {
    RouteResult result = table_.find(method, path);
    if (auto* match = std::get_if<RouteMatch>(&result)) {
      return Found{&handlers_[match->route], std::move(match->parameters)};
    }
    return response_for_mismatch(result, method, request_id);
  }

 private:
  RouteTable table_;
  std::vector<Handler> handlers_;
};

}  // namespace skerry
