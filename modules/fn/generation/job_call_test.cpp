#include <algorithm>

#include "modules/fn/generation/model_fixture.hpp"
#include "modules/fn/jobs/creation.hpp"

// What a call's classification and attempts become when the call becomes a job.

namespace skerry::fn::testing {
namespace {

/// No function of the catalogue, no data of the local provider.
const Json kNonsense = {{"description", "qwerty zxcv"},
                        {"options", {{"onUncertain", "object"}, {"onRouteFailure", "next-type"}}}};

Json with_option(Json call, const char* name, const Json& value) {
  call["options"][name] = value;
  return call;
}

/// What the front told the last new job's actor.
const NetworkRequest& creation_request(const ModelBench& bench) {
  const auto last = std::ranges::find_last_if(bench.jobs, [](const NetworkRequest& request) {
    return request.head.get(":path") == "/job/create";
  });
  REQUIRE_FALSE(last.empty());
  return *last.begin();
}

/// Under which the call that became that job is corrected.
std::string new_call_id(const ModelBench& bench) {
  const std::string_view name = creation_request(bench).to.name;
  return call_id_of(name.substr(name.find('/') + 1));
}

JobCreation creation_in(const ModelBench& bench) {
  auto creation = read_creation(creation_request(bench).body);
  REQUIRE(creation);
  return std::move(*creation);
}

/// The attempt that a job's actor makes for a call of the front's last job.
AttemptOrder order_in(const ModelBench& bench) {
  const JobCreation creation = creation_in(bench);
  return {.type = creation.type,
          .classification = creation.classification,
          .call_id = new_call_id(bench),
          .tokens_spent = 0,
          .call = creation.call};
}

/// Types from the likeliest to the least likely, but for these.
std::vector<std::string> ranked(const Json& classification, std::string_view without) {
  std::vector<std::pair<double, std::string>> types = {
      {classification["confidence"], classification["type"]}};
  for (const Json& other : classification["alternatives"]) {
    types.emplace_back(other["confidence"], other["type"]);
  }
  std::ranges::sort(types, std::greater());
  std::vector<std::string> names;
  for (const auto& [confidence, name] : types) {
    if (name != without) names.push_back(name);
  }
  return names;
}

/// The first of these types that does not end with its request, as the others fail.
std::string first_job(const std::vector<std::string>& types) {
  const auto found = std::ranges::find_if(
      types, [](const std::string& type) { return type == "agentic" || type == "human"; });
  REQUIRE(found != types.end());
  return *found;
}

TEST_CASE("a job goes on as the type that the call itself would have", "[job-call]") {
  ModelBench bench({});
  const Json classified =
      bench.post({{"description", kNonsense["description"]}}, "/fn/classify")["classification"];
  const std::string expected = first_job(ranked(classified, "object"));
  // The order of the types would say otherwise.
  REQUIRE(expected == "human");

  bench.post(kNonsense);
  REQUIRE(bench.status == 202);
  CHECK(creation_in(bench).type == expected);

  bench.post(with_option(kNonsense, "mode", "async"));
  REQUIRE(bench.status == 202);
  CHECK(creation_in(bench).type == "object");
  const Json answer = bench.post_order(order_in(bench));
  CHECK(bench.status == 202);
  CHECK(answer["goesOnAs"] == expected);
  CHECK(answer["attempts"][0]["route"] == "object");
  CHECK(answer["attempts"].size() == 2);
  CHECK(answer["timings"]["totalMs"].is_number());
}

TEST_CASE("of a type that the caller named the next one is guessed", "[job-call]") {
  ModelBench bench({});
  Json call = kNonsense;
  call["type"] = "object";
  bench.post(call);
  REQUIRE(bench.status == 202);
  CHECK(creation_in(bench).type == "human");
  CHECK(creation_in(bench).classification["tier"] == "caller");

  bench.post(with_option(call, "mode", "async"));
  CHECK(bench.post_order(order_in(bench))["goesOnAs"] == "human");
}

TEST_CASE("a job's attempt does not classify its call again", "[job-call]") {
  ModelBench bench;
  const Json call = {{"description", "The thing with the quarterly numbers"},
                     {"options", {{"mode", "async"}, {"confidenceThreshold", 0.99}}}};
  bench.say({{"type", "object"}, {"confidence", 0.995}, {"reasoning", "It names numbers."}});
  bench.post(call);
  REQUIRE(bench.status == 202);
  const JobCreation creation = creation_in(bench);
  CHECK(creation.classification["tier"] == "llm");
  CHECK(creation.classification["provider"] == "openai");
  CHECK(creation.before["attempts"][0]["route"] == "classify");
  CHECK(creation.before["usage"]["inputTokens"] == 20);
  CHECK(creation.before["timings"]["classifyMs"].is_number());

  const std::size_t asked = bench.asked();
  bench.say({{"value", "quux"}});
  const AttemptOrder order = order_in(bench);
  const Json answer = bench.post_order(order);
  REQUIRE(bench.status == 200);
  CHECK(bench.asked() == asked + 1);
  CHECK(answer["type"] == "object");
  CHECK(answer["classification"] == creation.classification);
  CHECK(answer["id"] == order.call_id);
  CHECK(answer["attempts"].size() == 1);
}

TEST_CASE("an order that is none is refused", "[job-call]") {
  ModelBench bench({});
  bench.post_as(Json{{"tenant", "t"}, {"jobId", kJobId}}, kNonsense, "/internal/run");
  // An older version's, who may try again.
  CHECK(bench.status == 503);
  bench.post_order({.type = "none",
                    .classification = Json::object(),
                    .call_id = call_id_of(kJobId),
                    .tokens_spent = 0,
                    .call = kNonsense});
  CHECK(bench.status == 500);
}

TEST_CASE("what was tried before a call became a job goes along", "[job-call]") {
  ModelBench bench({});
  const Json call = {{"description", "Zorble the quux"},
                     {"type", "code"},
                     {"options", {{"onRouteFailure", "human"}}}};
  bench.post(call);
  REQUIRE(bench.status == 202);
  const JobCreation creation = creation_in(bench);
  REQUIRE(creation.before["attempts"].size() == 1);
  CHECK(creation.before["attempts"][0]["route"] == "code");
  CHECK(creation.before["attempts"][0]["reason"] == "no_matching_function");
}

TEST_CASE("a call that cannot become a job says what was tried", "[job-call]") {
  ModelBench bench;
  // Nobody is the Agent service.
  const auto others = bench.host.fetch.script;
  bench.host.fetch.script = [&](const NetworkRequest& request) {
    return request.to == Destination::service("agent")
               ? NetworkAnswer::failed(FailureKind::kNotFound)
               : others(request);
  };
  bench.say({{"type", "agentic"}, {"confidence", 0.995}, {"reasoning", "It builds things."}});
  const Json problem = bench.post({{"description", "The thing with the quarterly numbers"},
                                   {"options", {{"confidenceThreshold", 0.99}}}});
  CHECK(bench.status == 503);
  CHECK(problem["code"] == "agent_unavailable");
  REQUIRE(problem["attempts"].size() == 1);
  CHECK(problem["attempts"][0]["route"] == "classify");
  CHECK(problem["usage"]["inputTokens"] == 20);
}

TEST_CASE("the type of a call that became a job is corrected under the tier that decided it",
          "[job-call]") {
  ModelBench bench({});
  bench.post({{"description", "Review code for security"}});
  REQUIRE(bench.status == 202);
  const std::string id = new_call_id(bench);
  const auto& counters = bench.host.metrics.counters;
  const auto human = std::ranges::find_if(counters, [](const auto& counter) {
    return counter.first.starts_with("fn_executions") && counter.first.contains("human");
  });
  REQUIRE(human != counters.end());
  CHECK(human->second == 1);
  CHECK_FALSE(human->first.contains("caller"));
  const Json corrected = bench.post({{"type", "code"}}, "/fn/calls/" + id + "/feedback");
  CHECK(bench.status == 200);
  CHECK(corrected["type"] == "human");
  CHECK(std::ranges::any_of(counters, [](const auto& counter) {
    return counter.first.starts_with("fn_feedback") && !counter.first.contains("caller");
  }));
}

TEST_CASE("a job's tokens stop it before they are exceeded", "[job-call]") {
  Values values = {{"openai_api_key", std::string(kKey)}, {"ai_providers", "openai"}};
  values["ai_tokens_per_job"] = "300000";
  ModelBench bench(values);
  const Json call = {{"description", "Treble the quux"},
                     {"args", {{"n", 7}}},
                     {"type", "code"},
                     {"options", {{"mode", "async"}}}};
  bench.say(triple());
  const Json answer = bench.post_as_job(call, 100'000);
  REQUIRE(bench.status == 200);
  CHECK(answer["result"] == 21);
  // What others took counts, not what this attempt alone would.
  Json another = call;
  another["description"] = "Treble the quuux";
  bench.say(triple());
  const Json problem = bench.post_as_job(another, 299'990);
  CHECK(bench.status == 422);
  CHECK(problem["code"] == "model_budget_exceeded");
  CHECK(problem["budget"] == "job");
}

}  // namespace
}  // namespace skerry::fn::testing
