#include "modules/ai/service.hpp"

#include <catch2/catch.hpp>

#include "modules/ai/service_fixture.hpp"

namespace skerry::ai::testing {
namespace {

using Kind = ModelFailureKind;

TEST_CASE("an answer says what it took and who made it", "[ai][service]") {
  Bench bench({{"openai_api_key", "key-of-openai-123"},
               {"ai_prices", R"({"gpt-4o-mini": {"input": 0.15, "output": 0.6}})"}});
  bench.answers = {streamed(chat_stream("Good day, wörld 😀!"))};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->text == "Good day, wörld 😀!");
  CHECK(answer->finish == FinishReason::kStop);
  CHECK(answer->provider == Provider::kOpenai);
  CHECK(answer->model == "gpt-4o-mini-2024-07-18");
  CHECK(answer->usage.input_tokens == 20);
  CHECK(answer->usage.output_tokens == 5);
  CHECK(answer->usage.cost_usd == Approx((20 * 0.15 + 5 * 0.6) / 1e6));
  CHECK(answer->usage.priced);
  CHECK_FALSE(answer->usage.estimated);
  CHECK(bench.idle());

  CHECK(bench.url(0) == "https://api.openai.com/v1/chat/completions");
  CHECK(bench.host.fetch.requests[0].head.get("authorization") == "Bearer key-of-openai-123");
  const Json sent = bench.sent(0);
  CHECK(sent["model"] == "gpt-4o-mini");
  CHECK(sent["messages"][1]["content"] == "Hello");
  CHECK(sent["stream_options"]["include_usage"] == true);
}

TEST_CASE("Anthropic's answers are read in their own form", "[ai][service]") {
  Bench bench({{"anthropic_api_key", "key-of-anthropic-456"}});
  bench.script.options.temperature = 1.5;
  bench.answers = {streamed(anthropic_stream("Good day"))};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->text == "Good day");
  CHECK(answer->model == "claude-haiku-4-5-20251001");
  CHECK(answer->usage.input_tokens == 40);
  CHECK(answer->usage.output_tokens == 7);
  CHECK_FALSE(answer->usage.priced);
  CHECK(bench.url(0) == "https://api.anthropic.com/v1/messages");
  CHECK(bench.host.fetch.requests[0].head.get("x-api-key") == "key-of-anthropic-456");
  CHECK(bench.host.fetch.requests[0].head.get("anthropic-version") == "2023-06-01");
  CHECK(bench.sent(0)["system"] == "Be brief.");
  CHECK(bench.sent(0)["messages"].size() == 1);
  CHECK(bench.sent(0)["temperature"] == 1);
}

TEST_CASE("answers are the same however they are cut", "[ai][service]") {
  for (const std::size_t bytes : {1, 2, 3, 7, 64}) {
    CAPTURE(bytes);
    // Only pieces that the hosts would send: no character is split.
    Bench bench(kTwoProviders);
    bench.answers = {streamed(chat_stream("Good day!"), bytes)};
    REQUIRE(bench.generate().has_value());
    CHECK(bench.outcomes.generated.back()->text == "Good day!");
  }
}

TEST_CASE("a refusal is its own failure and nobody else is asked", "[ai][service]") {
  Bench bench(kTwoProviders);
  SECTION("in words") {
    bench.answers = {
        streamed(R"(data: {"choices":[{"delta":{"refusal":"I cannot "}}]})"
                 "\n\n"
                 R"(data: {"choices":[{"delta":{"refusal":"do that."},"finish_reason":"stop"}]})"
                 "\n\n"
                 "data: [DONE]\n\n")};
  }
  SECTION("by a filter") { bench.answers = {streamed(chat_stream("half", "content_filter"))}; }
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == Kind::kRefused);
  CHECK(answer.error().attempts.size() == 1);
  CHECK(bench.host.fetch.requests.size() == 1);
  CHECK(bench.idle());
}

TEST_CASE("Anthropic's refusal is one", "[ai][service]") {
  Bench bench({{"anthropic_api_key", "key-of-anthropic-456"}});
  bench.answers = {streamed(anthropic_stream("I", false, "refusal"))};
  CHECK(bench.generate().error().kind == Kind::kRefused);
}

TEST_CASE("a stop by length is told, not hidden", "[ai][service]") {
  Bench bench;
  bench.answers = {streamed(chat_stream("Once upon a", "length"))};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->finish == FinishReason::kLength);
}

TEST_CASE("a stream without its terminator is no answer", "[ai][service]") {
  Bench bench;
  std::string cut = chat_stream("Good day");
  cut.resize(cut.find("data: [DONE]"));
  bench.answers = {streamed(cut), streamed(cut), streamed(cut)};
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == Kind::kTruncated);
  CHECK(answer.error().attempts.size() == limits::kAttemptsMax);
  // What the broken answers took counts all the same.
  CHECK(answer.error().usage.input_tokens == 60);
  CHECK(answer.error().local_is_next);
  CHECK(answer.error().detail ==
        "The provider's answer was of no use: the stream ended without its terminator.");
}

