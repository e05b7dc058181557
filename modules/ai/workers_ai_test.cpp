#include <catch2/catch.hpp>

#include "modules/ai/service_fixture.hpp"

namespace skerry::ai {
namespace {

using testing::Bench;
using testing::refused;
using testing::streamed;
using Kind = ModelFailureKind;

constexpr std::string_view kModel = "@cf/meta/llama-3.3-70b-instruct-fp8-fast";

const std::map<std::string, std::string, std::less<>> kBinding = {{"workers_ai", "1"}};

simulation::NetworkAnswer whole(std::string_view body) {
  simulation::NetworkAnswer answer = streamed(body);
  answer.head = Head().add("content-type", "application/json");
  return answer;
}

TEST_CASE("Workers AI is asked through the host's service", "[ai][workers-ai]") {
  Bench bench(kBinding);
  bench.script.options.temperature = 0.5;
  bench.answers = {
      streamed("data: {\"response\":\"Good\"}\n\n"
               "data: {\"response\":\" day\",\"finish_reason\":\"stop\"}\n\n"
               "data: {\"response\":\"\",\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":5}}"
               "\n\ndata: [DONE]\n\n")};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->text == "Good day");
  CHECK(answer->finish == FinishReason::kStop);
  CHECK(answer->provider == Provider::kWorkersAi);
  CHECK(answer->model == kModel);
  CHECK(answer->usage.input_tokens == 20);
  CHECK(answer->usage.output_tokens == 5);
  CHECK(bench.idle());

  CHECK(bench.host.fetch.requests[0].to == Destination::service("workers-ai"));
  const Json sent = bench.sent(0);
  CHECK(sent["model"] == kModel);
  CHECK_FALSE(sent["inputs"].contains("model"));
  CHECK(sent["inputs"]["messages"][1]["content"] == "Hello");
  CHECK(sent["inputs"]["stream"] == true);
  CHECK(sent["inputs"]["temperature"] == 0.5);
  CHECK_FALSE(sent["inputs"].contains("stream_options"));
}

TEST_CASE("newer models of Workers AI answer as Chat Completions do", "[ai][workers-ai]") {
  Bench bench(kBinding);
  bench.answers = {streamed(testing::chat_stream("Good day", "length"))};
  const auto& answer = bench.generate();
  REQUIRE(answer.has_value());
  CHECK(answer->text == "Good day");
  CHECK(answer->finish == FinishReason::kLength);
}

TEST_CASE("a schema goes to Workers AI alone, and what is held to it is not streamed",
          "[ai][workers-ai]") {
  Bench bench(kBinding);
  SECTION("an object") { bench.answers = {whole(R"({"response":{"n":3},"tool_calls":[]})")}; }
  SECTION("its text") { bench.answers = {whole(R"({"response":"{\"n\":3}"})")}; }
  SECTION("a chat completion") {
    bench.answers = {
        whole(R"({"choices":[{"message":{"content":"{\"n\":3}"},"finish_reason":"stop"}]})")};
  }
  const auto& object = bench.object();
  REQUIRE(object.has_value());
  CHECK(object->value == Json{{"n", 3}});
  const Json sent = bench.sent(0)["inputs"];
  CHECK_FALSE(sent.contains("stream"));
  CHECK(sent["response_format"] ==
        Json{{"type", "json_schema"}, {"json_schema", bench.script.schema}});
}

TEST_CASE("what a model of Workers AI lacks is left out", "[ai][workers-ai]") {
  Bench bench(kBinding);
  SECTION("schemas") {
    bench.answers = {
        refused(400, R"(AiError: This model doesn't support JSON Schema.)"),
        whole(R"({"response":{"n":3}})"),
    };
    REQUIRE(bench.object().has_value());
    CHECK(bench.sent(1)["inputs"]["response_format"]["type"] == "json_object");
  }
  SECTION("every form of JSON") {
    bench.answers = {
        refused(400, "AiError: This model doesn't support JSON mode"),
        refused(400, "AiError: This model doesn't support JSON mode"),
        streamed("data: {\"response\":\"{\\\"n\\\":3}\"}\n\ndata: [DONE]\n\n"),
    };
    REQUIRE(bench.object().has_value());
    CHECK(bench.sent(2)["inputs"]["stream"] == true);
    return;
  }
  SECTION("streams") {
    bench.answers = {whole("{}"), whole(R"({"response":"Good day"})")};
    REQUIRE(bench.generate().has_value());
    CHECK(bench.sent(0)["inputs"].contains("stream"));
    CHECK_FALSE(bench.sent(1)["inputs"].contains("stream"));
  }
  CHECK(bench.host.fetch.requests.size() == 2);
}

TEST_CASE("an answer of nothing is none", "[ai][workers-ai]") {
  Bench bench(kBinding);
  bench.answers = {whole("{}"), whole("{}"), whole("{}"), whole("{}")};
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == Kind::kBadAnswer);
}

TEST_CASE("errors of Workers AI are told in its own words", "[ai][workers-ai]") {
  Bench bench(kBinding);
  bench.answers = {simulation::NetworkAnswer::text(
      R"({"errors":[{"message":"AiError: you have used up your daily allocation","code":4006}]})",
      403)};
  const auto& answer = bench.generate();
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().attempts.front().message ==
        "AiError: you have used up your daily allocation");
}

}  // namespace
}  // namespace skerry::ai
