#include "modules/gateway/gateway.hpp"

#include <catch2/catch.hpp>

#include "modules/gateway/gateway_fixture.hpp"

using skerry::Json;
using skerry::OpId;
using namespace skerry::gateway::testing;
using namespace skerry::simulation;

TEST_CASE("a request to fn is forwarded with a principal that no header can forge", "[gateway]") {
  Bench bench(kOpen);
  const auto& view = bench.send(
      {.method = "POST", .path = "/fn/fn/classify?x=1", .fields = "x-request-id: mine-1\n"});
  REQUIRE(view.forwarded);
  CHECK(view.forwarded->to == skerry::Destination::service("fn"));
  CHECK(view.forwarded->path == "/fn/classify?x=1");
  const Json principal = *skerry::read_json(view.forwarded->principal);
  CHECK(principal["tenant"] == "default");
  CHECK(principal["requestId"] == "mine-1");
  CHECK(view.forwarded->head.get("x-request-id") == "mine-1");
  CHECK(view.forwarded->head.get("x-content-type-options") == "nosniff");
  CHECK(view.forwarded->head.find("server-timing"));
}

TEST_CASE("an insane request id is replaced", "[gateway]") {
  Bench bench(kOpen);
  for (const std::string& id : {std::string("a b"), std::string(65, 'x'), std::string("<x>")}) {
    const auto& view = bench.send({.path = "/health", .fields = "x-request-id: " + id + "\n"});
    CHECK(view.head.get("x-request-id").starts_with("req_"));
  }
}

TEST_CASE("without configuration everything but health is 503", "[gateway]") {
  Bench bench({});
  CHECK(bench.send({.path = "/health"}).status == 200);
  for (const auto* path : {"/fn", "/ready", "/", "/problems/invalid_json", "/nothing"}) {
    const auto& view = bench.send({.path = path});
    CHECK(view.status == 503);
    CHECK((*skerry::read_json(view.body))["code"] == "authentication_not_configured");
  }
}

TEST_CASE("a configured key is asked for", "[gateway]") {
  Bench bench({{"authentication", "open-on-loopback"}, {"api_key", "sk_1"}});
  const auto& refused = bench.send({.path = "/fn"});
  CHECK(refused.status == 401);
  CHECK(refused.head.get("www-authenticate") == "Bearer");
  CHECK(bench.send({.path = "/fn", .fields = "authorization: Bearer sk_1\n"}).forwarded);
}

TEST_CASE("foreign hosts and origins are turned away, health included", "[gateway]") {
  Bench bench(kOpen);
  CHECK(bench.send({.path = "/health", .authority = "evil.example"}).status == 421);
  CHECK(bench.send({.path = "/fn", .fields = "origin: https://evil.example\n"}).status == 403);
}

TEST_CASE("a configured origin gets its preflight and its fields", "[gateway]") {
  Bench bench({{"authentication", "open-on-loopback"}, {"cors_origins", "https://app.example"}});
  const auto& preflight =
      bench.send({.method = "OPTIONS",
                  .path = "/fn",
                  .fields = "origin: https://app.example\naccess-control-request-method: POST\n"});
  CHECK(preflight.status == 204);
  CHECK(preflight.head.get("access-control-allow-origin") == "https://app.example");
  CHECK(preflight.head.get("vary") == "origin");
}

TEST_CASE("pages of problems come from the table", "[gateway]") {
  Bench bench(kOpen);
  const auto& page = bench.send({.path = "/problems/invalid_json"});
  CHECK(page.status == 200);
  CHECK((*skerry::read_json(page.body))["status"] == 400);
  CHECK(bench.send({.path = "/problems/none"}).status == 404);
  const auto& post = bench.send({.method = "POST", .path = "/problems/invalid_json"});
  CHECK(post.status == 405);
  CHECK(post.head.get("allow") == "GET, HEAD");
}

