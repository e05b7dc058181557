#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/model_fixture.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn::testing {
namespace {

constexpr double kDayMs = 24.0 * 60 * 60 * 1'000;
/// What one answer of the fixture takes.
constexpr int kInputTokens = 20;
constexpr int kOutputTokens = 5;

const Json kTreble = {{"description", "Treble the quux"}, {"args", {{"n", 7}}}, {"type", "code"}};
const Json kSort = {
    {"description", "Sort array of numbers"}, {"args", {{"numbers", {3, 1}}}}, {"type", "code"}};
const Json kProfile = {{"description", "Generate user profile JSON"}, {"type", "object"}};

Values one_provider(std::string_view order = "openai") {
  return {{"openai_api_key", std::string(kKey)}, {"ai_providers", std::string(order)}};
}

NetworkAnswer hanging() {
  NetworkAnswer answer = streamed(chat_stream("too late"));
  answer.delay_ms = 600'000;
  return answer;
}

std::int64_t today(ModelBench& bench) {
  return static_cast<std::int64_t>(bench.host.world.now_ms() / kDayMs);
}

/// Tokens of a tenant's day, as storage has them.
Json counted(ModelBench& bench, std::string_view tenant = "t") {
  const auto read = bench.host.storage.database.execute(
      "SELECT tokens FROM model_tokens WHERE tenant = ?", Json::array({tenant}));
  REQUIRE(read.has_value());
  return (*read)["rows"];
}

/// As if another instance had asked models.
void count(ModelBench& bench, std::uint64_t tokens) {
  const auto written = bench.host.storage.database.execute(
      "INSERT INTO model_tokens (day, tenant, tokens) VALUES (?, 't', ?) "
      "ON CONFLICT (day, tenant) DO UPDATE SET tokens = tokens + excluded.tokens",
      Json::array({today(bench), tokens}));
  REQUIRE(written.has_value());
}

TEST_CASE("a provider that hangs is passed over in time", "[time]") {
  SECTION("for the next one") {
    ModelBench bench(
        {{"openai_api_key", std::string(kKey)}, {"anthropic_api_key", "key-of-anthropic-456"}});
    bench.answers.push_back(hanging());
    bench.answers.push_back(
        streamed(ai::testing::anthropic_stream(R"({"value": {"name": "Ada"}})", true, "tool_use")));
    const Json answer = bench.post(kProfile);
    REQUIRE(bench.status == 200);
    CHECK(answer["object"]["provider"] == "anthropic");
    CHECK(answer["attempts"][0]["reason"] == "timed_out");
  }
  SECTION("for the catalogue") {
    ModelBench bench;
    bench.answers = {hanging(), hanging(), hanging()};
    bench.programs["export default"] = [](const Json&) { return returned({1, 3}); };
    const Json answer = bench.post(kSort);
    REQUIRE(bench.status == 200);
    CHECK(answer["code"]["origin"] == "catalogue");
    CHECK(answer["timings"]["totalMs"] < limits::kCallTimeoutMs);
  }
  SECTION("for made-up data") {
    ModelBench bench;
    bench.answers = {hanging(), hanging(), hanging()};
    const Json answer = bench.post(kProfile);
    REQUIRE(bench.status == 200);
    CHECK(answer["object"]["origin"] == "sample");
  }
}

TEST_CASE("a call that ran out of time says what was tried", "[time]") {
  ModelBench bench(one_provider());
  bench.answers = {hanging(), hanging()};
  Json call = kTreble;
  call["options"]["timeoutMs"] = 2'000;
  const Json problem = bench.post(call);
  CHECK(bench.status == 504);
  REQUIRE(problem["attempts"].size() == 1);
  CHECK(problem["attempts"][0]["reason"] == "timed_out");
  // Two limits may be the cause, and either is moved by somebody else.
  CHECK(problem["detail"].get<std::string>().contains("30000 ms (AI_CALL_TIMEOUT_MS)"));
  CHECK(problem["remedy"].get<std::string>().contains("options.timeoutMs"));
  CHECK(problem["remedy"].get<std::string>().contains("AI_CALL_TIMEOUT_MS"));
}

TEST_CASE("a provider that is left alone says until when", "[time]") {
  ModelBench bench(one_provider());
  for (std::size_t failed = 0; failed < ai::limits::kBreakerFailuresMax; ++failed) {
    bench.answers.push_back(refused(500, "down"));
  }
  // Short, so that all calls are within the breaker's window.
  Json call = kTreble;
  call["options"]["timeoutMs"] = 5'000;
  bench.post(call);
  bench.post(call);
  const Json problem = bench.post(call);
  CHECK(bench.asked() == ai::limits::kBreakerFailuresMax);
  CHECK(problem["code"] == "model_unavailable");
  CHECK(problem["attempts"][0]["reason"] == "skipped");
  REQUIRE(problem.contains("retryAfterMs"));
  CHECK(problem["retryAfterMs"] <= ai::limits::kBreakerOpenMs);
  CHECK(std::stoi(std::string(bench.head.get("retry-after"))) > 0);
}

TEST_CASE("a job's attempt has its own time for all rounds of a slow model", "[time]") {
  ModelBench bench(one_provider());
  for (int round = 0; round < 3; ++round) {
    NetworkAnswer slow = streamed(chat_stream(round < 2 ? "no" : to_text(triple())));
    slow.delay_ms = 15'000;
    bench.answers.push_back(slow);
  }
  Json call = kTreble;
  call["options"] = {{"mode", "async"}, {"timeoutMs", 120'000}};
  const Json answer = bench.post_as_job(call);
  CHECK(bench.status == 200);
  CHECK(answer["result"] == 21);
}

TEST_CASE("problems say what models took, and list every answer of no use", "[tokens]") {
  ModelBench bench(one_provider());
  SECTION("of all rounds") {
    for (std::uint32_t round = 0; round < ai::limits::kRoundsMax; ++round) {
      bench.say({{"source", 1}});
    }
    const Json problem = bench.post(kTreble);
    CHECK(problem["code"] == "model_output_invalid");
    CHECK(problem["attempts"].size() == ai::limits::kRoundsMax);
    CHECK(problem["usage"]["inputTokens"] == kInputTokens * int{ai::limits::kRoundsMax});
  }
  SECTION("one that was cut short") {
    bench.answers.push_back(streamed(chat_stream("{", "length")));
    const Json problem = bench.post(kTreble);
    CHECK(bench.status == 502);
    REQUIRE(problem["attempts"].size() == 1);
    CHECK(problem["attempts"][0]["reason"] == "length_stop");
    CHECK(problem["usage"]["outputTokens"] == kOutputTokens);
  }
  SECTION("of a classification that remained uncertain") {
    bench.say({{"type", "code"}, {"confidence", 0.4}, {"reasoning", "Who knows."}});
    const Json problem =
        bench.post({{"description", "The thing with the quarterly numbers"},
                    {"options", {{"confidenceThreshold", 0.99}, {"onUncertain", "error"}}}});
    CHECK(problem["code"] == "uncertain_type");
    CHECK(problem["attempts"][0]["route"] == "classify");
    CHECK(problem["usage"]["inputTokens"] == kInputTokens);
  }
}

TEST_CASE("a call's budget stops it before it is exceeded", "[tokens]") {
  Values values = one_provider();
  values["ai_tokens_per_call"] = "100";
  ModelBench bench(values);
  const Json problem = bench.post(kTreble);
  CHECK(bench.status == 422);
  CHECK(problem["code"] == "model_budget_exceeded");
  CHECK(problem["budget"] == "call");
  CHECK(problem["remedy"].get<std::string>().contains("AI_TOKENS_PER_CALL"));
  // However long one waits.
  CHECK_FALSE(problem.contains("resetsAt"));
  CHECK_FALSE(problem.contains("retryAfterMs"));
  REQUIRE(problem["attempts"].size() == 1);
  CHECK(problem["attempts"][0]["reason"] == "budget_exceeded");
  CHECK(bench.asked() == 0);
}

TEST_CASE("a tenant's budget that no day is enough for is not waited for", "[tokens]") {
  Values values = one_provider();
  values["ai_tokens_per_tenant"] = "100";
  ModelBench bench(values);
  const Json problem = bench.post(kTreble);
  CHECK(problem["budget"] == "tenant");
  CHECK(problem["remedy"].get<std::string>().contains("AI_TOKENS_PER_TENANT"));
  CHECK_FALSE(problem.contains("resetsAt"));
  CHECK(bench.head.get("retry-after").empty());
}

TEST_CASE("a tenant's tokens are counted for all instances, by day", "[tokens]") {
  Values values = one_provider();
  values["ai_tokens_per_tenant"] = "200000";
  ModelBench bench(values);
  bench.say(triple());
  bench.post(kTreble);
  REQUIRE(bench.status == 200);
  CHECK(counted(bench) == Json::array({{kInputTokens + kOutputTokens}}));

  SECTION("the next call's are added") {
    bench.say({{"value", 1}});
    bench.post(kProfile);
    CHECK(counted(bench) == Json::array({{2 * (kInputTokens + kOutputTokens)}}));
  }
  SECTION("what others have used is gone") {
    count(bench, 199'900);
    bench.say({{"value", 1}});
    const double asked_ms = bench.host.world.now_ms();
    const Json problem = bench.post(kProfile);
    CHECK(bench.status == 422);
    CHECK(problem["code"] == "model_budget_exceeded");
    CHECK(problem["budget"] == "tenant");
    CHECK(problem["detail"].get<std::string>().contains("tenant"));
    CHECK(bench.asked() == 1);
    // It says when it is worth asking again: with the next day (UTC).
    const double midnight_ms = static_cast<double>(today(bench) + 1) * kDayMs;
    CHECK(problem["resetsAt"] == timestamp(static_cast<std::uint64_t>(midnight_ms)));
    CHECK(problem["detail"].get<std::string>().contains(problem["resetsAt"].get<std::string>()));
    CHECK(problem["remedy"].get<std::string>().contains("resetsAt"));
    const double left_ms = midnight_ms - asked_ms;
    CHECK(problem["retryAfterMs"].get<double>() == Approx(left_ms).margin(1'000));
    CHECK(std::stod(std::string(bench.head.get("retry-after"))) * 1'000 ==
          Approx(left_ms).margin(2'000));

    // Other tenants and other days have their own.
    bench.post(kProfile, "/fn", "other");
    CHECK(bench.status == 200);
    bench.host.world.advance(kDayMs);
    bench.say({{"value", 1}});
    bench.post(kProfile);
    CHECK(bench.status == 200);
    CHECK(counted(bench).size() == 2);
  }
  SECTION("what a call took whose caller went away is written with the next") {
    NetworkAnswer slow = streamed(chat_stream(to_text(triple())));
    slow.delay_ms = 5'000;
    bench.answers.push_back(slow);
    const OpId request = bench.host.http.send({.method = "POST",
                                               .path = "/fn",
                                               .fields = "content-type: application/json\n",
                                               .principal = R"({"tenant": "t"})",
                                               .body = to_text(kProfile)});
    bench.host.world.advance(1'000);
    bench.host.http.abort(request);
    bench.host.world.run();
    bench.say({{"value", 1}});
    bench.post(kProfile);
    REQUIRE(bench.status == 200);
    CHECK(counted(bench)[0][0] > 2 * (kInputTokens + kOutputTokens));
  }
}

TEST_CASE("without a limit nothing is counted, and without a model nothing is read", "[tokens]") {
  SECTION("no limit") {
    Values values = one_provider();
    values["ai_tokens_per_tenant"] = "0";
    ModelBench bench(values);
    count(bench, 1'000'000'000);
    bench.say({{"value", 1}});
    bench.post(kProfile);
    CHECK(bench.status == 200);
    CHECK(counted(bench)[0][0] == 1'000'000'000);
  }
  SECTION("no model") {
    ModelBench bench(one_provider("local,openai"));
    bench.programs["export default"] = [](const Json&) { return returned({1, 3}); };
    bench.post(kSort);
    REQUIRE(bench.status == 200);
    CHECK(counted(bench).empty());
  }
}

TEST_CASE("models' lines in the log name the request", "[tokens]") {
  ModelBench bench(one_provider());
  bench.say({{"value", 1}});
  bench.post_as({{"tenant", "t"}, {"requestId", "req_7"}}, kProfile, "/fn");
  REQUIRE(bench.status == 200);
  bool found = false;
  for (const auto& line : bench.host.log.lines) {
    if (line.message != "a model answered") continue;
    found = true;
    CHECK((*read_json(line.fields))["requestId"] == "req_7");
  }
  CHECK(found);
}

}  // namespace
}  // namespace skerry::fn::testing