TEST_CASE("an answer of no use is told apart from none, and what is wrong with it said",
          "[ai][service]") {
  Bench bench;
  std::string wrong;
  SECTION("no JSON") {
    bench.answers = {NetworkAnswer::text("<html>a proxy's page</html>")};
    wrong = "no JSON object in the answer";
  }
  SECTION("too long") {
    bench.answers = {NetworkAnswer::text(std::string(limits::kWholeBytesMax + 1, 'x'))};
    wrong = "an answer beyond its limit";
  }
  SECTION("not UTF-8") {
    bench.answers = {streamed("data: {}\n\n")};
    bench.answers.front().failure = Failure{FailureKind::kNotUtf8, "invalid byte"};
    wrong = "the answer is not UTF-8";
  }
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == Kind::kBadAnswer);
  CHECK(answer.error().detail == "The provider's answer was of no use: " + wrong + ".");
}

TEST_CASE("a connection that is lost halfway is tried again", "[ai][service]") {
  Bench bench;
  NetworkAnswer reset = streamed(chat_stream("Good day").substr(0, 300));
  reset.failure = Failure{FailureKind::kUnreachable, "connection reset"};
  bench.answers = {reset, NetworkAnswer::failed(FailureKind::kUnreachable, "refused"),
                   streamed(chat_stream("Good day"))};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->text == "Good day");
  CHECK(bench.host.fetch.requests.size() == 3);
}

TEST_CASE("broken answers are not asked for again, but elsewhere", "[ai][service]") {
  std::vector<NetworkAnswer> broken;
  broken.push_back(streamed("data: {\"choices\": [\n\n"));
  broken.push_back(streamed("data: 7\n\n"));
  broken.push_back(NetworkAnswer::text("<html>a proxy's page</html>"));
  broken.push_back(NetworkAnswer::text(std::string(limits::kWholeBytesMax + 1, 'x')));
  broken.push_back(streamed("data: " + std::string(10 << 20, 'x')));
  NetworkAnswer ten_megabytes = streamed("");
  const Json piece = {
      {"choices", Json::array({{{"delta", {{"content", std::string(1 << 19, 'x')}}}}})}};
  for (int i = 0; i < 20; ++i) ten_megabytes.pieces.push_back("data: " + to_text(piece) + "\n\n");
  broken.push_back(ten_megabytes);
  NetworkAnswer not_utf8 = streamed("data: {}\n\n");
  not_utf8.failure = Failure{FailureKind::kNotUtf8, "invalid byte"};
  broken.push_back(not_utf8);
  // A megabyte of a broken answer counts too.
  auto values = kTwoProviders;
  values["ai_tokens_per_call"] = "1000000";
  for (const NetworkAnswer& answer : broken) {
    Bench bench(values);
    bench.answers = {answer, streamed(anthropic_stream("Good day"))};
    const auto& answered = bench.generate();
    REQUIRE(answered.has_value());
    CHECK(answered->provider == Provider::kAnthropic);
    CHECK(bench.host.fetch.requests.size() == 2);
    CHECK(bench.idle());
  }
}

TEST_CASE("an error within a stream is tried again", "[ai][service]") {
  Bench bench({{"anthropic_api_key", "key-of-anthropic-456"}});
  bench.answers = {
      streamed("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
               "\"message\":\"Overloaded\"}}\n\n"),
      streamed(anthropic_stream("Good day"))};
  CHECK(bench.generate()->text == "Good day");
}

TEST_CASE("without models nothing is sent, and local is named", "[ai][service]") {
  Bench bench({});
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == Kind::kNotConfigured);
  CHECK(answer.error().local_is_next);
  CHECK(bench.host.fetch.requests.empty());
}

