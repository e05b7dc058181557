#include "modules/fn/generation/model_fixture.hpp"

namespace skerry::fn::testing {
namespace {

const Json kCall = {{"description", "Write a poem about rain"},
                    {"type", "object"},
                    {"schema",
                     {{"type", "object"},
                      {"required", Json::array({"lines"})},
                      {"properties", {{"lines", {{"type", "array"}, {"minItems", 2}}}}}}}};

TEST_CASE("a model makes data for a schema, judged by the validator", "[object-by-model]") {
  ModelBench bench;
  bench.say({{"lines", Json::array({"drip"})}});
  bench.say({{"lines", Json::array({"drip", "drop"})}});
  const Json answer = bench.post(kCall);
  REQUIRE(bench.status == 200);
  CHECK(answer["result"]["lines"].size() == 2);
  CHECK(answer["object"]["origin"] == "model");
  CHECK(answer["object"]["model"] == "gpt-4o-mini-2024-07-18");
  CHECK(answer["attempts"].size() == 2);
  // The schema goes along, and what was wrong comes back with its place.
  const Json sent = *read_json(bench.host.fetch.requests[0].body);
  CHECK(sent["response_format"]["json_schema"]["schema"] == kCall["schema"]);
  const Json told = *read_json(
      ModelBench::data_of(bench.messages(1).back())["errors"].get_ref<const std::string&>());
  CHECK(told[0]["pointer"] == "/lines");

  const Json again = bench.post(kCall);
  CHECK(again["cached"] == true);
  CHECK(bench.asked() == 2);
}

TEST_CASE("data that stays invalid is nobody's answer", "[object-by-model]") {
  ModelBench bench;
  for (int round = 0; round < 10; ++round) bench.say({{"lines", Json::array({"drip"})}});
  const Json problem = bench.post(kCall);
  CHECK(bench.status == 502);
  CHECK(problem["code"] == "model_output_invalid");
  CHECK(problem["detail"].get<std::string>().contains("schema"));
  CHECK(problem["errors"][0]["pointer"] == "/result/lines");
  CHECK(bench.asked() == 1 + ai::limits::kRepairsMax);
}

TEST_CASE("what nobody asked for is not blamed for a useless answer", "[object-by-model]") {
  ModelBench bench;
  Json call = kCall;
  call.erase("schema");
  for (std::uint32_t round = 0; round < ai::limits::kRoundsMax; ++round) {
    bench.answers.push_back(streamed(chat_stream("I would rather not.")));
  }
  const Json problem = bench.post(call);
  CHECK(problem["code"] == "model_output_invalid");
  CHECK_FALSE(problem["detail"].get<std::string>().contains("schema"));
  CHECK(problem["detail"].get<std::string>().contains("no JSON"));
}

TEST_CASE("without a schema one is inferred and returned", "[object-by-model]") {
  ModelBench bench;
  Json call = kCall;
  call.erase("schema");
  bench.say({{"value", "Rain.\nMore rain."}});
  const Json answer = bench.post(call);
  CHECK(answer["result"] == "Rain.\nMore rain.");
  CHECK(answer["schema"] == Json{{"type", "string"}});
}

TEST_CASE("a seed is the model's too, whatever value it is", "[object-by-model]") {
  ModelBench bench;
  const auto seed_sent = [&](const Json& seed) {
    Json call = kCall;
    call["options"] = {{"seed", seed}, {"cache", false}};
    bench.say({{"lines", Json::array({"a", "b"})}});
    bench.post(call);
    return (*read_json(bench.host.fetch.requests.back().body))["seed"];
  };
  CHECK(seed_sent(7) == 7);
  const Json text = seed_sent("spring");
  CHECK(text.is_number_integer());
  CHECK(seed_sent("spring") == text);
  CHECK(seed_sent("autumn") != text);
}

TEST_CASE("made-up data stands in for a model that cannot be reached, and says so",
          "[object-by-model]") {
  ModelBench bench;
  const Json answer = bench.post({{"description", "Generate user profile JSON"}});
  REQUIRE(bench.status == 200);
  CHECK(answer["object"]["origin"] == "sample");
  CHECK(answer["object"]["provider"] == "local");
  CHECK(answer["attempts"].back()["provider"] == "local");
  const std::size_t asked = bench.asked();
  bench.say({{"value", {{"name", "Ada"}}}});
  const Json later = bench.post({{"description", "Generate user profile JSON"}});
  CHECK(bench.asked() == asked + 1);
  CHECK(later["object"]["origin"] == "model");
}

TEST_CASE("local first: what it cannot make goes to a model", "[object-by-model]") {
  ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_providers", "local,openai"}});
  CHECK(bench.post({{"description", "Generate user profile JSON"}})["object"]["provider"] ==
        "local");
  CHECK(bench.asked() == 0);
  Json call = kCall;
  call.erase("schema");
  bench.say({{"value", "Rain."}});
  const Json answer = bench.post(call);
  CHECK(answer["object"]["provider"] == "openai");
  CHECK(answer["attempts"][0]["reason"] == "object_not_generated");
}

}  // namespace
}  // namespace skerry::fn::testing
