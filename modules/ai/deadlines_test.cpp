#include <catch2/catch.hpp>

#include "modules/ai/service_fixture.hpp"

namespace skerry::ai::testing {
namespace {

using Kind = ModelFailureKind;

TEST_CASE("each wait has its limit", "[ai][resilience]") {
  Bench bench;
  bench.script.options.deadlines = {
      .first_byte_ms = 1000, .between_chunks_ms = 500, .whole_call_ms = 60'000};
  const double began_ms = bench.host.world.now_ms();
  SECTION("to the first byte") {
    bench.answers = {late(streamed(chat_stream("a")), 1500), late(streamed(chat_stream("b")), 900)};
    CHECK(bench.generate()->text == "b");
    CHECK(bench.host.fetch.cancelled == 1);
  }
  SECTION("of the whole call") {
    bench.script.options.deadlines.whole_call_ms = 1200;
    bench.answers = {late(streamed(chat_stream("a")), 5000),
                     late(streamed(chat_stream("b")), 5000)};
    const auto& answer = bench.generate();
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().kind == Kind::kTimedOut);
    CHECK(bench.outcomes.generated.size() == 1);
    CHECK(bench.host.fetch.under_way() == 0);
  }
  CHECK(bench.outcomes.ended_ms - began_ms < 10'000);
  CHECK(bench.idle());
}

TEST_CASE("a provider that hangs leaves the next one its share of the time", "[ai][resilience]") {
  Bench bench(kTwoProviders);
  bench.script.options.deadlines.whole_call_ms = 30'000;
  const double began_ms = bench.host.world.now_ms();
  SECTION("of a whole answer") {
    bench.answers = {late(streamed(chat_stream("too late")), 600'000),
                     streamed(anthropic_stream("Good day"))};
    const auto& answer = bench.generate();
    REQUIRE(answer.has_value());
    CHECK(answer->provider == Provider::kAnthropic);
    REQUIRE(answer->attempts.size() == 1);
    CHECK(answer->attempts[0].kind == Kind::kTimedOut);
  }
  SECTION("also when it only says that it is still there") {
    std::string comments;
    for (int i = 0; i < 600; ++i) comments += ": still there\n\n";
    NetworkAnswer busy = streamed(comments, std::string_view(": still there\n\n").size());
    busy.piece_delay_ms = 500;
    bench.answers = {std::move(busy), streamed(anthropic_stream("Good day"))};
    const auto& answer = bench.generate();
    REQUIRE(answer.has_value());
    CHECK(answer->provider == Provider::kAnthropic);
  }
  SECTION("of all rounds, in which it is not asked again") {
    bench.answers = {late(streamed(chat_stream("too late")), 600'000),
                     streamed(anthropic_stream(R"({"n": "one"})", true, "tool_use")),
                     streamed(anthropic_stream(R"({"n": 1})", true, "tool_use"))};
    const auto& object = bench.object();
    REQUIRE(object.has_value());
    CHECK(object->rounds == 2);
    CHECK(bench.host.fetch.requests.size() == 3);
  }
  CHECK(bench.outcomes.ended_ms - began_ms < 16'000);
  CHECK(bench.idle());
}

TEST_CASE("an answer under way is not cut off for the sake of the next provider",
          "[ai][resilience]") {
  Bench bench(kTwoProviders);
  bench.script.options.deadlines.whole_call_ms = 30'000;
  NetworkAnswer slow = streamed(chat_stream("It takes its time, but it comes."), 200);
  slow.piece_delay_ms = 2'500;
  const double took_ms = static_cast<double>(slow.pieces.size()) * slow.piece_delay_ms;
  REQUIRE(took_ms > 16'000);
  REQUIRE(took_ms < 30'000);
  bench.answers = {slow};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->provider == Provider::kOpenai);
}

TEST_CASE("each model call has its own time, and all rounds the caller's", "[ai][resilience]") {
  const double late_ms = 15'000;
  SECTION("rounds that together take longer than one may") {
    Bench bench;
    bench.answers = {late(streamed(chat_stream("no")), late_ms),
                     late(streamed(chat_stream("no")), late_ms),
                     late(streamed(chat_stream(R"({"n": 1})")), late_ms)};
    CHECK(bench.object().has_value());
  }
  SECTION("within the caller's") {
    Bench bench;
    bench.script.options.deadlines.whole_call_ms = 20'000;
    bench.answers = {late(streamed(chat_stream("no")), late_ms),
                     late(streamed(chat_stream(R"({"n": 1})")), late_ms)};
    CHECK(bench.object().error().kind == Kind::kTimedOut);
  }
  SECTION("one that goes on and on ends at its own") {
    Bench bench;
    bench.script.options.deadlines.model_call_ms = 5'000;
    NetworkAnswer endless = streamed(chat_stream(std::string(400, 'x')), 200);
    endless.piece_delay_ms = 1'000;
    bench.answers = {endless, streamed(chat_stream("short"))};
    CHECK(bench.generate()->text == "short");
  }
  SECTION("a slow server is given what its operator sets") {
    auto values = kTwoProviders;
    values.erase("anthropic_api_key");
    values["ai_call_timeout_ms"] = GENERATE("30000", "90000");
    Bench bench(values);
    bench.answers = {late(streamed(chat_stream("Good day")), 50'000),
                     NetworkAnswer::failed(FailureKind::kUnreachable, "gone"),
                     NetworkAnswer::failed(FailureKind::kUnreachable, "gone")};
    CHECK(bench.generate().has_value() == (values["ai_call_timeout_ms"] == "90000"));
  }
}

TEST_CASE("an answer in one piece has its time once it has begun", "[ai][resilience]") {
  Bench bench(kTwoProviders);
  bench.script.options.deadlines.whole_call_ms = 30'000;
  const std::string body =
      R"({"choices":[{"message":{"content":"Good day"},"finish_reason":"stop"}]})";
  NetworkAnswer slow = streamed(body, 5);
  slow.head = Head().add("content-type", "application/json");
  // Beyond this provider's share of the time, but never still for long.
  slow.piece_delay_ms = 1'500;
  REQUIRE(static_cast<double>(slow.pieces.size()) * slow.piece_delay_ms > 20'000);
  bench.answers = {std::move(slow)};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->provider == Provider::kOpenai);
  CHECK(answer->text == "Good day");
}

}  // namespace
}  // namespace skerry::ai::testing
