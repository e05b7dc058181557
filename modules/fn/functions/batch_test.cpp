#include "modules/fn/functions/batch.hpp"

#include <catch2/catch.hpp>
#include <cstddef>

#include "modules/fn/functions/function_door_fixture.hpp"
#include "modules/fn/functions/limits.hpp"

namespace skerry::fn {
namespace {

using Bench = DoorBench;

TEST_CASE("the calls of a batch are answered in order, each for itself", "[functions]") {
  Bench bench;
  const Json answer = bench.json(
      "POST", "/fn/batch",
      {{"calls", {kSort, {{"description", 7}}, 5, {{"description", "Sort array of numbers"}}}}});
  REQUIRE(answer["httpStatus"] == 200);
  REQUIRE(answer["items"].size() == 4);
  CHECK(answer["items"][0]["result"] == 7);
  CHECK(answer["items"][1]["success"] == false);
  CHECK(answer["items"][1]["error"]["errors"][0]["pointer"] == "/description");
  CHECK(answer["items"][2]["error"]["status"] == 422);
  CHECK(answer["items"][3]["success"] == true);
  CHECK_FALSE(answer["items"][3].contains("result"));
}

TEST_CASE("a batch runs no more than a few calls at a time, and all of them", "[functions]") {
  Bench bench;
  Json calls = Json::array();
  for (std::size_t index = 0; index < limits::kBatchCallsMax; ++index) {
    calls.push_back({{"description", "Sort array of numbers"},
                     {"args", {{"numbers", {index, 1}}}},
                     {"options", {{"cache", false}}}});
  }
  const Json answer = bench.json("POST", "/fn/batch", {{"calls", calls}});
  CHECK(answer["items"].size() == limits::kBatchCallsMax);
  CHECK(bench.runs == static_cast<int>(limits::kBatchCallsMax));
  calls.push_back(kSort);
  const Json refused = bench.json("POST", "/fn/batch", {{"calls", calls}});
  CHECK(refused["code"] == "batch_too_large");
  CHECK(bench.runs == static_cast<int>(limits::kBatchCallsMax));
}

TEST_CASE("a body that is no batch is refused", "[functions]") {
  Bench bench;
  for (const Json& body : {Json::object(), Json::array(), Json{{"calls", 1}},
                           Json{{"calls", Json::array()}}, Json{{"calls", {kSort}}, {"more", 1}}}) {
    CHECK(bench.json("POST", "/fn/batch", body)["httpStatus"] == 422);
  }
  CHECK(bench.runs == 0);
}

}  // namespace
}  // namespace skerry::fn
