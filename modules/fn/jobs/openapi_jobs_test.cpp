#include "modules/fn/jobs/openapi_jobs.hpp"

#include <string>

#include "modules/fn/jobs/job_fixture.hpp"
#include "modules/fn/jobs/job_view.hpp"
#include "modules/fn/openapi_webhooks.hpp"

namespace skerry::fn {
namespace {

Json described_schemas() {
  Json paths = Json::object();
  Json webhooks = Json::object();
  Json schemas = Json::object();
  add_job_routes(paths, schemas);
  add_webhooks(webhooks, schemas);
  return schemas;
}

/// Whether a value has all members that its description asks for, and none that it leaves out.
void check_members(const Json& schema, const Json& value) {
  for (const auto& [name, member] : value.items()) {
    INFO(name);
    CHECK(schema["properties"].contains(name));
  }
  for (const Json& name : schema["required"]) {
    INFO(name);
    CHECK(value.contains(name.get<std::string>()));
  }
}

constexpr std::string_view kWholeAnswer =
    R"({"success":true,"id":"call_1","type":"code","status":"succeeded","result":[1,2],)"
    R"("resultEncoding":"bigint","schema":{},"classification":{},"code":{},"object":{},)"
    R"("usage":{},"attempts":[{"route":"code","outcome":"succeeded"}],"cached":false,)"
    R"("timings":{"totalMs":1}})";

}  // namespace

TEST_CASE("a job and its acceptance are as they are described", "[jobs][openapi]") {
  const Json schemas = described_schemas();
  JobFixture fixture;
  fixture.host.fetch.script = [](const simulation::NetworkRequest&) {
    return simulation::NetworkAnswer::text(std::string(kWholeAnswer));
  };
  const auto& accepted = fixture.create("code", "https://example.com/");
  check_members(schemas["JobAccepted"], *read_json(accepted.body));
  check_members(schemas["Job"], fixture.shown());
  fixture.host.world.advance(limits::kWakeWaitMs);
  const Json shown = fixture.shown();
  REQUIRE(shown["status"] == "succeeded");
  check_members(schemas["Job"], shown);
  check_members(schemas["Job"]["properties"]["attempts"]["items"], shown["attempts"][0]);
}

TEST_CASE("a job with all that a job may have is described", "[jobs][openapi]") {
  const Json schemas = described_schemas();
  const JobRecord job{.id = std::string(kJobId),
                      .classification = "{}",
                      .callback_url = "https://example.com/",
                      .type = "agentic",
                      .started_ms = 1,
                      .ended_ms = 2,
                      .attempts = 1,
                      .error = "{}",
                      .session_id = "agt_1",
                      .session = R"({"statusUrl":"/a","webSocketUrl":"/b"})"};
  const Json tried = Json::array({{{"route", "classify"}}});
  const Json report = job_json(job, {{.number = 1, .ended_ms = 1, .code = "x"}}, kWholeAnswer,
                               {{0, {{"attempts", tried}}}});
  // And that a result was left out, which webhooks alone do.
  CHECK(report.size() + 1 == schemas["JobReport"]["properties"].size());
  check_members(schemas["JobReport"], report);
  check_members(schemas["JobReport"]["properties"]["attempts"]["items"], report["attempts"][0]);
}

TEST_CASE("what a webhook sends is as it is described", "[jobs][openapi]") {
  const Json schemas = described_schemas();
  const Json body = *read_json(webhook_text(
      {.id = std::string(kJobId), .classification = "{}", .status = JobStatus::kExpired},
      Json{{"result", std::string(limits::kDeliveredResultBytesMax, 'x')}}));
  check_members(schemas["JobEnded"], body);
  CHECK(body["data"]["resultOmitted"] ==
        schemas["JobReport"]["properties"]["resultOmitted"]["const"]);
  const Json& types = schemas["JobEnded"]["properties"]["type"]["enum"];
  CHECK(types == Json::array({"job.succeeded", "job.failed", "job.cancelled", "job.expired"}));
  CHECK_FALSE(schemas["Job"]["properties"].contains("resultOmitted"));
}

}  // namespace skerry::fn
