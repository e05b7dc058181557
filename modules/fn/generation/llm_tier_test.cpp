#include "modules/fn/generation/llm_tier.hpp"

#include <algorithm>

#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/model_fixture.hpp"

namespace skerry::fn::testing {
namespace {

/// No function of the catalogue, and too little for the local classifier to be sure enough.
const Json kVague = {{"description", "The thing with the quarterly numbers"},
                     {"options", {{"confidenceThreshold", 0.99}}}};

Json word(std::string_view type, double confidence) {
  return {{"type", type},
          {"confidence", confidence},
          {"reasoning", "It names numbers\nand nothing else."},
          {"alternatives", Json::array({{{"type", "object"}, {"confidence", 0.2}},
                                        {{"type", "human"}, {"confidence", 0.1}}})}};
}

TEST_CASE("a model is asked where the local classifier is not sure", "[llm-tier]") {
  ModelBench bench;
  bench.say(word("code", 0.995));
  const Json answer = bench.post(kVague, "/fn/classify");
  REQUIRE(bench.status == 200);
  const Json& classification = answer["classification"];
  CHECK(classification["tier"] == "llm");
  CHECK(classification["type"] == "code");
  CHECK(classification["provider"] == "openai");
  CHECK(classification["model"] == "gpt-4o-mini-2024-07-18");
  CHECK(answer["usage"]["inputTokens"] == 20);
  CHECK(classification["reasoning"] == "It names numbers and nothing else.");
  CHECK_FALSE(answer.contains("uncertain"));
  double sum = classification["confidence"].get<double>();
  for (const Json& other : classification["alternatives"]) {
    sum += other["confidence"].get<double>();
  }
  CHECK(sum == Approx(1).margin(0.001));
}

TEST_CASE("a model is not asked about what is sure, or against the caller's choice", "[llm-tier]") {
  ModelBench bench;
  Json sure = kVague;
  sure["options"]["confidenceThreshold"] = 0.0;
  bench.post(sure, "/fn/classify");
  Json local = kVague;
  local["options"]["provider"] = "local";
  bench.post(local, "/fn/classify");
  CHECK(bench.asked() == 0);
  ModelBench without({});
  CHECK(without.post(kVague, "/fn/classify")["uncertain"] == true);
  CHECK(without.asked() == 0);
}

TEST_CASE("a model that is not sure either leaves it to onUncertain", "[llm-tier]") {
  ModelBench bench;
  Json call = kVague;
  call["options"]["onUncertain"] = "error";
  bench.say(word("code", 0.5));
  const Json problem = bench.post(call);
  CHECK(bench.status == 422);
  CHECK(problem["code"] == "uncertain_type");
  CHECK(problem["classification"]["tier"] == "llm");
}

TEST_CASE("a model that fails is noted, and never the caller's problem", "[llm-tier]") {
  ModelBench bench;
  const Json answer = bench.post(kVague, "/fn/classify");
  CHECK(bench.status == 200);
  CHECK(answer["classification"]["tier"] == "model");
  const auto reasoning = answer["classification"]["reasoning"].get<std::string>();
  CHECK(reasoning.contains("unreachable"));
  CHECK(std::ranges::count(reasoning, '.') == 1);
  CHECK_FALSE(answer["classification"].contains("provider"));
  CHECK(answer["uncertain"] == true);

  Json call = kVague;
  call["options"]["onUncertain"] = "object";
  call["schema"] = {{"const", 7}};
  NetworkAnswer late = streamed(chat_stream(to_text(word("code", 1))));
  late.delay_ms = 60'000;
  bench.answers.push_back(late);
  bench.say(7);
  const Json done = bench.post(call);
  REQUIRE(bench.status == 200);
  CHECK(done["timings"]["classifyMs"] == limits::kLlmTierMs);
  CHECK(done["attempts"][0]["route"] == "classify");
  CHECK(done["attempts"][0]["outcome"] == "failed");
}

TEST_CASE("a model whose alternatives are likelier than its type is asked again", "[llm-tier]") {
  ModelBench bench;
  Json torn = word("code", 0.3);
  torn["alternatives"] = Json::array({{{"type", "object"}, {"confidence", 0.7}}});
  bench.say(torn);
  bench.say(word("object", 0.995));
  const Json answer = bench.post(kVague, "/fn/classify");
  CHECK(answer["classification"]["type"] == "object");
  CHECK(answer["attempts"][0]["reason"] == "invalid_output");
  CHECK(ModelBench::data_of(bench.messages(1).back())["errors"].get<std::string>().contains(
      "likelier"));
}

TEST_CASE("nobody is asked about a task that code was accepted for", "[llm-tier]") {
  ModelBench bench;
  Json call = kVague;
  call["args"] = {{"n", 2}};
  Json named = call;
  named["type"] = "code";
  bench.say(triple());
  REQUIRE(bench.post(named)["result"] == 6);
  const std::size_t asked = bench.asked();
  call["args"]["n"] = 3;
  const Json answer = bench.post(call);
  CHECK(answer["result"] == 9);
  CHECK(answer["classification"]["tier"] == "accepted");
  CHECK(answer["classification"]["confidence"] == 1);
  CHECK(bench.post(call, "/fn/classify")["classification"]["tier"] == "accepted");
  CHECK(bench.asked() == asked);
  // Another tenant's code says nothing of this one's call.
  bench.say(word("human", 0.995));
  bench.post(call, "/fn/classify", "other");
  CHECK(bench.asked() == asked + 1);
}

TEST_CASE("what a model says of a type is read strictly", "[llm-tier]") {
  CHECK(read_classification(word("code", 0.7))->probabilities[1] == Approx(0.2));
  CHECK_FALSE(read_classification(word("magic", 0.7)));
  CHECK_FALSE(read_classification(word("code", 1.5)));
  CHECK_FALSE(read_classification(7));
  CHECK_FALSE(read_classification(word("code", 0.1)));
  CHECK(read_classification(word("code", 0.2)));
  Json long_winded = word("code", 0.7);
  long_winded["reasoning"] = std::string(5'000, 'x');
  CHECK(read_classification(long_winded)->reasoning.size() <= limits::kReasoningBytesMax);
  Json sure = word("code", 0.7);
  sure["alternatives"] = Json::array();
  CHECK(read_classification(sure)->probabilities[3] == Approx(0.1));
}

}  // namespace
}  // namespace skerry::fn::testing
