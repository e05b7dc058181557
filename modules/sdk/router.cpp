#include "modules/sdk/router.hpp"

#include <algorithm>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/limits.hpp"
#include "modules/sdk/percent.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry {

namespace {

/// `/a/b` has the segments `a` and `b`; `/a/` has `a` and an empty one.
std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

/// A path taken apart.
struct RouteTable::Path {
  std::vector<std::string_view> raw;
  std::vector<std::string> decoded;
};

std::string_view PathParameters::get(std::string_view name) const {
  const auto value = std::ranges::find(values_, name, &std::pair<std::string, std::string>::first);
  return value == values_.end() ? std::string_view() : value->second;
}

void PathParameters::add(std::string name, std::string value) {
  values_.emplace_back(std::move(name), std::move(value));
}

std::size_t RouteTable::add(std::string_view method, std::string_view pattern) {
  SKERRY_ASSERT(pattern.starts_with('/'));
  Route route{std::string(method), {}};
  for (const std::string_view text : split(pattern)) {
    using Kind = Segment::Kind;
    SKERRY_ASSERT(route.segments.empty() || route.segments.back().kind != Kind::kRest);
    if (text.starts_with(':') || text.starts_with('*')) {
      SKERRY_ASSERT(text.size() > 1);
      const Kind kind = text.starts_with(':') ? Kind::kParameter : Kind::kRest;
      route.segments.push_back({kind, std::string(text.substr(1))});
    } else {
      route.segments.push_back({Kind::kFixed, std::string(text)});
    }
  }
  routes_.push_back(std::move(route));
  return routes_.size() - 1;
}

bool RouteTable::fits(const Route& route, const Path& path) {
  for (std::size_t index = 0; index < route.segments.size(); ++index) {
    const Segment& segment = route.segments[index];
    if (segment.kind == Segment::Kind::kRest) return index < path.raw.size();
    if (index >= path.decoded.size()) return false;
    const std::string& text = path.decoded[index];
    if (segment.kind == Segment::Kind::kFixed ? text != segment.text : text.empty()) return false;
  }
  return route.segments.size() == path.raw.size();
}

bool RouteTable::more_specific(const Route& left, const Route& right) {
  return std::ranges::lexicographical_compare(left.segments, right.segments, {}, &Segment::kind,
                                              &Segment::kind);
}

PathParameters RouteTable::parameters_of(const Route& route, const Path& path) {
  PathParameters parameters;
  for (std::size_t index = 0; index < route.segments.size(); ++index) {
    const Segment& segment = route.segments[index];
    if (segment.kind == Segment::Kind::kParameter) {
      parameters.add(segment.text, path.decoded[index]);
    } else if (segment.kind == Segment::Kind::kRest) {
      std::string rest(path.raw[index]);
      for (std::size_t next = index + 1; next < path.raw.size(); ++next) {
        rest += '/';
        rest += path.raw[next];
      }
      parameters.add(segment.text, std::move(rest));
    }
  }
  return parameters;
}

std::string RouteTable::allowed(const Path& path) const {
  std::vector<std::string_view> methods;
  for (const Route& route : routes_) {
    if (!fits(route, path)) continue;
    methods.push_back(route.method);
    if (route.method == "GET") methods.push_back("HEAD");
  }
  if (methods.empty()) return {};
  methods.push_back("OPTIONS");
  std::ranges::sort(methods);
  const auto repeated = std::ranges::unique(methods);
  methods.erase(repeated.begin(), repeated.end());
  std::string allow;
  for (const std::string_view method : methods) {
    if (!allow.empty()) allow += ", ";
    allow += method;
  }
  return allow;
}

RouteResult RouteTable::find(std::string_view method, std::string_view path) const {
  if (!path.starts_with('/') || path.size() > limits::kPathBytesMax) return RouteBadPath{};
  Path parts{split(path), {}};
  if (parts.raw.size() > limits::kPathSegmentsMax) return RouteBadPath{};
  for (const std::string_view raw : parts.raw) {
    auto decoded = percent_decode(raw);
    if (!decoded || *decoded == "." || *decoded == "..") return RouteBadPath{};
    parts.decoded.push_back(std::move(*decoded));
  }
  const auto best_for = [&](std::string_view wanted) {
    const Route* best = nullptr;
    for (const Route& route : routes_) {
      if (route.method != wanted || !fits(route, parts)) continue;
      if (best == nullptr || more_specific(route, *best)) best = &route;
    }
    return best;
  };
  const Route* best = best_for(method);
  if (best == nullptr && method == "HEAD") best = best_for("GET");
  if (best != nullptr) {
    return RouteMatch{static_cast<std::size_t>(best - routes_.data()), parameters_of(*best, parts)};
  }
  std::string allow = allowed(parts);
  if (allow.empty()) return RouteNotFound{};
  return RouteWrongMethod{std::move(allow)};
}

Response response_for_mismatch(const RouteResult& result, std::string_view method,
                               std::string_view request_id) {
  SKERRY_ASSERT(!std::holds_alternative<RouteMatch>(result));
  if (const auto* wrong = std::get_if<RouteWrongMethod>(&result)) {
    Response response = method == "OPTIONS" ? Response{204, {}, {}}
                                            : problem("method_not_allowed",
                                                      "allowed here: " + wrong->allow, request_id);
    response.head.add("allow", wrong->allow);
    return response;
  }
  if (std::holds_alternative<RouteBadPath>(result)) {
    return problem("bad_path", "the path cannot be understood", request_id);
  }
  return problem("not_found", "there is nothing at this path", request_id);
}

}  // namespace skerry
