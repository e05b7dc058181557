#include "modules/fn/schema/schema.hpp"

#include <catch2/catch.hpp>
#include <regex>
#include <string>

#include "modules/fn/schema/limits.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

using skerry::Json;
using namespace skerry::simulation;
using namespace skerry::fn;

namespace {

/// What came of one check: a problem's code or `valid`, and its first place and detail.
struct Verdict {
  std::string code = "valid";
  std::string pointer;
  std::string detail;
};

Verdict verdict_of(const Problem& problem) {
  Verdict verdict{std::string(problem.code), {}, {}};
  if (!problem.errors.empty()) {
    verdict.pointer = problem.errors.front().pointer;
    verdict.detail = problem.errors.front().detail;
  }
  return verdict;
}

/// A module that does nothing but check the value of each call against its schema.
class Checking final : public skerry::Module {
 public:
  explicit Checking(schema::SchemaChecker::Ports ports) : checker_(ports) {}

  skerry::Task<std::string> on_call(skerry::RpcCall call) override {
    Json arguments = *skerry::read_json(call.arguments);
    constexpr std::uint32_t kTimeoutMs = 1'000;
    auto read = co_await checker_.read(arguments[0], kTimeoutMs);
    std::optional<Problem> problem;
    if (!read) {
      problem = std::move(read.error());
    } else {
      problem = co_await checker_.check(*read, arguments[1]);
    }
    const Verdict verdict = problem ? verdict_of(*problem) : Verdict{};
    co_return skerry::to_text(Json::array({verdict.code, verdict.pointer, verdict.detail}));
  }

 private:
  schema::SchemaChecker checker_;
};

struct Bench {
  Bench() {
    host.load<Checking>(schema::SchemaChecker::Ports{host.basics().log, host.sandbox, host.timers});
    host.sandbox.script = [this](const SimulatedSandbox::Run& run) {
      ++runs;
      return skerry::Result<std::string>(outcome.empty() ? answer(run) : outcome);
    };
  }

  /// Does what `test_patterns.mjs` does, for patterns that mean the same in std::regex.
  static std::string answer(const SimulatedSandbox::Run& run) {
    const Json questions = (*skerry::read_json(run.arguments))[0];
    Json answers = Json::array();
    for (const Json& question : questions) {
      const auto pattern = question[0].get<std::string>();
      if (pattern == "(") {
        answers.push_back(nullptr);
        continue;
      }
      const std::regex expression(pattern);
      Json& found = answers.emplace_back(Json::array());
      for (const Json& text : question[1]) {
        found.push_back(std::regex_search(text.get<std::string>(), expression));
      }
    }
    return skerry::to_text(Json{{"outcome", "returned"}, {"result", answers}});
  }

  Verdict check(std::string_view schema, std::string_view value) {
    const skerry::OpId call =
        host.rpc.call("check", "[" + std::string(schema) + "," + std::string(value) + "]");
    host.world.run();
    const Json reply = *skerry::read_json(*host.rpc.reply_to(call));
    return {reply[0].get<std::string>(), reply[1].get<std::string>(), reply[2].get<std::string>()};
  }

  SimulatedHost host{7};
  std::string outcome;
  int runs = 0;
};

std::string nested(int levels, std::string_view open, std::string_view close) {
  std::string text;
  for (int i = 0; i < levels; ++i) text += open;
  text += "{}";
  for (int i = 0; i < levels; ++i) text += close;
  return text;
}

}  // namespace

