#include "modules/gateway/routes.hpp"

#include <catch2/catch.hpp>

using skerry::gateway::find_route;
using skerry::gateway::RouteKind;

TEST_CASE("segments match whole", "[routes]") {
  CHECK(find_route("/fn").kind == RouteKind::kService);
  CHECK(find_route("/fn/classify").path == "/fn/classify");
  CHECK(find_route("/fnord").kind == RouteKind::kNone);
  CHECK(find_route("/%66n").kind == RouteKind::kNone);
  CHECK(find_route("//fn").kind == RouteKind::kNone);
  CHECK(find_route("").kind == RouteKind::kNone);
}

TEST_CASE("aliases lead to the service's own paths", "[routes]") {
  CHECK(find_route("/fn/fn").path == "/fn");
  CHECK(find_route("/fn/fn/classify").path == "/fn/classify");
  CHECK(find_route("/fn/fnord").path == "/fn/fnord");
}

TEST_CASE("services that are not there yet are told from unknown paths", "[routes]") {
  CHECK(find_route("/agents").kind == RouteKind::kNotYet);
  CHECK(find_route("/agent/agents/x").kind == RouteKind::kNotYet);
  CHECK(find_route("/agentic").kind == RouteKind::kNone);
}

TEST_CASE("problems are looked up by their code", "[routes]") {
  const auto route = find_route("/problems/invalid_json");
  CHECK(route.kind == RouteKind::kProblem);
  CHECK(route.path == "invalid_json");
}

TEST_CASE("what services have for the gateway alone has no public path", "[routes]") {
  CHECK(find_route("/ready").kind == RouteKind::kReady);
  CHECK(find_route("/openapi.json").kind == RouteKind::kOpenapi);
  CHECK(find_route("/fn/../ready").kind == RouteKind::kNone);
}

TEST_CASE("a task's page is told from the tasks of the API", "[routes]") {
  CHECK(find_route("/tasks/task_1").kind == RouteKind::kTaskPage);
  CHECK(find_route("/tasks/task_1/claim").path == "/tasks/task_1/claim");
  CHECK(find_route("/fn/tasks/task_1").kind == RouteKind::kService);
  CHECK(find_route("/fn/fn/tasks/task_1").kind == RouteKind::kService);
  CHECK(find_route("/tasks").kind == RouteKind::kNone);
  CHECK(find_route("/tasksx/y").kind == RouteKind::kNone);
}

TEST_CASE("a path that leads elsewhere than it begins leads nowhere", "[routes]") {
  for (const char* path : {"/fn/../internal/run", "/fn/./x", "/fn/%2e%2E/internal/run",
                           "/fn/.%2e/x", "/fn/..\\internal", "/fn/x/..", "/tasks/.."}) {
    INFO(path);
    CHECK(find_route(path).kind == RouteKind::kNone);
  }
  CHECK(find_route("/fn/..x").kind == RouteKind::kService);
}
