#include "modules/sdk/router.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "modules/sdk/limits.hpp"

namespace skerry {
namespace {

Router<std::string> example_routes() {
  Router<std::string> router;
  router.add("POST", "/fn", "execute")
      .add("GET", "/fn/jobs", "list")
      .add("GET", "/fn/jobs/:jobId", "one")
      .add("GET", "/fn/jobs/latest", "latest")
      .add("DELETE", "/fn/jobs/:jobId", "forget")
      .add("POST", "/fn/jobs/:jobId/cancel", "cancel")
      .add("GET", "/agents/*rest", "agents")
      .add("GET", "/", "console")
      .add("HEAD", "/own", "own head")
      .add("GET", "/own", "own get");
  return router;
}

/// The handler's name, or the status of the answer.
std::string route(std::string_view method, std::string_view path) {
  static const Router<std::string> router = example_routes();
  const auto found = router.find(method, path);
  if (const auto* match = std::get_if<Router<std::string>::Found>(&found)) return *match->handler;
  return std::to_string(std::get<Response>(found).status);
}

TEST_CASE("segments match whole", "[router]") {
  CHECK(route("POST", "/fn") == "execute");
  CHECK(route("POST", "/fnord") == "404");
  CHECK(route("POST", "/f") == "404");
  CHECK(route("POST", "/fn/") == "404");
  CHECK(route("POST", "//fn") == "404");
  CHECK(route("GET", "/fn/jobs/") == "404");
  CHECK(route("GET", "/") == "console");
  CHECK(route("POST", "/FN") == "404");
}

TEST_CASE("parameters are decoded, and an escaped slash stays inside of one", "[router]") {
  const Router<std::string> router = example_routes();
  const auto found = router.find("GET", "/fn/jobs/a%2Fb%20%C3%A9");
  REQUIRE(std::holds_alternative<Router<std::string>::Found>(found));
  const auto& match = std::get<Router<std::string>::Found>(found);
  CHECK(match.parameters.get("jobId") == "a/b é");
  CHECK(match.parameters.get("other").empty());
}

TEST_CASE("fixed segments win over parameters whatever the order of routes", "[router]") {
  CHECK(route("GET", "/fn/jobs/latest") == "latest");
  CHECK(route("GET", "/fn/jobs/lates%74") == "latest");
  CHECK(route("GET", "/fn/jobs/latest2") == "one");
  CHECK(route("DELETE", "/fn/jobs/latest") == "forget");
}

TEST_CASE("the rest of a path is handed on as it came", "[router]") {
  const Router<std::string> router = example_routes();
  const auto rest = [&](std::string_view path) {
    const auto found = router.find("GET", path);
    const auto* match = std::get_if<Router<std::string>::Found>(&found);
    return match == nullptr ? "none" : std::string(match->parameters.get("rest"));
  };
  CHECK(rest("/agents/a%2Fb/c") == "a%2Fb/c");
  CHECK(rest("/agents/").empty());
  CHECK(rest("/agents") == "none");
}

TEST_CASE("a wrong method is 405 and says which are right", "[router]") {
  const Router<std::string> router = example_routes();
  const auto found = router.find("PUT", "/fn/jobs/latest");
  REQUIRE(std::holds_alternative<Response>(found));
  const auto& response = std::get<Response>(found);
  CHECK(response.status == 405);
  CHECK(response.head.get("allow") == "DELETE, GET, HEAD, OPTIONS");
  CHECK(response.head.get("content-type") == "application/problem+json");
}

TEST_CASE("HEAD is served by GET unless it has a route of its own", "[router]") {
  CHECK(route("HEAD", "/fn/jobs") == "list");
  CHECK(route("HEAD", "/own") == "own head");
  CHECK(route("HEAD", "/fn") == "405");
}

TEST_CASE("OPTIONS is answered with what is allowed", "[router]") {
  const Router<std::string> router = example_routes();
  const auto found = router.find("OPTIONS", "/fn");
  const auto& response = std::get<Response>(found);
  CHECK(response.status == 204);
  CHECK(response.head.get("allow") == "OPTIONS, POST");
  CHECK(route("OPTIONS", "/nothing") == "404");
}

TEST_CASE("paths that cannot be understood are 400", "[router]") {
  const std::string path =
      GENERATE("/fn/%", "/fn/%ff", "/../fn", "/fn/%2e%2e/x", "/./fn", "fn", "", "*", "/fn/%00");
  INFO(path);
  CHECK(route("GET", path) == "400");
}

TEST_CASE("segments and bytes of a path are limited", "[router][limits]") {
  std::string path;
  for (std::size_t i = 0; i < limits::kPathSegmentsMax; ++i) path += "/a";
  CHECK(route("GET", path) == "404");
  CHECK(route("GET", path + "/a") == "400");
  CHECK(route("GET", "/" + std::string(limits::kPathBytesMax, 'a')) == "400");
}

}  // namespace
}  // namespace skerry
