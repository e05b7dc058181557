#include "modules/fn/functions/own_functions.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "modules/fn/fn.hpp"
#include "modules/sdk/simulation/migrate.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::fn {
namespace {

using simulation::SimulatedHost;
using simulation::SimulatedSandbox;

/// A Fn whose tenant `t` may have a function of its own.
struct Bench {
  Bench() {
    simulation::migrate(host.storage.database);
    host.load<Fn>(
        Fn::Ports{host.basics(), host.sandbox, host.timers, host.storage, host.fetch, host.queue});
    host.sandbox.script = [this](const SimulatedSandbox::Run& run) {
      last = run;
      return Result<std::string>(
          R"({"outcome":"returned","steps":1,"memoryBytes":1,"touchedTime":false,)"
          R"("touchedRandom":false,"result":42,"console":[],"consoleLinesDropped":0})");
    };
  }

  /// As another instance would register it.
  void insert(const std::string& phrase, const std::string& tenant = "t") {
    const std::string id = "fn_01JD0000000000000000000001";
    REQUIRE(host.storage.database.execute(
        "INSERT INTO accepted_functions (id, tenant, lookup_key, name, description, paraphrases, "
        "parameters, examples, source, origin, pinned, tests, created_ms, used_ms) VALUES "
        "(?, ?, 'k', 'loyalty', ?, '[]', '[\"order\",\"factor\"]', "
        "'[{\"args\":[{\"total\":1},2],\"result\":2}]', 'SOURCE', 'own', 0, 3, 1, 1)",
        Json::array({id, tenant, phrase})));
    REQUIRE(host.storage.database.execute(
        "INSERT INTO accepted_function_phrases (tenant, phrase_key, function_id) VALUES (?, ?, ?)",
        Json::array({tenant, phrase_key_of(host.crypto, phrase, ""), id})));
  }

  Json post(Json body, std::string path = "/fn", std::string tenant = "t") {
    const OpId id =
        host.http.send({.method = "POST",
                        .path = std::move(path),
                        .fields = "content-type: application/json\n",
                        .principal = R"({"tenant":")" + tenant + R"(","requestId":"req_x"})",
                        .body = to_text(body)});
    host.world.run();
    return *read_json(host.http.view(id).body);
  }

  SimulatedHost host{7};
  SimulatedSandbox::Run last;
};

const Json kCall = {{"description", "Please sort array of numbers."},
                    {"args", {{"order", {{"total", 5}}}, {"factor", 3}}}};

TEST_CASE("a registered function goes before the catalogue, word for word", "[functions]") {
  Bench bench;
  bench.insert("Sort array of numbers");
  const Json answer = bench.post(kCall);
  CHECK(answer["result"] == 42);
  CHECK(answer["type"] == "code");
  CHECK(answer["classification"]["tier"] == "registered");
  CHECK(answer["classification"]["confidence"] == 1);
  CHECK(answer["code"]["origin"] == "own");
  CHECK(answer["code"]["functionId"] == "fn_01JD0000000000000000000001");
  CHECK(bench.last.program == "SOURCE");
  CHECK(bench.last.arguments == R"([{"total":5},3])");

  // One word more is another task.
  const Json other = bench.post(
      {{"description", "Sort array of numbers descending"}, {"args", {{"numbers", {1, 2}}}}});
  CHECK(other["code"]["origin"] == "catalogue");
  const Json qualified = bench.post({{"description", "Sort array of numbers"},
                                     {"context", "descending"},
                                     {"args", {{"numbers", {1, 2}}}}});
  CHECK(qualified["code"]["origin"] == "catalogue");
}

TEST_CASE("another tenant's registered function is nobody else's", "[functions]") {
  Bench bench;
  bench.insert("Sort array of numbers", "other");
  const Json answer =
      bench.post({{"description", "Sort array of numbers"}, {"args", {{"numbers", {1, 2}}}}});
  CHECK(answer["code"]["origin"] == "catalogue");
}

TEST_CASE("arguments that a registered function does not take are refused, not guessed",
          "[functions]") {
  Bench bench;
  bench.insert("Sort array of numbers");
  const Json problem =
      bench.post({{"description", "Sort array of numbers"}, {"args", {{"numbers", {1, 2}}}}});
  CHECK(problem["code"] == "invalid_arguments");
  CHECK(problem["errors"][0]["pointer"] == "/args/numbers");
}

TEST_CASE("answers of registered functions are not kept", "[functions]") {
  Bench bench;
  bench.insert("Sort array of numbers");
  CHECK(bench.post(kCall)["cached"] == false);
  CHECK(bench.post(kCall)["cached"] == false);
}

TEST_CASE("a registered function is classified and found without arguments", "[functions]") {
  Bench bench;
  bench.insert("Do our thing");
  CHECK(bench.post({{"description", "do our thing"}}, "/fn/classify")["classification"]["tier"] ==
        "registered");
  const Json found = bench.post({{"description", "do our thing"}});
  CHECK(found["code"]["source"] == "SOURCE");
  CHECK_FALSE(found.contains("result"));
  const Json named = bench.post({{"description", "do our thing"}, {"type", "code"}});
  CHECK(named["classification"]["tier"] == "caller");
  CHECK(named["code"]["source"] == "SOURCE");
  // A type that is no code asks for something else.
  const Json object = bench.post({{"description", "do our thing"}, {"type", "object"}});
  CHECK(object["code"] == "object_not_generated");
}

TEST_CASE("a tenant's first function is seen after a moment at most", "[functions]") {
  Bench bench;
  const Json call = {{"description", "Sort array of numbers"},
                     {"args", {{"numbers", {1, 2}}}},
                     {"options", {{"cache", false}}}};
  CHECK(bench.post(call)["code"]["origin"] == "catalogue");
  bench.insert("Sort array of numbers");
  bench.host.world.advance(limits::kNoFunctionsRememberedMs);
  CHECK(bench.post(call)["code"] == "invalid_arguments");
}

TEST_CASE("without a database only who was known to have no functions goes on", "[functions]") {
  Bench bench;
  const Json call = {{"description", "Sort array of numbers"},
                     {"args", {{"numbers", {1, 2}}}},
                     {"options", {{"cache", false}}}};
  CHECK(bench.post(call)["code"]["origin"] == "catalogue");
  REQUIRE(
      bench.host.storage.database.execute("DROP TABLE accepted_function_phrases", Json::array()));
  bench.host.world.advance(limits::kNoFunctionsRememberedMs);
  CHECK(bench.post(call)["code"]["origin"] == "catalogue");
  CHECK(bench.post(call, "/fn", "stranger")["code"] == "storage_unavailable");
}

}  // namespace
}  // namespace skerry::fn
