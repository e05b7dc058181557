#include <catch2/catch.hpp>

#include "modules/ai/service_fixture.hpp"

namespace skerry::ai::testing {
namespace {

using Kind = ModelFailureKind;

TEST_CASE("three attempts, then the next provider, and every attempt is kept", "[ai][resilience]") {
  Bench bench(kTwoProviders);
  bench.answers = {
      refused(500, "one"),   refused(503, "two"),
      refused(408, "three"), refused(529, "four"),
      refused(409, "five"),  NetworkAnswer::failed(FailureKind::kUnreachable, "reset")};
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == Kind::kUnreachable);
  REQUIRE(answer.error().attempts.size() == 6);
  CHECK(answer.error().attempts[0].message == "one");
  CHECK(answer.error().attempts[2].status == 408);
  CHECK(answer.error().attempts[3].provider == Provider::kAnthropic);
  CHECK_FALSE(answer.error().attempts[5].status.has_value());
  CHECK(bench.idle());
}

TEST_CASE("what will not pass is not tried again", "[ai][resilience]") {
  for (const int status : {400, 401, 403, 404, 422}) {
    CAPTURE(status);
    Bench bench(kTwoProviders);
    bench.answers = {refused(static_cast<std::uint16_t>(status), "no"),
                     streamed(anthropic_stream("Good day"))};
    const auto& answer = bench.generate();
    REQUIRE(answer.has_value());
    CHECK(answer->provider == Provider::kAnthropic);
    CHECK(bench.host.fetch.requests.size() == 2);
  }
}

TEST_CASE("Retry-After is waited for", "[ai][resilience]") {
  Bench bench;
  const double began_ms = bench.host.world.now_ms();
  bench.answers = {refused(429, "slow down", Head().add("retry-after", "4")),
                   streamed(chat_stream("Good day"))};
  REQUIRE(bench.generate().has_value());
  CHECK(bench.outcomes.ended_ms - began_ms >= 4000);
}

TEST_CASE("a 429 without Retry-After is tried again after a short pause", "[ai][resilience]") {
  Bench bench;
  const double began_ms = bench.host.world.now_ms();
  bench.answers = {refused(429, "slow down"), streamed(chat_stream("Good day"))};
  REQUIRE(bench.generate().has_value());
  CHECK(bench.outcomes.ended_ms - began_ms <= limits::kBackoffBaseMs);
}

TEST_CASE("a longer Retry-After than one waits for leads to the next provider",
          "[ai][resilience]") {
  Bench bench(kTwoProviders);
  const double began_ms = bench.host.world.now_ms();
  bench.answers = {refused(429, "slow down", Head().add("retry-after", "3600")),
                   streamed(anthropic_stream("Good day"))};
  REQUIRE(bench.generate()->provider == Provider::kAnthropic);
  CHECK(bench.outcomes.ended_ms - began_ms < 1000);
}

TEST_CASE("a failure says how long providers ask to be left alone", "[ai][resilience]") {
  SECTION("one of them") {
    Bench bench(kTwoProviders);
    bench.answers = {refused(429, "slow down", Head().add("retry-after", "120")),
                     refused(401, "no such key")};
    const auto& answer = bench.generate();
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().kind == Kind::kCredentials);
    CHECK(answer.error().retry_after_ms == 120'000);
  }
  SECTION("the longest of both, counted from the call's end") {
    Bench bench(kTwoProviders);
    bench.answers = {refused(503, "slow down", Head().add("retry-after", "120")),
                     late(refused(429, "slow down", Head().add("retry-after", "60")), 5'000)};
    CHECK(bench.generate().error().retry_after_ms == 115'000);
  }
  SECTION("not when that time is over") {
    Bench bench;
    bench.answers = {refused(429, "slow down", Head().add("retry-after", "2")),
                     refused(400, "not like this")};
    CHECK_FALSE(bench.generate().error().retry_after_ms.has_value());
  }
  SECTION("not when nobody asks") {
    Bench bench;
    bench.answers = {refused(400, "not like this")};
    CHECK_FALSE(bench.generate().error().retry_after_ms.has_value());
  }
}

TEST_CASE("a quota that is used up is not waited for", "[ai][resilience]") {
  Bench bench;
  NetworkAnswer exhausted = NetworkAnswer::text(
      R"({"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}})", 429);
  bench.answers = {exhausted};
  CHECK(bench.generate().error().kind == Kind::kRateLimited);
  CHECK(bench.host.fetch.requests.size() == 1);
}

TEST_CASE("a client that goes away takes the request with it", "[ai][resilience]") {
  for (const std::string path : {"/generate", "/object", "/stream"}) {
    CAPTURE(path);
    Bench bench;
    const auto job = std::make_shared<Budget>(Budget{.tokens_max = 10'000});
    bench.script.options.budgets = {job};
    bench.answers = {late(streamed(chat_stream("Good day")), 1000)};
    const OpId request = bench.host.http.send({.path = path});
    bench.host.world.advance(100);
    CHECK(job->reserved_tokens > 0);
    bench.host.http.abort(request);
    bench.host.world.run();
    CHECK(bench.host.fetch.cancelled == 1);
    CHECK(bench.idle());
    // What was set aside is free again; what was asked counts.
    CHECK(job->reserved_tokens == 0);
    CHECK(job->spent.estimated);
  }
}

TEST_CASE("a provider that fails again and again is skipped for a while", "[ai][resilience]") {
  Bench bench;
  bench.answers.assign(limits::kBreakerFailuresMax, refused(500, "down"));
  CHECK(bench.generate().error().attempts.size() == 3);
  const auto& second = bench.generate();
  // Its fifth failure opened the breaker, so there was no third attempt.
  REQUIRE(second.error().attempts.size() == 3);
  CHECK(second.error().attempts[2].kind == Kind::kSkipped);
  CHECK(second.error().kind == Kind::kSkipped);
  CHECK(bench.host.fetch.requests.size() == limits::kBreakerFailuresMax);

  const auto& third = bench.generate();
  CHECK(third.error().kind == Kind::kSkipped);
  CHECK(bench.host.fetch.requests.size() == limits::kBreakerFailuresMax);
  // The caller learns when it is of use to ask again.
  REQUIRE(third.error().retry_after_ms.has_value());
  CHECK(*third.error().retry_after_ms > 0);
  CHECK(*third.error().retry_after_ms <= limits::kBreakerOpenMs);

  bench.host.world.advance(limits::kBreakerOpenMs);
  bench.answers = {streamed(chat_stream("well again"))};
  CHECK(bench.generate()->text == "well again");
}

TEST_CASE("a breaker that is open leads to the next provider at once", "[ai][resilience]") {
  Bench bench(kTwoProviders);
  for (int call = 0; call < 2; ++call) {
    bench.answers.assign(call == 0 ? 3 : 2, refused(500, "down"));
    bench.answers.push_back(streamed(anthropic_stream("Good day")));
    REQUIRE(bench.generate().has_value());
  }
  bench.answers = {streamed(anthropic_stream("Good day"))};
  CHECK(bench.generate()->provider == Provider::kAnthropic);
}

TEST_CASE("a compatible server is asked for no more than it can", "[ai][compatible]") {
  Bench bench({{"openai_base_url", "http://127.0.0.1:11434/v1"}, {"default_model", "llama3.2"}});
  bench.script.options.seed = 7;
  const auto whole = [](std::string_view text) {
    return NetworkAnswer::text(
        to_text({{"model", "llama3.2"},
                 {"choices", Json::array({{{"message", {{"role", "assistant"}, {"content", text}}},
                                           {"finish_reason", "stop"}}})},
                 {"usage", {{"prompt_tokens", 9}, {"completion_tokens", 3}}}}));
  };
  SECTION("what it refuses is left out, and not asked for again") {
    bench.answers = {refused(400, "unknown field stream_options"),
                     refused(422, "response_format type json_schema is not supported"),
                     refused(400, "seed: extra inputs are not permitted"),
                     refused(501, "streaming is not supported"), whole(R"({"n": 1})")};
    const auto& object = bench.object();
    REQUIRE(object.has_value());
    CHECK(object->value == Json({{"n", 1}}));
    CHECK(bench.sent(0).contains("stream_options"));
    CHECK(bench.sent(0)["response_format"]["type"] == "json_schema");
    CHECK(bench.sent(4)["response_format"]["type"] == "json_object");
    CHECK_FALSE(bench.sent(4).contains("seed"));
    CHECK_FALSE(bench.sent(4).contains("stream"));
    // Now the model itself is told the schema, as data.
    const Json told = bench.sent(4)["messages"].back();
    CHECK(told["role"] == "user");
    CHECK(told["content"].get<std::string>().starts_with(R"({"data":{"schema":)"));

    bench.answers = {whole(R"({"n": 2})")};
    CHECK(bench.object().has_value());
    CHECK(bench.host.fetch.requests.size() == 6);
  }
  SECTION("it needs no key, and gets none") {
    bench.answers = {whole("Good day")};
    const auto& answer = bench.generate();
    REQUIRE(answer.has_value());
    CHECK(answer->text == "Good day");
    CHECK(answer->usage.tokens() == 12);
    CHECK_FALSE(bench.host.fetch.requests[0].head.find("authorization").has_value());
    CHECK(bench.url(0) == "http://127.0.0.1:11434/v1/chat/completions");
  }
  SECTION("a gateway that fails upstream lacks nothing") {
    bench.answers = {refused(400, "upstream request failed")};
    CHECK(bench.generate().error().kind == Kind::kRejected);
    CHECK(bench.host.fetch.requests.size() == 1);
  }
  SECTION("other refusals are failures") {
    bench.answers = {refused(404, "model \"llama3.2\" not found")};
    const auto& answer = bench.generate();
    CHECK(answer.error().kind == Kind::kRejected);
    CHECK(answer.error().attempts[0].message == "model \"llama3.2\" not found");
  }
}

TEST_CASE("whatever happens, calls end, keep within their attempts and leak nothing",
          "[ai][resilience][simulation]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Bench bench(kTwoProviders, seed);
    simulation::World& world = bench.host.world;
    world.failure_probability = 0.3;
    world.latency_ms_max = 400;
    const auto job = std::make_shared<Budget>(Budget{.tokens_max = 1'000'000});
    bench.script.options.budgets = {job};
    bench.host.fetch.script = [&](const NetworkRequest& request) {
      const bool openai = request.head.get(":url").contains("openai");
      if (world.chance(0.1)) return refused(429, "slow", Head().add("retry-after", "1"));
      if (world.chance(0.05)) return refused(400, "no");
      const std::string text = world.chance(0.3) ? "{\"n\": \"x\"}" : "{\"n\": 1}";
      return streamed(openai ? chat_stream(text) : anthropic_stream(text), 50);
    };
    std::vector<OpId> requests;
    for (const std::string path : {"/generate", "/object", "/stream", "/object"}) {
      requests.push_back(bench.host.http.send({.path = path}));
    }
    if (world.chance(0.5)) {
      world.advance(static_cast<double>(world.random_below(2000)));
      const OpId gone = requests[world.random_below(requests.size())];
      if (!bench.host.http.view(gone).whole) bench.host.http.abort(gone);
    }
    world.run();
    CHECK(bench.idle());
    CHECK(job->reserved_tokens == 0);
    for (const auto& object : bench.outcomes.objects) {
      if (object) CHECK(object->value["n"].is_number());
    }
  }
}

TEST_CASE("an answer that breaks off before its first word has taken its input",
          "[ai][resilience]") {
  Bench bench;
  const auto tenant = std::make_shared<Budget>(Budget{.tokens_max = 1'000'000, .owner = "tenant"});
  bench.script.options.budgets = {tenant};
  const std::string thinking = R"(data: {"choices":[{"delta":{"reasoning_content":"hm"}}]})"
                               "\n\n";
  bench.answers = {streamed(thinking), streamed(thinking), streamed(thinking)};
  REQUIRE_FALSE(bench.generate().has_value());
  CHECK(tenant->spent.tokens() > 0);
  CHECK(tenant->spent.estimated);
  CHECK(tenant->reserved_tokens == 0);
}

TEST_CASE("counts of tokens that cannot be true are not believed", "[ai][resilience]") {
  Bench bench;
  std::string stream = chat_stream("Good day");
  const std::size_t at = stream.find("\"prompt_tokens\":");
  REQUIRE(at != std::string::npos);
  stream.insert(at + std::string_view("\"prompt_tokens\":").size(), "92233720368547758");
  bench.answers = {streamed(stream)};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->usage.input_tokens < 1'000);
  CHECK(answer->usage.estimated);
}

TEST_CASE("a wish to be left alone for ever is told as one of a day", "[ai][resilience]") {
  Bench bench;
  bench.answers = {refused(429, "later", Head().add("retry-after", "999999999"))};
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  REQUIRE(answer.error().retry_after_ms);
  CHECK(*answer.error().retry_after_ms <= limits::kRetryAfterToldMaxMs);
}

}  // namespace
}  // namespace skerry::ai::testing
