#include "modules/fn/jobs/attempt_order.hpp"
#include "modules/fn/jobs/job.hpp"
#include "modules/fn/jobs/job_fixture.hpp"

// What a job says of its attempts, and what they took.

namespace skerry::fn {
namespace {

using simulation::NetworkAnswer;
using simulation::NetworkRequest;

/// What the classification by a model took, and the route that was tried in vain.
Json before() {
  return {{"attempts",
           {{{"route", "classify"}, {"outcome", "succeeded"}, {"provider", "openai"}},
            {{"route", "object"}, {"outcome", "failed"}, {"provider", "local"}}}},
          {"usage", {{"inputTokens", 100}, {"outputTokens", 20}, {"costUsd", 0.1}}},
          {"timings", {{"classifyMs", 2.5}, {"generateMs", 0}, {"executeMs", 0}, {"totalMs", 3}}}};
}

std::string creation_with(const Json& before, std::string_view type = "code",
                          std::string_view callback_url = {}) {
  return creation_text({.tenant = "acme",
                        .request_id = "req_0",
                        .type = std::string(type),
                        .classification = Json{{"type", "code"}, {"tier", "llm"}},
                        .before = before,
                        .timeout_ms = {},
                        .callback_url = std::string(callback_url),
                        .call = {}},
                       R"({"description":"Sort array of numbers"})");
}

/// A problem of the front that says what was tried.
NetworkAnswer refused_after_work(std::string_view code, const Json& usage) {
  Json problem = *read_json(problem_text(code, "no"));
  problem["attempts"] = {{{"route", "code"}, {"outcome", "failed"}, {"provider", "openai"}}};
  problem["usage"] = usage;
  return NetworkAnswer::text(to_text(problem), find_problem(code)->status);
}

NetworkAnswer answered(const Json& usage) {
  return NetworkAnswer::text(to_text(Json{
      {"success", true},
      {"id", kCallId},
      {"result", 1},
      {"attempts", {{{"route", "code"}, {"outcome", "succeeded"}, {"provider", "openai"}}}},
      {"usage", usage},
      {"timings", {{"classifyMs", 0}, {"generateMs", 7.1}, {"executeMs", 0.2}, {"totalMs", 8}}}}));
}

}  // namespace

TEST_CASE("a job counts what was done before it was one", "[job][account]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest& request) {
    const auto order = read_order(request.body);
    REQUIRE(order);
    CHECK(order->classification == Json{{"type", "code"}, {"tier", "llm"}});
    CHECK(order->tokens_spent == 120);
    return answered({{"inputTokens", 10}, {"outputTokens", 5}, {"costUsd", 0.2}});
  };
  const auto& created = job.ask("POST", "/job/create", creation_with(before()));
  CHECK((*read_json(created.body))["attempts"] == before()["attempts"]);
  CHECK(job.shown()["usage"]["inputTokens"] == 100);
  job.ask("POST", "/job/wake");
  const Json shown = job.shown();
  CHECK(shown["status"] == "succeeded");
  CHECK(shown["tried"] == before()["attempts"]);
  CHECK(shown["usage"] == Json{{"inputTokens", 110}, {"outputTokens", 25}, {"costUsd", 0.3}});
  CHECK(shown["timings"] ==
        Json{{"classifyMs", 2.5}, {"generateMs", 7.1}, {"executeMs", 0.2}, {"totalMs", 11}});
}

