#include "modules/gateway/routes.hpp"

#include <algorithm>
#include <optional>

#include "modules/sdk/percent.hpp"

namespace skerry::gateway {
namespace {

/// What follows `prefix` when the path is it or goes on below it: empty, or beginning with a slash.
std::optional<std::string_view> below(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return std::nullopt;
  const std::string_view rest = path.substr(prefix.size());
  if (!rest.empty() && rest.front() != '/') return std::nullopt;
  return rest;
}

/// Whether a segment is `.` or `..`, in any of the spellings that URL parsers resolve (WHATWG URL,
/// section 4.1): what such a path leads to is not what it begins with.
bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    const auto segment = percent_decode(path.substr(0, end));
    if (segment && (*segment == "." || *segment == "..")) return true;
    path.remove_prefix(end);
  }
  return false;
}

}  // namespace

Route find_route(std::string_view path) {
  if (has_dot_segment(path)) return {};
  if (path == "/") return {RouteKind::kIndex, {}, {}};
  if (path == "*") return {RouteKind::kServer, {}, {}};
  if (path == "/health") return {RouteKind::kHealth, {}, {}};
  if (path == "/ready") return {RouteKind::kReady, {}, {}};
  if (path == "/openapi.json") return {RouteKind::kOpenapi, {}, {}};
  constexpr std::string_view kPlayground = "/playground/";
  if (path.starts_with(kPlayground)) {
    return {RouteKind::kPlayground, {}, std::string(path.substr(kPlayground.size()))};
  }
  if (path.starts_with("/problems/")) {
    return {
        RouteKind::kProblem, {}, std::string(path.substr(std::string_view("/problems/").size()))};
  }
  // The alias first: `/fn/fn` would be a path of the service otherwise.
  if (const auto rest = below(path, "/fn/fn")) {
    return {RouteKind::kService, "fn", std::string("/fn").append(*rest)};
  }
  if (below(path, "/fn")) return {RouteKind::kService, "fn", std::string(path)};
  if (path.starts_with("/tasks/")) return {RouteKind::kTaskPage, "fn", std::string(path)};
  if (below(path, "/agents") || below(path, "/agent")) return {RouteKind::kNotYet, {}, {}};
  return {};
}

}  // namespace skerry::gateway