TEST_CASE("what is no schema is refused with the place", "[schema]") {
  Bench bench;
  const auto place = [&](std::string_view schema) {
    const Verdict verdict = bench.check(schema, "1");
    CHECK(verdict.code == "invalid_schema");
    return verdict.pointer + ": " + verdict.detail;
  };
  CHECK(place(R"({"items":5})") == "/schema/items: expected object or boolean, found number");
  CHECK(place(R"({"type":"numbr"})").ends_with(R"(found "numbr")"));
  CHECK(place(R"({"pattern":"("})") ==
        R"(/schema/pattern: expected the format "regex", found "(")");
  CHECK(place(R"({"properties":{"a/b":{"minLength":-1}}})") ==
        "/schema/properties/a~1b/minLength: expected at least 0, found -1");
  CHECK(place(R"({"required":["a","a"]})") == "/schema/required: items 0 and 1 are equal");
  CHECK(
      place(R"({"$ref":"https://example.com/x"})").starts_with("/schema/$ref: leads to a schema"));
  CHECK(place(R"({"$ref":"#/$defs/x"})").starts_with("/schema/$ref: leads to a place"));
  CHECK(place(R"({"$ref":"#x"})").starts_with("/schema/$ref: leads to an anchor"));
  CHECK(place(R"({"$defs":{"a":{"$id":"x"},"b":{"$id":"x"}}})").starts_with("/schema/$defs/b/$id"));
  // Only the reference knows that there is a schema at this place.
  CHECK(place(R"({"$ref":"#/x","x":{"pattern":"("}})").starts_with("/schema: the pattern"));
  CHECK(place(R"({"$ref":"#/x","x":{"minLength":"a"}})").starts_with("/x/minLength") == false);
  CHECK(bench.check(R"({"$schema":"urn:other"})", "1").code == "unsupported_schema_draft");
}

TEST_CASE("mismatches are told in plain phrases", "[schema]") {
  Bench bench;
  const auto told = [&](std::string_view schema, std::string_view value) {
    const Verdict verdict = bench.check(schema, value);
    CHECK(verdict.code == "result_does_not_match_schema");
    return verdict.pointer + ": " + verdict.detail;
  };
  CHECK(told(R"({"items":{"type":"number"}})", R"(["a"])") ==
        "/result/0: expected number, found string");
  CHECK(told(R"({"type":["number","null"]})", "{}") ==
        "/result: expected number or null, found object");
  CHECK(told(R"({"required":["a"]})", "{}") == R"(/result: member "a" is missing)");
  CHECK(told(R"({"additionalProperties":false})", R"({"x":1})") == "/result/x: is not allowed");
  CHECK(told(R"({"maxItems":1})", "[1,2]") == "/result: expected at most 1 item, found 2");
  CHECK(told(R"({"enum":[1,"a"]})", "2") == R"(/result: expected one of 1, "a", found 2)");
  CHECK(told(R"({"uniqueItems":true})", "[1,2,1.0]") == "/result: items 0 and 2 are equal");
  CHECK(told(R"({"anyOf":[{"type":"string"},{"type":"object","required":["k"]}]})", "{}") ==
        R"(/result: member "k" is missing)");
  CHECK(told(R"({"oneOf":[{},{}]})", "1") ==
        "/result: matches more than one of the alternatives of oneOf");
  CHECK(told(R"({"pattern":"^a"})", R"("b")") ==
        R"(/result: expected a match of the pattern "^a")");
}

TEST_CASE("patterns of one check run together, and only when there are any", "[schema]") {
  Bench bench;
  CHECK(bench.check(R"({"type":"number","format":"date"})", "1").code == "valid");
  CHECK(bench.runs == 0);
  constexpr std::string_view kSchema =
      R"({"patternProperties":{"^a":{"type":"number"},"^b":{"pattern":"x"}},)"
      R"("additionalProperties":false})";
  CHECK(bench.check(kSchema, R"({"a1":1,"b1":"x","b2":"xx"})").code == "valid");
  // One for the schema, at most two for the value.
  CHECK(bench.runs <= 3);
  bench.runs = 0;
  CHECK(bench.check(kSchema, R"({"a1":1,"c":1})").pointer == "/result/c");
  CHECK(bench.check(kSchema, R"({"b1":"y"})").pointer == "/result/b1");
  // The schema itself is known by now.
  CHECK(bench.runs <= 3);
  CHECK(bench.check(R"({"if":{"pattern":"^a"},"else":{"pattern":"^b"}})", R"("c")").pointer ==
        "/result");
}

TEST_CASE("hostile schemas end at a limit with a problem of their own", "[schema]") {
  Bench bench;
  CHECK(bench.check(R"({"$ref":"#"})", "1").code == "schema_too_expensive");
  CHECK(bench.check(R"({"allOf":[{"$ref":"#"},{"$ref":"#"}]})", "1").code ==
        "schema_too_expensive");
  std::string doubling = R"({"$ref":"#/$defs/0","$defs":{)";
  for (int i = 0; i < 60; ++i) {
    const std::string next = std::to_string(i + 1);
    doubling += "\"" + std::to_string(i) + R"(":{"allOf":[{"$ref":"#/$defs/)" + next +
                R"("},{"$ref":"#/$defs/)" + next + R"("}]},)";
  }
  CHECK(bench.check(doubling + R"("60":{}}})", "1").code == "schema_too_expensive");
  for (const char* limit : {"limit_steps", "limit_memory", "limit_stack"}) {
    bench.outcome = R"({"outcome":")" + std::string(limit) + R"("})";
    CHECK(bench.check(R"({"pattern":"^(a+)+$"})", R"("a")").code == "schema_too_expensive");
  }
  bench.outcome = R"({"outcome":"threw"})";
  CHECK(bench.check(R"({"pattern":"a"})", R"("a")").code == "sandbox_failed");
}

TEST_CASE("long names and texts cost no more than they should", "[schema]") {
  Bench bench;
  constexpr std::size_t kLong = 300'000;
  const std::string name(kLong, 'n');
  std::string all = R"({"allOf":[)";
  for (int i = 0; i < 1'000; ++i) all += R"({"const":)" + std::to_string(i) + "},";
  const Verdict verdict = bench.check(all + "{}]}", "\"" + name + "\"");
  CHECK(verdict.code == "result_does_not_match_schema");
  CHECK(verdict.detail.size() < 200);
  // A pointer that would be as long leads to the object around it.
  CHECK(bench.check(R"({"additionalProperties":false})", "{\"" + name + "\":1}").pointer ==
        "/result");
  std::string patterns = R"({"allOf":[)";
  for (int i = 0; i < 100; ++i) patterns += R"({"pattern":")" + std::to_string(i) + "\"},";
  CHECK(bench.check(patterns + "{}]}", "\"" + name + "\"").code == "schema_too_expensive");
}

TEST_CASE("what is nested as deep as a call allows can be checked", "[schema]") {
  Bench bench;
  CHECK(bench.check(nested(60, R"({"not":)", "}"), "1").code != "schema_too_expensive");
  CHECK(
      bench.check(R"({"items":{"$ref":"#"}})", std::string(60, '[') + std::string(60, ']')).code ==
      "valid");
}

TEST_CASE("as many schemas as are asked for can be read, few are kept", "[schema]") {
  Bench bench;
  for (std::size_t i = 0; i < 2 * limits::kKeptSchemasMax; ++i) {
    CHECK(bench.check(R"({"minimum":)" + std::to_string(i) + "}", "1").code ==
          (i <= 1 ? "valid" : "result_does_not_match_schema"));
  }
  CHECK(bench.check(R"({"minimum":0})", "1").code == "valid");
}

TEST_CASE("names of prototypes are names like any other", "[schema]") {
  Bench bench;
  for (const std::string name : {"__proto__", "constructor", "toString"}) {
    CHECK(bench.check(R"({"required":[")" + name + R"("]})", "{}").code ==
          "result_does_not_match_schema");
    CHECK(bench
              .check(R"({"properties":{")" + name + R"(":{"type":"number"}}})",
                     "{\"" + name + "\":\"a\"}")
              .pointer == "/result/" + name);
  }
}
