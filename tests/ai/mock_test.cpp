#include <catch2/catch.hpp>
#include <cstdlib>

#include "modules/ai/service_fixture.hpp"
#include "tests/ai/network.hpp"

// Against a mock of the providers' APIs that others wrote; run.mjs starts it and names its address.

namespace skerry::ai::testing {
namespace {

using Kind = ModelFailureKind;
using Values = std::map<std::string, std::string, std::less<>>;

std::string address() {
  const char* url = std::getenv("AI_MOCK_URL");
  SKERRY_ASSERT(url != nullptr);
  return url;
}

Values compatible() {
  return {{"openai_base_url", address() + "/v1"},
          {"openai_api_key", "test-key-0123"},
          {"default_model", "gpt-4o-mini"}};
}

Values anthropic() {
  return {{"anthropic_base_url", address()}, {"anthropic_api_key", "test-key-0123"}};
}

/// A bench whose network is real.
struct RealBench : Bench {
  RealBench(const Values& values, std::string text) : Bench(values) {
    host.fetch.script = &perform;
    script.messages = {{Role::kSystem, "Be brief."}, {Role::kUser, std::move(text)}};
  }
};

TEST_CASE("a mock's Chat Completions are read, after its 429", "[ai][mock]") {
  RealBench bench(compatible(), "say hello");
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->text == "Grüße aus der Ferne, from far away 😀!");
  CHECK(answer->finish == FinishReason::kStop);
  CHECK(answer->usage.tokens() > 0);
  CHECK(bench.host.fetch.requests.size() == 2);
}

TEST_CASE("a mock's Messages are read, streamed on", "[ai][mock]") {
  RealBench bench(anthropic(), "say hello");
  bench.run("/stream");
  REQUIRE(bench.outcomes.streamed.has_value());
  CHECK(bench.outcomes.streamed->text == "Grüße aus der Ferne, from far away 😀!");
  CHECK(bench.outcomes.pieces.size() > 1);
}

TEST_CASE("a mock's structured answers are read", "[ai][mock]") {
  RealBench chat(compatible(), "make an object");
  REQUIRE(chat.object().has_value());
  CHECK(chat.outcomes.objects[0]->value == Json({{"n", 7}, {"text", "plain"}}));

  RealBench messages(anthropic(), "make an object");
  REQUIRE(messages.object().has_value());
  CHECK(messages.outcomes.objects[0]->value == Json({{"n", 7}, {"text", "tool"}}));
}

TEST_CASE("an answer that a mock breaks off is none", "[ai][mock]") {
  for (const Values& values : {compatible(), anthropic()}) {
    RealBench bench(values, "break off");
    const auto& answer = bench.generate();
    REQUIRE_FALSE(answer.has_value());
    const Kind kind = answer.error().kind;
    CHECK((kind == Kind::kTruncated || kind == Kind::kUnreachable));
    CHECK(answer.error().attempts.size() == limits::kAttemptsMax);
  }
}

TEST_CASE("a mock's refusal is told in its words", "[ai][mock]") {
  for (const Values& values : {compatible(), anthropic()}) {
    RealBench bench(values, "be wrong");
    const auto& answer = bench.generate();
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().kind == Kind::kRejected);
    CHECK(answer.error().attempts.at(0).message.contains("invalid request"));
  }
}

TEST_CASE("where nobody listens is unreachable", "[ai][mock]") {
  RealBench bench({{"openai_base_url", "http://127.0.0.1:9/v1"}}, "say hello");
  CHECK(bench.generate().error().kind == Kind::kUnreachable);
}

}  // namespace
}  // namespace skerry::ai::testing