TEST_CASE("ready asks storage and fn", "[gateway]") {
  Bench bench(kOpen);
  bench.host.fetch.script = [](const NetworkRequest&) { return NetworkAnswer::text("{}"); };
  CHECK(bench.send({.path = "/ready"}).status == 200);
  bench.host.fetch.script = [](const NetworkRequest&) {
    NetworkAnswer answer = NetworkAnswer::text("{}");
    answer.status = 500;
    return answer;
  };
  const auto& view = bench.send({.path = "/ready"});
  CHECK(view.status == 503);
  CHECK((*skerry::read_json(view.body))["fn"] == "unavailable");
  bench.host.fetch.script = [](const NetworkRequest&) {
    return NetworkAnswer::text(R"({"status":"misconfigured","settings":["AI_PROVIDERS"]})", 503);
  };
  const auto& wrong = bench.send({.path = "/ready"});
  CHECK(wrong.status == 503);
  CHECK((*skerry::read_json(wrong.body))["fn"] == "misconfigured");
  CHECK((*skerry::read_json(wrong.body))["settings"][0] == "AI_PROVIDERS");
}

TEST_CASE("ready is told by a write that is read back", "[gateway]") {
  Bench bench(kOpen);
  auto& database = bench.host.storage.database;
  CHECK(bench.send({.path = "/ready"}).status == 200);
  // A database that takes no write, as one on a disk that is full or read-only.
  REQUIRE(
      database.execute("CREATE TRIGGER no_write BEFORE UPDATE ON readiness_checks "
                       "BEGIN SELECT RAISE(ABORT, 'disk full'); END",
                       Json::array()));
  bench.host.world.advance(1'000);
  const auto& view = bench.send({.path = "/ready"});
  CHECK(view.status == 503);
  CHECK(view.head.get("retry-after") == "1");
  CHECK((*skerry::read_json(view.body))["storage"] == "unavailable");
  REQUIRE(database.execute("DROP TRIGGER no_write", Json::array()));
  bench.host.world.advance(1'000);
  CHECK(bench.send({.path = "/ready"}).status == 200);
}

TEST_CASE("ready writes once a second, into one row", "[gateway][limits]") {
  Bench bench(kOpen);
  auto& database = bench.host.storage.database;
  REQUIRE(database.execute("CREATE TABLE writes (at INTEGER)", Json::array()));
  for (const auto* event : {"INSERT", "UPDATE"}) {
    REQUIRE(database.execute("CREATE TRIGGER note_" + std::string(event) + " AFTER " + event +
                                 " ON readiness_checks BEGIN INSERT INTO writes VALUES (1); END",
                             Json::array()));
  }
  const auto count = [&](const std::string& table) {
    const auto rows = database.execute("SELECT count(*) FROM " + table, Json::array());
    return (*rows)["rows"][0][0].get<int>();
  };
  for (int i = 0; i < 20; ++i) CHECK(bench.send({.path = "/ready"}).status == 200);
  CHECK(count("writes") == 1);
  bench.host.world.advance(1'000);
  // While one checks, the others are given the answer before.
  for (int i = 0; i < 20; ++i) bench.host.http.send({.path = "/ready"});
  bench.host.world.run();
  CHECK(count("writes") == 2);
  CHECK(count("readiness_checks") == 1);
}

TEST_CASE("OPTIONS * asks about the server as such", "[gateway]") {
  Bench bench(kOpen);
  const auto& view = bench.send({.method = "OPTIONS", .path = "*"});
  CHECK(view.status == 204);
  CHECK(view.head.get("allow") == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  CHECK(view.head.find("x-request-id"));
  const auto& foreign = bench.send({.method = "OPTIONS", .path = "*", .authority = "evil.example"});
  CHECK(foreign.status == 421);
  CHECK(Bench({}).send({.method = "OPTIONS", .path = "*"}).status == 503);
}

TEST_CASE("what the gateway refuses because it is full is an answer like every other",
          "[gateway][limits]") {
  Bench bench(kOpen);
  bench.host.fetch.script = [](const NetworkRequest&) {
    NetworkAnswer slow = NetworkAnswer::text("{}");
    slow.delay_ms = 1'000;
    return slow;
  };
  for (std::size_t i = 0; i < skerry::limits::kRequestsInFlightMax; ++i) {
    bench.host.http.send({.path = "/ready"});
  }
  bench.host.world.advance(1);
  const OpId refused =
      bench.host.http.send({.path = "/health", .fields = "x-request-id: mine-1\n"});
  bench.host.world.advance(1);
  const auto& view = bench.host.http.view(refused);
  REQUIRE(view.status == 503);
  const Json problem = *skerry::read_json(view.body);
  CHECK(problem["code"] == "overloaded");
  CHECK(problem["requestId"] == "mine-1");
  CHECK(view.head.get("x-request-id") == "mine-1");
  CHECK(view.head.get("retry-after") == "1");
  CHECK(view.head.get("x-content-type-options") == "nosniff");
  CHECK(view.head.get("cache-control") == "no-store");
  CHECK(view.head.get("referrer-policy") == "no-referrer");
  CHECK(view.head.find("content-security-policy"));
  CHECK(view.head.find("server-timing"));
}

TEST_CASE("the routes are described together with those of fn", "[gateway][openapi]") {
  Bench bench({{"authentication", "open-on-loopback"}, {"api_key", "sk_1"}});
  bench.host.fetch.script = [](const NetworkRequest& request) {
    CHECK(request.head.get(":path") == "/openapi.json");
    return NetworkAnswer::text(R"({"paths":{"/fn":{"post":{}}},"webhooks":{"jobEnded":{}},)"
                               R"("components":{"schemas":{"Call":{}}}})");
  };
  const std::string key = "authorization: Bearer sk_1\n";
  CHECK(bench.send({.path = "/openapi.json"}).status == 401);
  const auto& view = bench.send({.path = "/openapi.json", .fields = key});
  REQUIRE(view.status == 200);
  CHECK(view.head.get("content-type") == "application/json");
  const Json document = *skerry::read_json(view.body);
  CHECK(document["openapi"] == "3.1.0");
  for (const auto* path : {"/", "/health", "/ready", "/problems/{code}", "/openapi.json",
                           "/playground/{file}", "/fn"}) {
    CHECK(document["paths"].contains(path));
  }
  CHECK(document["webhooks"].contains("jobEnded"));
  const Json& file = document["paths"]["/playground/{file}"]["get"];
  const Json& names = file["parameters"][0]["schema"]["enum"];
  CHECK(names.size() > 4);
  for (const Json& name : names) {
    CHECK(bench.send({.path = "/playground/" + name.get<std::string>()}).status == 200);
  }
  CHECK(file["responses"]["200"]["content"].contains("application/wasm"));
  CHECK(document["components"]["schemas"].contains("Call"));
  CHECK(document["components"]["schemas"].contains("Problem"));
  CHECK(document["security"].size() == 1);
  bench.host.fetch.script = [](const NetworkRequest&) { return NetworkAnswer::text("no JSON"); };
  const auto& refused = bench.send({.path = "/openapi.json", .fields = key});
  CHECK(refused.status == 503);
  CHECK((*skerry::read_json(refused.body))["code"] == "destination_unavailable");
  CHECK(refused.head.get("retry-after") == "1");
}

TEST_CASE("a task's page needs no key and brings its own policy; nothing else does", "[gateway]") {
  Bench bench({{"api_key", "secret-key-of-the-test"}});
  for (const char* method : {"GET", "HEAD", "POST"}) {
    const auto& view = bench.send({.method = method, .path = "/tasks/task_1/claim?t=1.2.ab"});
    REQUIRE(view.forwarded);
    CHECK(view.forwarded->to == skerry::Destination::service("fn"));
    CHECK(view.forwarded->path == "/tasks/task_1/claim?t=1.2.ab");
    const Json principal = *skerry::read_json(view.forwarded->principal);
    CHECK(principal["subject"] == "link");
    CHECK(principal["tenant"] == Json(""));
    CHECK_FALSE(view.forwarded->head.find("content-security-policy"));
    CHECK(view.forwarded->head.all("referrer-policy") ==
          std::vector<std::string_view>{"no-referrer"});
    CHECK(view.forwarded->head.get("cache-control") == "no-store");
    CHECK(view.forwarded->head.get("x-content-type-options") == "nosniff");
  }
  for (const char* path : {"/fn/tasks", "/fn/tasks/task_1", "/tasks", "/fn/../tasks/x"}) {
    CHECK(bench.send({.path = path}).status == 401);
  }
  CHECK(bench
            .send({.method = "POST",
                   .path = "/tasks/task_1/claim",
                   .fields = "origin: https://evil.example\n"})
            .status == 403);
}

TEST_CASE("a closed server shows no task's page either", "[gateway]") {
  Bench bench({});
  CHECK(bench.send({.path = "/tasks/task_1?t=1.2.ab"}).status == 503);
}
