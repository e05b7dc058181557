#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/model_fixture.hpp"
#include "modules/fn/jobs/backoff.hpp"

namespace skerry::fn::testing {
namespace {

const Json kCall = {{"description", "Treble the quux"}, {"args", {{"n", 7}}}, {"type", "code"}};

Json with_option(Json call, std::string_view name, Json value) {
  call["options"][std::string(name)] = std::move(value);
  return call;
}

TEST_CASE("a function that a model writes is proven, run and kept", "[code-by-model]") {
  ModelBench bench;
  bench.say(triple());
  const Json answer = bench.post(kCall);
  REQUIRE(bench.status == 200);
  CHECK(answer["result"] == 21);
  CHECK(answer["code"]["origin"] == "model");
  CHECK(answer["code"]["provider"] == "openai");
  CHECK(answer["code"]["tests"] == 4);
  CHECK(answer["code"]["source"] == kTriple);
  CHECK(answer["code"]["functionId"].get<std::string>().starts_with("fn_"));
  REQUIRE(answer["attempts"].size() == 1);
  CHECK(answer["attempts"][0]["outcome"] == "succeeded");
  CHECK(answer["usage"]["inputTokens"] == 20);
  // Each example, and the call's own arguments once.
  CHECK(bench.runs.size() == 5);

  Json other = kCall;
  other["args"]["n"] = 9;
  const Json again = bench.post(other);
  CHECK(again["result"] == 27);
  CHECK(again["code"]["functionId"] == answer["code"]["functionId"]);
  CHECK_FALSE(again.contains("usage"));
  CHECK(bench.asked() == 1);
}

TEST_CASE("code is found again for the same task alone", "[code-by-model]") {
  ModelBench bench;
  bench.say(triple());
  bench.post(kCall);
  REQUIRE(bench.status == 200);
  SECTION("white space does not matter") {
    Json spaced = kCall;
    spaced["description"] = " Treble\tthe  quux\n";
    bench.post(spaced);
    CHECK(bench.asked() == 1);
  }
  SECTION("another tenant's is not seen") {
    bench.say(triple());
    bench.post(kCall, "/fn", "other");
    CHECK(bench.asked() == 2);
  }
  SECTION("another context is another task") {
    Json other = kCall;
    other["context"] = "twice";
    bench.say(triple());
    bench.post(other);
    CHECK(bench.asked() == 2);
  }
  SECTION("arguments of another shape are another task") {
    Json other = kCall;
    other["args"] = {{"n", 1}, {"m", 2}};
    bench.post(other);
    CHECK(bench.asked() > 1);
  }
  SECTION("another schema is another task") {
    Json other = kCall;
    other["schema"] = {{"type", "number"}};
    bench.say(triple());
    bench.post(other);
    CHECK(bench.asked() == 2);
  }
}

TEST_CASE("a failed test goes back to the model as data", "[code-by-model]") {
  ModelBench bench;
  Json wrong = triple();
  wrong["examples"][0]["result"] = 7;
  bench.say(wrong);
  bench.say(triple());
  const Json answer = bench.post(kCall);
  REQUIRE(bench.status == 200);
  REQUIRE(answer["attempts"].size() == 2);
  CHECK(answer["attempts"][0]["reason"] == "invalid_output");
  const Json messages = bench.messages(1);
  CHECK(messages[messages.size() - 2]["role"] == "system");
  const Json data = ModelBench::data_of(messages.back());
  CHECK(data["error"] == "/examples/0: returned 6 where the example says 7");
}

TEST_CASE("code that is still wrong after its repairs is nobody's answer", "[code-by-model]") {
  ModelBench bench;
  Json wrong = triple();
  wrong["examples"][0]["result"] = 7;
  for (int round = 0; round < 10; ++round) bench.say(wrong);
  const Json problem = bench.post(kCall);
  CHECK(bench.status == 502);
  CHECK(problem["code"] == "model_output_invalid");
  CHECK_FALSE(problem["detail"].get<std::string>().contains("schema"));
  CHECK(problem["detail"].get<std::string>().contains("examples"));
  CHECK(problem["errors"][0]["pointer"] == "/code/examples/0");
  CHECK(bench.asked() == 1 + ai::limits::kRepairsMax);
  CHECK(problem["attempts"].size() == 1 + ai::limits::kRepairsMax);
}

TEST_CASE("code without enough examples was not proven", "[code-by-model]") {
  ModelBench bench;
  Json few = triple();
  few["examples"] = Json::array();
  for (int round = 0; round < 4; ++round) bench.say(few);
  bench.post(kCall);
  CHECK(bench.status == 502);
  CHECK(bench.runs.empty());
}

TEST_CASE("code that imports, loops without end or reaches for the network is not accepted",
          "[code-by-model]") {
  ModelBench bench;
  const std::string_view source = GENERATE("import 'node:fs'; export default (n) => n",
                                           "export default (n) => { while (true); }",
                                           "export default (n) => fetch('https://x.test/' + n)");
  bench.programs["import"] = [](const Json&) { return ended("import_refused", "node:fs"); };
  bench.programs["while"] = [](const Json&) { return ended("limit_steps", "stopped"); };
  bench.programs["fetch"] = [](const Json&) { return ended("threw", "fetch is not defined"); };
  Json bad = triple();
  bad["source"] = source;
  for (int round = 0; round < 4; ++round) bench.say(bad);
  const Json problem = bench.post(kCall);
  CHECK(bench.status == 502);
  CHECK(problem["code"] == "model_output_invalid");
  const auto kept =
      bench.host.storage.database.execute("SELECT count(*) FROM accepted_functions", Json::array());
  CHECK((*kept)["rows"][0][0] == 0);
}

TEST_CASE("code that runs into a limit is run no more", "[code-by-model]") {
  ModelBench bench;
  bench.programs["while"] = [](const Json&) { return ended("limit_steps", "stopped"); };
  Json endless = triple();
  endless["source"] = "export default (n) => { while (true); }";
  bench.say(endless);
  bench.say(triple());
  bench.post(kCall);
  CHECK(bench.status == 200);
  CHECK(bench.runs.size() == 1 + 5);
}

TEST_CASE("what depends on chance is tested by its type and not kept as a result",
          "[code-by-model]") {
  ModelBench bench;
  int draws = 0;
  bench.programs["random"] = [&](const Json&) { return returned(++draws, "random"); };
  Json dice = triple();
  dice["source"] = "export default (n) => random";
  bench.say(dice);
  CHECK(bench.post(kCall)["result"] == 5);
  CHECK(bench.post(kCall)["result"] == 6);
  CHECK(bench.asked() == 1);
}

TEST_CASE("without arguments a function is written and proven", "[code-by-model]") {
  ModelBench bench;
  bench.say(triple());
  Json call = kCall;
  call.erase("args");
  const Json answer = bench.post(call);
  CHECK(bench.status == 200);
  CHECK_FALSE(answer.contains("result"));
  CHECK(answer["code"]["tests"] == 4);
  CHECK(bench.runs.size() == 4);
}

TEST_CASE("results satisfy the caller's schema, or the model hears of it", "[code-by-model]") {
  ModelBench bench;
  Json call = kCall;
  call["schema"] = {{"type", "number"}, {"maximum", 10}};
  // The examples do; the result for the call's own arguments does not.
  bench.say(triple());
  Json right = triple();
  right["source"] = "export default (n) => Math.min(10, n * 3)";
  bench.programs.clear();
  bench.programs["Math.min"] = [](const Json& args) {
    return returned(std::min(10.0, args[0].get<double>() * 3));
  };
  bench.programs["n: number"] = [](const Json& args) {
    return returned(ModelBench::tripled(args[0]));
  };
  bench.say(right);
  const Json answer = bench.post(call);
  CHECK(bench.status == 200);
  CHECK(answer["result"] == 10);
  CHECK(bench.asked() == 2);
}

TEST_CASE("what a proven function throws is for the caller", "[code-by-model]") {
  ModelBench bench;
  bench.programs["n * 3"] = [](const Json& args) {
    if (args[0] == 7) return ended("threw", "seven is no number");
    return returned(ModelBench::tripled(args[0]));
  };
  bench.say(triple());
  const Json problem = bench.post(kCall);
  CHECK(bench.status == 422);
  CHECK(problem["code"] == "code_threw");
  CHECK(bench.asked() == 1);
}

TEST_CASE("providers are asked in the configured order", "[code-by-model]") {
  const Json known = {{"description", "Sort array of numbers"}, {"args", {{"numbers", {3, 1}}}}};
  SECTION("local first: the catalogue answers what it knows") {
    ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_providers", "local,openai"}});
    bench.programs["export default"] = [](const Json&) { return returned({1, 3}); };
    CHECK(bench.post(known)["code"]["origin"] == "catalogue");
    CHECK(bench.asked() == 0);
  }
  SECTION("local first: a model is asked for what it does not know") {
    ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_providers", "local,openai"}});
    bench.say(triple());
    const Json answer = bench.post(kCall);
    CHECK(answer["code"]["origin"] == "model");
    CHECK(answer["attempts"][0]["provider"] == "local");
    CHECK(answer["attempts"][0]["reason"] == "no_matching_function");
  }
  SECTION("local first: a model is asked where the catalogue fails the description's own example") {
    ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_providers", "local,openai"}});
    bench.programs["sortNumbers"] = [](const Json&) { return returned({1, 3}); };
    bench.say(triple());
    const Json answer = bench.post({{"description", "Sort the numbers, e.g. [1,3] -> [3,1]"},
                                    {"args", {{"numbers", {3, 1}}}}});
    CHECK(answer["attempts"][0]["reason"] == "no_matching_function");
    CHECK(bench.asked() > 0);
  }
  SECTION("local last: the catalogue stands in for a model that cannot be reached") {
    ModelBench bench;
    bench.programs["export default"] = [](const Json&) { return returned({1, 3}); };
    const Json answer = bench.post(known);
    CHECK(answer["code"]["origin"] == "catalogue");
    CHECK(answer["attempts"][0]["reason"] == "unreachable");
    // Next time the model may be there.
    CHECK(bench.post(known)["cached"] == false);
  }
  SECTION("local absent: there is nobody else") {
    ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_providers", "openai"}});
    CHECK(bench.post(known)["code"] == "model_unavailable");
    CHECK(bench.status == 503);
  }
  SECTION("the caller chooses local") {
    ModelBench bench;
    CHECK(bench.post(with_option(kCall, "provider", "local"))["code"] == "no_matching_function");
    CHECK(bench.asked() == 0);
  }
  SECTION("a refusal is an answer") {
    ModelBench bench;
    bench.answers.push_back(streamed(chat_stream("", "content_filter")));
    CHECK(bench.post(known)["code"] == "model_refused");
  }
}

TEST_CASE("how long a provider asks to be left alone is said on, and a job keeps to it",
          "[code-by-model]") {
  ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_providers", "openai"}});
  const auto status = GENERATE(std::uint16_t{429}, std::uint16_t{503});
  bench.answers.push_back(refused(status, "slow down", Head().add("retry-after", "120")));
  SECTION("to a caller") {
    const Json problem = bench.post(kCall);
    CHECK(bench.status == 503);
    CHECK(problem["code"] == "model_unavailable");
    CHECK(problem["retryAfterMs"] == 120'000);
    CHECK(bench.head.get("retry-after") == "120");
    CHECK(bench.asked() == 1);
  }
  SECTION("to the maker of data") {
    bench.post({{"description", "Describe a quux"}, {"type", "object"}});
    CHECK(bench.head.get("retry-after") == "120");
  }
  SECTION("in a batch, whose items have no head") {
    const Json answer = bench.post({{"calls", {kCall}}}, "/fn/batch");
    CHECK(answer["items"][0]["error"]["retryAfterMs"] == 120'000);
  }
  SECTION("to a job") {
    const Json problem = bench.post_as_job(kCall);
    const double now_ms = bench.host.world.now_ms();
    const FetchAnswer answer{static_cast<std::uint16_t>(bench.status), bench.head,
                             to_text(problem)};
    const AttemptOutcome outcome = outcome_of(answer, now_ms, "req_1");
    CHECK(outcome.kind == AttemptOutcome::Kind::kPassing);
    CHECK(outcome.retry_after_ms == 120'000);
  }
}

TEST_CASE("a provider that is not reached says no time", "[code-by-model]") {
  ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_providers", "openai"}});
  const Json problem = bench.post(kCall);
  CHECK(problem["code"] == "model_unavailable");
  CHECK_FALSE(problem.contains("retryAfterMs"));
  CHECK_FALSE(bench.head.find("retry-after"));
}

TEST_CASE("models and providers are chosen from the allow-list", "[code-by-model]") {
  ModelBench bench({{"openai_api_key", std::string(kKey)}, {"ai_models", "openai:gpt-4.1"}});
  CHECK(bench.post(with_option(kCall, "model", "gpt-5"))["code"] == "model_not_allowed");
  CHECK(bench.post(with_option(kCall, "provider", "anthropic"))["code"] == "model_unavailable");
  CHECK(bench.status == 503);
  CHECK(bench.asked() == 0);
  bench.say(triple());
  bench.post(with_option(kCall, "model", "gpt-4.1"));
  CHECK(bench.status == 200);
  CHECK((*read_json(bench.host.fetch.requests[0].body))["model"] == "gpt-4.1");
}

TEST_CASE("a caller who goes away takes the model's request along", "[code-by-model]") {
  ModelBench bench;
  NetworkAnswer slow = streamed(chat_stream(to_text(triple())));
  slow.delay_ms = 5'000;
  bench.answers.push_back(slow);
  SECTION("by the call's own time limit") {
    const Json problem = bench.post(with_option(kCall, "timeoutMs", 100));
    CHECK(bench.status == 504);
    CHECK(problem["code"] == "timed_out");
  }
  SECTION("by an abort") {
    const OpId request = bench.host.http.send({.method = "POST",
                                               .path = "/fn",
                                               .fields = "content-type: application/json\n",
                                               .body = to_text(kCall)});
    bench.host.world.advance(1'000);
    bench.host.http.abort(request);
    bench.host.world.run();
  }
  CHECK(bench.host.fetch.cancelled == 1);
  CHECK(bench.host.fetch.under_way() == 0);
}

}  // namespace
}  // namespace skerry::fn::testing