TEST_CASE("callers choose among what is allowed", "[ai][service]") {
  auto values = kTwoProviders;
  values["ai_models"] = "gpt-4.1";
  Bench bench(values);
  SECTION("a model on the list") {
    bench.script.options.model = "gpt-4.1";
    bench.answers = {streamed(chat_stream("Good day"))};
    CHECK(bench.generate().has_value());
    CHECK(bench.sent(0)["model"] == "gpt-4.1");
  }
  SECTION("a model that is not") {
    bench.script.options.model = "gpt-6-expensive";
    CHECK(bench.generate().error().kind == Kind::kModelNotAllowed);
  }
  SECTION("a model of another provider") {
    bench.script.options.model = "gpt-4.1";
    bench.script.options.provider = Provider::kAnthropic;
    CHECK(bench.generate().error().kind == Kind::kModelNotAllowed);
  }
  SECTION("a provider alone, and nobody else when it fails") {
    bench.script.options.provider = Provider::kAnthropic;
    bench.answers = {refused(400, "no")};
    const auto& answer = bench.generate();
    CHECK(answer.error().kind == Kind::kRejected);
    CHECK_FALSE(answer.error().local_is_next);
  }
  SECTION("a provider that is not configured") {
    bench.script.options.provider = Provider::kCompatible;
    CHECK(bench.generate().error().kind == Kind::kNotConfigured);
  }
  SECTION("local, which is no model") {
    bench.script.options.provider = Provider::kLocal;
    CHECK(bench.generate().error().kind == Kind::kNotConfigured);
  }
}

TEST_CASE("budgets stop a request before it is sent", "[ai][service]") {
  Bench bench;
  const auto job = std::make_shared<Budget>(Budget{.tokens_max = 100});
  bench.script.options.budgets = {job};
  SECTION("room for a short answer lowers its limit") {
    bench.answers = {streamed(chat_stream("Good day"))};
    REQUIRE(bench.generate().has_value());
    const auto granted = bench.sent(0)["max_completion_tokens"].get<std::uint64_t>();
    CHECK(granted < 100);
    CHECK(granted >= limits::kOutputTokensMin);
    CHECK(job->spent.tokens() == 25);
    CHECK(job->reserved_tokens == 0);
  }
  SECTION("no room") {
    job->spent.input_tokens = 95;
    const auto& answer = bench.generate();
    CHECK(answer.error().kind == Kind::kBudgetExceeded);
    CHECK(bench.host.fetch.requests.empty());
    CHECK(job->reserved_tokens == 0);
  }
  SECTION("what calls under way have set aside is not there for others") {
    bench.answers = {streamed(chat_stream("Good day"))};
    bench.host.http.send({.path = "/generate"});
    bench.host.http.send({.path = "/generate"});
    bench.host.world.run();
    REQUIRE(bench.outcomes.generated.size() == 2);
    CHECK(bench.outcomes.generated[0].error().kind == Kind::kBudgetExceeded);
    CHECK(bench.outcomes.generated[1].has_value());
  }
}

TEST_CASE("usage that a provider does not tell is reckoned, and said to be", "[ai][service]") {
  Bench bench;
  bench.answers = {streamed(R"(data: {"choices":[{"delta":{"content":"abcdef"}}]})"
                            "\n\n"
                            "data: [DONE]\n\n")};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->usage.estimated);
  CHECK(answer->usage.output_tokens == 2);
  CHECK(answer->usage.input_tokens > 0);
}

TEST_CASE("every line of a call names its request", "[ai][service]") {
  Bench bench({{"openai_api_key", "key-of-openai-123"}, {"log_prompts", "1"}});
  bench.script.options.request_id = "req-7";
  bench.answers = {refused(500, "down"), streamed(chat_stream("Good day"))};
  REQUIRE(bench.generate().has_value());
  // Asked, in vain, asked again, answered.
  REQUIRE(bench.host.log.lines.size() == 4);
  for (const auto& line : bench.host.log.lines) {
    CAPTURE(line.message);
    CHECK((*read_json(line.fields))["requestId"] == "req-7");
  }
}

TEST_CASE("a key appears in no failure, log or metric", "[ai][service][secrets]") {
  auto values = kTwoProviders;
  values["log_prompts"] = GENERATE("0", "1");
  Bench bench(values);
  bench.script.messages.push_back({Role::kUser, "my key is key-of-openai-123"});
  const std::string words =
      "Incorrect API key provided: key-of-openai-123 (Bearer key-of-anthropic-456, sk-other-key9)";
  bench.answers = {refused(401, words), refused(403, words)};
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == Kind::kCredentials);
  REQUIRE(answer.error().attempts.size() == 2);
  bench.answers = {streamed(chat_stream("You said key-of-openai-123"))};
  REQUIRE(bench.generate().has_value());
  const std::string all = bench.reported() + answer.error().detail +
                          to_text(report_of(bench.outcomes.generated[0].error().attempts));
  CHECK(all.contains("Incorrect API key provided: [redacted]"));
  for (const std::string_view secret :
       {"key-of-openai", "openai-123", "key-of-anthropic", "sk-other"}) {
    CAPTURE(secret, all);
    CHECK_FALSE(all.contains(secret));
  }
  // Prompts and answers are logged only when that is asked for.
  CHECK(all.contains("Be brief.") == (values["log_prompts"] == "1"));
  CHECK(all.contains("You said") == (values["log_prompts"] == "1"));
}

}  // namespace
}  // namespace skerry::ai::testing
