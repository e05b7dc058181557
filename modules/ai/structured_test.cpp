#include <catch2/catch.hpp>

#include "modules/ai/service_fixture.hpp"
#include "modules/ai/strict_schema.hpp"

namespace skerry::ai::testing {
namespace {

using Kind = ModelFailureKind;

TEST_CASE("an object is asked for by its schema and validated", "[ai][object]") {
  Bench bench;
  bench.answers = {streamed(chat_stream(R"({"n": 3})"))};
  const auto& object = bench.object();
  REQUIRE(object.has_value());
  CHECK(object->value == Json({{"n", 3}}));
  CHECK(object->rounds == 1);
  const Json format = bench.sent(0)["response_format"];
  CHECK(format["type"] == "json_schema");
  CHECK(format["json_schema"]["schema"] == bench.script.schema);
  CHECK(format["json_schema"]["strict"] == false);
}

TEST_CASE("Anthropic's model must use a tool whose input is the answer", "[ai][object]") {
  Bench bench({{"anthropic_api_key", "key-of-anthropic-456"}});
  bench.answers = {streamed(anthropic_stream(R"({"n": 3, "text": "ä😀"})", true, "tool_use"))};
  const auto& object = bench.object();
  REQUIRE(object.has_value());
  CHECK(object->value["text"] == "ä😀");
  CHECK(bench.sent(0)["tool_choice"]["name"] == "answer");
  CHECK(bench.sent(0)["tools"][0]["input_schema"] == bench.script.schema);
}

TEST_CASE("a tool used without input is an empty object", "[ai][object]") {
  Bench bench({{"anthropic_api_key", "key-of-anthropic-456"}});
  bench.answers.assign(limits::kRoundsMax, streamed(anthropic_stream("", true, "tool_use")));
  const auto& object = bench.object();
  CHECK(object.error().kind == Kind::kInvalidOutput);
  CHECK(object.error().errors == std::vector<AnswerError>{{"/n", "expected a number"}});
}

TEST_CASE("what is wrong goes back to the model, as data", "[ai][object]") {
  Bench bench;
  bench.answers = {streamed(chat_stream("I would rather not say.")),
                   streamed(chat_stream("Sorry:\n```json\n{'n': '3',}\n```")),
                   streamed(chat_stream(R"({"n": 3})"))};
  const auto& object = bench.object();
  REQUIRE(object.has_value());
  CHECK(object->rounds == 3);
  REQUIRE(object->generation.attempts.size() == 2);
  CHECK(object->generation.attempts[0].kind == Kind::kInvalidOutput);
  CHECK(object->generation.attempts[0].model == "gpt-4o-mini");
  // All rounds count.
  CHECK(object->generation.usage.tokens() == 75);
  const Json messages = bench.sent(2)["messages"];
  REQUIRE(messages.size() == 8);
  CHECK(messages[5]["role"] == "assistant");
  CHECK(messages[7]["role"] == "user");
  const auto told = read_json(messages[7]["content"].get_ref<const std::string&>());
  REQUIRE(told.has_value());
  CHECK((*told)["data"]["errors"] == R"([{"pointer":"/n","detail":"expected a number"}])");
}

TEST_CASE("after the last round the last errors are the failure", "[ai][object]") {
  Bench bench;
  bench.answers.assign(limits::kRoundsMax, streamed(chat_stream(R"({"n": "three"})")));
  const auto& object = bench.object();
  REQUIRE_FALSE(object.has_value());
  CHECK(object.error().kind == Kind::kInvalidOutput);
  CHECK(object.error().errors.size() == 1);
  CHECK(object.error().usage.tokens() == 25UL * limits::kRoundsMax);
  CHECK(object.error().attempts.size() == limits::kRoundsMax);
  CHECK(object.error().attempts.back().kind == Kind::kInvalidOutput);
  CHECK(bench.host.fetch.requests.size() == limits::kRoundsMax);
  CHECK(bench.idle());
}

TEST_CASE("refusal, length stop and a validator that fails have names of their own",
          "[ai][object]") {
  Bench bench;
  SECTION("refusal") {
    bench.answers = {streamed(chat_stream("", "content_filter"))};
    CHECK(bench.object().error().kind == Kind::kRefused);
  }
  SECTION("length stop, even of what could be mended") {
    bench.answers = {streamed(chat_stream(R"({"n": 3, "more": [1, 2)", "length"))};
    const auto& object = bench.object();
    CHECK(object.error().kind == Kind::kLengthStop);
    REQUIRE(object.error().attempts.size() == 1);
    CHECK(object.error().attempts[0].kind == Kind::kLengthStop);
  }
  SECTION("validator") {
    bench.validator.broken = true;
    bench.answers = {streamed(chat_stream(R"({"n": 3})"))};
    const auto& object = bench.object();
    CHECK(object.error().kind == Kind::kNotValidated);
    CHECK(object.error().attempts.size() == 1);
  }
  CHECK(bench.host.fetch.requests.size() == 1);
}

TEST_CASE("a budget ends the rounds", "[ai][object]") {
  Bench bench;
  bench.script.options.budgets = {
      std::make_shared<Budget>(Budget{.tokens_max = 1'000, .owner = "tenant"}),
      std::make_shared<Budget>(Budget{.tokens_max = 100, .owner = "job"})};
  std::vector<Kind> told;
  bench.script.options.on_attempt = [&](const Attempt& attempt) { told.push_back(attempt.kind); };
  bench.answers.assign(limits::kRoundsMax, streamed(chat_stream(R"({"n": "three"})")));
  const auto& object = bench.object();
  REQUIRE_FALSE(object.has_value());
  CHECK(object.error().kind == Kind::kBudgetExceeded);
  CHECK(object.error().short_budget == "job");
  CHECK(object.error().detail.starts_with("The job's token budget has too little left"));
  CHECK(object.error().errors.size() == 1);
  CHECK(told == std::vector<Kind>{Kind::kInvalidOutput, Kind::kBudgetExceeded});
  CHECK(bench.host.fetch.requests.size() == 1);
}

TEST_CASE("a schema without an object at its root is wrapped, and its answer unwrapped",
          "[ai][object]") {
  Bench bench;
  bench.script.schema = {{"anyOf", Json::array({{{"$ref", "#/$defs/x"}}})},
                         {"$defs", {{"x", {{"type", "object"}}}}}};
  bench.answers = {streamed(chat_stream(R"({"value": {"n": 3}})"))};
  const auto& object = bench.object();
  REQUIRE(object.has_value());
  CHECK(object->value == Json({{"n", 3}}));
  // Its references would lead astray, so the model is told the schema beside.
  CHECK(bench.sent(0)["messages"].size() == 4);
  const auto told =
      read_json(bench.sent(0)["messages"][3]["content"].get_ref<const std::string&>());
  CHECK((*told)["data"]["member"] == "value");
  CHECK((*told)["data"]["schema"] == to_text(bench.script.schema));
}

TEST_CASE("a choice between schemas at the root is wrapped, which providers refuse there",
          "[ai][object]") {
  Bench bench({{"anthropic_api_key", "key-of-anthropic-456"}});
  bench.script.schema["anyOf"] = Json::array({{{"required", {"n"}}}, {{"required", {"m"}}}});
  bench.answers = {streamed(anthropic_stream(R"({"value": {"n": 3}})", true, "tool_use"))};
  const auto& object = bench.object();
  REQUIRE(object.has_value());
  CHECK(object->value == Json({{"n", 3}}));
  const Json sent = bench.sent(0)["tools"][0]["input_schema"];
  CHECK_FALSE(sent.contains("anyOf"));
  CHECK(sent["properties"]["value"] == bench.script.schema);
  for (const std::string_view name : {"oneOf", "allOf"}) {
    CHECK(wrapped_schema({{"type", "object"}, {name, Json::array({true})}}).wrapped);
  }
}

TEST_CASE("strict is asked for only where it will be taken", "[ai][object]") {
  const auto strict = [](std::string_view text) { return is_strict_schema(*read_json(text)); };
  CHECK(strict(R"({"type":"object","properties":{"a":{"type":["string","null"]}},)"
               R"("required":["a"],"additionalProperties":false})"));
  CHECK(strict(R"({"type":"object","properties":{"a":{"type":"array","items":{"type":"object",)"
               R"("properties":{},"required":[],"additionalProperties":false}}},)"
               R"("required":["a"],"additionalProperties":false})"));
  CHECK_FALSE(strict(R"({"type":"object"})"));
  CHECK_FALSE(strict(R"({"type":"object","properties":{"a":{}},"required":[],)"
                     R"("additionalProperties":false})"));
  CHECK_FALSE(strict(R"({"type":"object","properties":{"a":{"type":"object"}},"required":["a"],)"
                     R"("additionalProperties":false})"));
  CHECK_FALSE(strict(R"({"type":"string","pattern":"^a"})"));
  CHECK_FALSE(strict("true"));
}

TEST_CASE("a stream is passed on as it arrives", "[ai][stream]") {
  Bench bench;
  bench.answers = {refused(500, "down"), streamed(chat_stream("Good day, wörld"), 40)};
  bench.run("/stream");
  REQUIRE(bench.outcomes.streamed.has_value());
  CHECK(bench.outcomes.pieces.size() > 2);
  std::string all;
  for (const std::string& piece : bench.outcomes.pieces) all += piece;
  CHECK(all == "Good day, wörld");
  CHECK(bench.outcomes.streamed->text == all);
  CHECK(bench.outcomes.streamed->usage.tokens() == 25);
  CHECK(bench.idle());
}

TEST_CASE("a stream that breaks off after its first text fails, and is not tried again",
          "[ai][stream]") {
  Bench bench;
  std::string cut = chat_stream("Good day, world");
  cut.resize(cut.find("data: [DONE]"));
  NetworkAnswer answer = streamed(cut, 100);
  Kind expected = Kind::kTruncated;
  SECTION("without its terminator") {}
  SECTION("by a lost connection") {
    answer.failure = Failure{FailureKind::kUnreachable, "reset"};
    expected = Kind::kUnreachable;
  }
  SECTION("by bytes that are not UTF-8") {
    answer.failure = Failure{FailureKind::kNotUtf8, "0xff"};
    expected = Kind::kBadAnswer;
  }
  bench.answers = {answer};
  bench.run("/stream");
  REQUIRE(bench.outcomes.stream_failure.has_value());
  CHECK(bench.outcomes.stream_failure->kind == expected);
  CHECK(bench.outcomes.stream_failure->usage.input_tokens == 20);
  CHECK_FALSE(bench.outcomes.pieces.empty());
  CHECK(bench.host.fetch.requests.size() == 1);
  CHECK(bench.idle());
}

}  // namespace
}  // namespace skerry::ai::testing
