#include "modules/fn/functions/executions.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "modules/fn/functions/function_door_fixture.hpp"
#include "modules/fn/functions/limits.hpp"

namespace skerry::fn {
namespace {

using Bench = DoorBench;

TEST_CASE("the type of an executed call is corrected, also when it was answered again",
          "[functions]") {
  Bench bench;
  const std::string id = id_in(bench.json("POST", "/fn", kSort));
  const Json again = bench.json("POST", "/fn", kSort);
  CHECK(again["cached"] == true);
  CHECK(again["id"] == id);
  const std::string path = "/fn/calls/" + id + "/feedback";
  const Json corrected = bench.json("POST", path, {{"type", "object"}});
  CHECK(corrected["httpStatus"] == 200);
  CHECK(corrected["type"] == "code");
  CHECK(corrected["corrected"] == "object");
  CHECK(bench.json("POST", path, {{"type", "human"}})["corrected"] == "human");
  const auto rows = bench.host.storage.database.execute(
      "SELECT id, tenant, type, corrected_type FROM executions", Json::array());
  CHECK((*rows)["rows"] == Json::array({Json::array({id, "t", "code", "human"})}));
  CHECK(bench.json("POST", path, {{"type", "object"}}, "other")["code"] == "call_not_found");
  CHECK(bench.json("POST", "/fn/calls/call_01JD0000000000000000000001/feedback",
                   {{"type", "code"}})["code"] == "call_not_found");
  CHECK(bench.json("POST", "/fn/calls/x/feedback", {{"type", "code"}})["code"] == "call_not_found");
  for (const Json& body : {Json::object(), Json{{"type", "codes"}}, Json{{"type", 1}},
                           Json{{"type", "code"}, {"why", "x"}}}) {
    CHECK(bench.json("POST", path, body)["httpStatus"] == 422);
  }
}

TEST_CASE("executions are forgotten after their time, and do not delay answers", "[functions]") {
  Bench bench;
  const auto count = [&] {
    const auto rows =
        bench.host.storage.database.execute("SELECT count(*) FROM executions", Json::array());
    return (*rows)["rows"][0][0].get<int>();
  };
  bench.json("POST", "/fn/batch", {{"calls", {kSort, kSort, kSort}}});
  CHECK(count() >= 1);
  bench.host.world.advance(static_cast<std::uint64_t>(limits::kExecutionRetentionMs) + 1);
  bench.json("POST", "/fn", {{"description", "Calculate factorial"}, {"args", {{"n", 3}}}});
  CHECK(count() == 1);
  // The answer does not depend on the row.
  REQUIRE(bench.host.storage.database.execute("DROP TABLE executions", Json::array()));
  CHECK(bench.json("POST", "/fn",
                   {{"description", "Calculate factorial"}, {"args", {{"n", 4}}}})["httpStatus"] ==
        200);
  CHECK(bench.json("POST", "/fn/calls/call_01JD0000000000000000000001/feedback",
                   {{"type", "code"}})["code"] == "storage_unavailable");
}

}  // namespace
}  // namespace skerry::fn
