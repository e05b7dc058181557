#pragma once

#include <catch2/catch.hpp>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/ai/service_fixture.hpp"
#include "modules/fn/fn.hpp"
#include "modules/fn/jobs/attempt_order.hpp"
#include "modules/sdk/simulation/migrate.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::fn::testing {

using ai::testing::chat_stream;
using ai::testing::NetworkAnswer;
using ai::testing::NetworkRequest;
using ai::testing::refused;
using ai::testing::streamed;
using simulation::SimulatedHost;
using simulation::SimulatedSandbox;

inline constexpr std::string_view kKey = "key-of-openai-123";
inline constexpr std::string_view kJobId = "job_01JDABCDEFGHJKMNPQRSTVWXYZ";
using Values = std::map<std::string, std::string, std::less<>>;

/// The report of a run that returned.
[[nodiscard]] inline std::string returned(const Json& result, std::string_view touched = "") {
  Json report = {{"outcome", "returned"},
                 {"touchedTime", touched == "time"},
                 {"touchedRandom", touched == "random"},
                 {"result", result},
                 {"console", Json::array()},
                 {"consoleLinesDropped", 0}};
  return to_text(report);
}

/// The report of a run that ended otherwise.
[[nodiscard]] inline std::string ended(std::string_view outcome, std::string_view message) {
  return to_text(Json{{"outcome", outcome},
                      {"error", {{"name", "Error"}, {"message", message}}},
                      {"console", Json::array()}});
}

/// A model's answer: a function and examples of it.
[[nodiscard]] inline Json code_answer(std::string_view source, const Json& parameters,
                                      const std::vector<std::pair<Json, Json>>& examples) {
  Json list = Json::array();
  for (const auto& [args, result] : examples) list.push_back({{"args", args}, {"result", result}});
  return {{"source", source}, {"name", "made"}, {"parameters", parameters}, {"examples", list}};
}

inline constexpr std::string_view kTriple = "export default (n: number) => n * 3;";
/// Right about `kTriple`.
[[nodiscard]] inline Json triple() {
  return code_answer(kTriple, {"n"},
                     {{{{"n", 2}}, 6}, {{{"n", 0}}, 0}, {{{"n", -1}}, -3}, {{{"n", 0.5}}, 1.5}});
}

/// One Fn on a simulated host, with a model that answers from a script and a sandbox that knows
/// what a few programs do.
struct ModelBench {
  explicit ModelBench(Values values = {{"openai_api_key", std::string(kKey)}}) {
    host.config.values = std::move(values);
    simulation::migrate(host.storage.database);
    host.load<Fn>(
        Fn::Ports{host.basics(), host.sandbox, host.timers, host.storage, host.fetch, host.queue});
    host.fetch.script = [this](const NetworkRequest& request) {
      if (request.to.kind == Destination::Kind::kActor) {
        jobs.push_back(request);
        return NetworkAnswer::text(R"({"success":true,"status":"queued"})", 202);
      }
      if (answers.empty()) return NetworkAnswer::failed(FailureKind::kUnreachable, "nobody");
      NetworkAnswer answer = std::move(answers.front());
      answers.pop_front();
      return answer;
    };
    host.sandbox.script = [this](const SimulatedSandbox::Run& run) -> Result<std::string> {
      runs.push_back(run);
      const Json args = *read_json(run.arguments);
      for (const auto& [part, program] : programs) {
        if (run.program.contains(part)) return program(args);
      }
      return ended("syntax_error", "not a program of the test");
    };
    programs = {{"n * 3", [](const Json& args) { return returned(tripled(args[0])); }}};
  }

  static Json tripled(const Json& value) {
    return value.is_number_integer() ? Json(value.get<std::int64_t>() * 3)
                                     : Json(value.get<double>() * 3);
  }

  /// What the model says next.
  void say(const Json& value) { answers.push_back(streamed(chat_stream(to_text(value)))); }

  Json post(const Json& body, std::string path = "/fn", std::string_view tenant = "t") {
    return post_as(Json{{"tenant", tenant}}, body, std::move(path));
  }
  /// As a job's actor does at an attempt, after others that took so many tokens.
  Json post_as_job(const Json& call, std::uint64_t tokens_spent = 0) {
    const Json* type = find_member(call, "type");
    return post_order({.type = type == nullptr ? "code" : type->get<std::string>(),
                       .classification = Json::object(),
                       .call_id = call_id_of(kJobId),
                       .tokens_spent = tokens_spent,
                       .call = call});
  }
  Json post_order(const AttemptOrder& order) {
    return post_as(Json{{"tenant", "t"}, {"jobId", kJobId}}, *read_json(order_text(order)),
                   "/internal/run");
  }
  Json post_as(const Json& principal, const Json& body, std::string path) {
    const OpId request = host.http.send({.method = "POST",
                                         .path = std::move(path),
                                         .fields = "content-type: application/json\n",
                                         .principal = to_text(principal),
                                         .body = to_text(body)});
    host.world.run();
    const auto& view = host.http.view(request);
    status = view.status;
    head = view.head;
    said += view.body;
    return *read_json(view.body);
  }

  /// The messages of a request that was sent to a model.
  [[nodiscard]] Json messages(std::size_t index) const {
    return (*read_json(host.fetch.requests.at(index).body))["messages"];
  }
  /// The data that a message of the user role holds.
  [[nodiscard]] static Json data_of(const Json& message) {
    REQUIRE(message["role"] == "user");
    return (*read_json(message["content"].get_ref<const std::string&>()))["data"];
  }
  [[nodiscard]] std::size_t asked() const { return host.fetch.requests.size(); }

  SimulatedHost host{5};
  std::deque<NetworkAnswer> answers;
  /// What was asked of jobs' actors.
  std::vector<NetworkRequest> jobs;
  /// By a part of their source.
  std::map<std::string, std::function<std::string(const Json&)>, std::less<>> programs;
  std::vector<SimulatedSandbox::Run> runs;
  /// Of the last answer.
  int status = 0;
  Head head;
  /// Everything that was ever answered.
  std::string said;
};

}  // namespace skerry::fn::testing