TEST_CASE("each attempt is told what those before it took", "[job][account]") {
  JobFixture job;
  std::vector<std::uint64_t> spent;
  job.host.fetch.script = [&](const NetworkRequest& request) {
    spent.push_back(read_order(request.body)->tokens_spent);
    if (spent.size() == 1) {
      return refused_after_work("model_output_invalid",
                                {{"inputTokens", 1'000}, {"outputTokens", 200}});
    }
    // Nothing is known of what was lost on its way.
    if (spent.size() == 2) return NetworkAnswer::failed(FailureKind::kUnreachable);
    return answered({{"inputTokens", 10}, {"outputTokens", 5}, {"costUsd", 0.2}});
  };
  job.ask("POST", "/job/create", creation_with(before()));
  job.host.world.advance(limits::kHourMs);
  CHECK(spent == std::vector<std::uint64_t>{120, 1'320, 1'320});
  const Json shown = job.shown();
  CHECK(shown["status"] == "succeeded");
  // One part has no price, so the whole has none.
  CHECK(shown["usage"] == Json{{"inputTokens", 1'110}, {"outputTokens", 225}});
  REQUIRE(shown["attempts"].size() == 3);
  CHECK(shown["attempts"][0]["tried"][0]["outcome"] == "failed");
  CHECK_FALSE(shown["attempts"][1].contains("tried"));
  CHECK(shown["attempts"][2]["tried"][0]["outcome"] == "succeeded");
}

TEST_CASE("what was tried is kept when the work goes on as another type", "[job][account]") {
  JobFixture job;
  const std::string type = GENERATE("agentic", "human");
  job.host.fetch.script = [&](const NetworkRequest& request) {
    if (request.to != Destination::service("fn")) {
      return NetworkAnswer::failed(FailureKind::kUnreachable);
    }
    Json answer = before();
    answer["goesOnAs"] = type;
    return NetworkAnswer::text(to_text(answer), 202);
  };
  job.ask("POST", "/job/create", creation_with(Json::object()));
  job.ask("POST", "/job/wake");
  const Json shown = job.shown();
  REQUIRE_FALSE(shown["attempts"].empty());
  CHECK(shown["attempts"][0]["route"] == "code");
  CHECK(shown["attempts"][0]["reason"] == "handed_on");
  CHECK(shown["attempts"][0]["tried"] == before()["attempts"]);
  CHECK(shown["usage"] == before()["usage"]);
}

TEST_CASE("a webhook reports what the job says", "[job][account]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest&) {
    return answered({{"inputTokens", 10}, {"outputTokens", 5}, {"costUsd", 0.2}});
  };
  job.ask("POST", "/job/create", creation_with(before(), "code", "https://example.com/"));
  job.ask("POST", "/job/wake");
  const Json rows = JobStore(job.host.actor_storage).run("SELECT body FROM deliveries").rows;
  REQUIRE(rows.size() == 1);
  const Json data = (*read_json(rows[0][0].get_ref<const std::string&>()))["data"];
  CHECK(data["usage"]["inputTokens"] == 110);
  CHECK(data["tried"] == before()["attempts"]);
  CHECK(data["callId"] == kCallId);
}

TEST_CASE("a job that an older version accepted is shown and goes on", "[job][account]") {
  JobFixture job;
  job.host.fetch.script = [](const NetworkRequest& request) {
    CHECK(read_order(request.body)->tokens_spent == 0);
    return answered({{"inputTokens", 10}, {"outputTokens", 5}});
  };
  job.create();
  JobStore store(job.host.actor_storage);
  SECTION("before its first attempt") {
    store.run("DELETE FROM texts WHERE name LIKE 'account/%'");
    job.ask("POST", "/job/wake");
  }
  SECTION("after its end") {
    job.ask("POST", "/job/wake");
    store.run("DELETE FROM texts WHERE name LIKE 'account/%'");
  }
  const Json shown = job.shown();
  CHECK(shown["status"] == "succeeded");
  CHECK(shown["attempts"][0]["route"] == "code");
  CHECK(shown["attempts"][0]["tried"][0]["route"] == "code");
  CHECK(shown["usage"]["inputTokens"] == 10);
  CHECK(shown["timings"]["totalMs"] == 8);
}

TEST_CASE("orders are read as they are written, and nothing else is one", "[job][account]") {
  const AttemptOrder order{.type = "code",
                           .classification = {{"type", "code"}},
                           .call_id = std::string(kCallId),
                           .tokens_spent = 7,
                           .call = {{"description", "Sort"}}};
  const auto read = read_order(order_text(order));
  REQUIRE(read);
  CHECK(read->type == "code");
  CHECK(read->classification == order.classification);
  CHECK(read->call_id == kCallId);
  CHECK(read->tokens_spent == 7);
  CHECK(read->call == order.call);
  for (const char* text : {"", "{}", "[]", R"({"call":{},"classification":{},"tokensSpent":-1})",
                           R"({"call":1,"classification":{},"tokensSpent":1})"}) {
    CHECK_FALSE(read_order(text));
  }
  // As deep as a caller may write.
  Json deep = 1;
  for (std::size_t level = 1; level < skerry::limits::kJsonDepthMax; ++level) {
    deep = Json::array({std::move(deep)});
  }
  CHECK(read_order(order_text({.type = "code",
                               .classification = Json::object(),
                               .call_id = {},
                               .tokens_spent = 0,
                               .call = {{"args", deep}}})));
}

}  // namespace skerry::fn
