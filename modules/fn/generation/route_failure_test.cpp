#include "modules/fn/generation/model_fixture.hpp"

namespace skerry::fn::testing {
namespace {

Json failing(std::string_view on_route_failure, std::string_view type = "code") {
  return {{"description", "Zorble the quux"},
          {"type", type},
          {"options", {{"onRouteFailure", on_route_failure}}}};
}

TEST_CASE("a wrong type is a problem unless the caller wants otherwise", "[route-failure]") {
  ModelBench bench({});
  const Json problem = bench.post(failing("error"));
  CHECK(problem["code"] == "no_matching_function");
  REQUIRE(problem["attempts"].size() == 1);
  CHECK(problem["attempts"][0]["route"] == "code");
}

TEST_CASE("the next type is tried, and each try is listed", "[route-failure]") {
  ModelBench bench;
  for (int round = 0; round < 4; ++round) bench.say({{"source", 1}});
  bench.say({{"value", "quux"}});
  Json call = failing("next-type");
  // Data, were it not for the caller's word.
  call["description"] = "Generate quux profile JSON";
  const Json answer = bench.post(call);
  REQUIRE(bench.status == 200);
  CHECK(answer["type"] == "object");
  CHECK(answer["result"] == "quux");
  CHECK(answer["classification"]["type"] == "code");
  CHECK(answer["attempts"].size() == 5);
  CHECK(answer["attempts"][3]["route"] == "code");
  CHECK(answer["attempts"][4]["route"] == "object");
}

TEST_CASE("a model that cannot be reached says nothing about the type", "[route-failure]") {
  ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_providers", "openai"}});
  const Json problem = bench.post(failing("next-type"));
  CHECK(problem["code"] == "model_unavailable");
  CHECK(problem["attempts"].back()["route"] == "code");
}

TEST_CASE("a person is asked, where the caller wants that", "[route-failure]") {
  ModelBench bench({});
  bench.post(failing("human", "object"));
  CHECK(bench.status == 202);
  REQUIRE(bench.jobs.size() == 1);
  CHECK((*read_json(bench.jobs[0].body))["type"] == "human");
}

TEST_CASE("arguments that a function refuses say nothing about the type", "[route-failure]") {
  ModelBench bench({});
  Json call = failing("human");
  call["description"] = "Calculate factorial";
  call["args"] = {{"n", -1}};
  CHECK(bench.post(call)["code"] == "no_matching_function");
  CHECK(bench.status == 422);
  CHECK(bench.jobs.empty());
}

TEST_CASE("a route that does its work asks nobody else", "[route-failure]") {
  ModelBench bench;
  bench.say(triple());
  Json call = failing("human");
  call["args"] = {{"n", 2}};
  CHECK(bench.post(call)["result"] == 6);
  CHECK(bench.jobs.empty());
}

}  // namespace
}  // namespace skerry::fn::testing
