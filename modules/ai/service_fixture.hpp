#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/ai/service.hpp"
#include "modules/sdk/assert.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::ai::testing {

using simulation::NetworkAnswer;
using simulation::NetworkRequest;

/// Accepts an object whose member `n` is a number; waits as a sandbox would.
class NumberValidator final : public AnswerValidator {
 public:
  explicit NumberValidator(TimersPort& timers) : timers_(timers) {}
  Task<Result<std::vector<AnswerError>>> check(Json value) override {
    constexpr std::uint64_t kSandboxMs = 3;
    co_await sleep(timers_, kSandboxMs);
    if (broken) co_return fail(FailureKind::kOverloaded, "no sandbox is free");
    const Json* number = find_member(value, "n");
    if (number != nullptr && number->is_number()) co_return std::vector<AnswerError>();
    co_return std::vector<AnswerError>{{"/n", "expected a number"}};
  }

  bool broken = false;

 private:
  TimersPort& timers_;
};

/// What calls of the service came to. Deques, since tests keep references.
struct Outcomes {
  std::deque<AiService::Generated> generated;
  std::deque<AiService::Object> objects;
  std::vector<std::string> pieces;
  std::optional<ModelFailure> stream_failure;
  std::optional<Generation> streamed;
  /// When the last call ended.
  double ended_ms = 0;
};

/// What the module below says to the service.
struct Script {
  Messages messages = {{Role::kSystem, "Be brief."}, {Role::kUser, "Hello"}};
  Options options = {};
  Json schema = {{"type", "object"}, {"properties", {{"n", {{"type", "number"}}}}}};
};

/// Makes one call of the service for each request, as the path says.
class Caller final : public Module {
 public:
  Caller(simulation::SimulatedHost& host, Settings settings, Script& script, Outcomes& outcomes,
         NumberValidator& validator)
      : host_(host),
        service_({host.basics(), host.fetch, host.timers}, std::move(settings)),
        script_(script),
        outcomes_(outcomes),
        validator_(validator) {}

  Task<Answer> on_request(Request request) override {
    if (request.path() == "/object") {
      outcomes_.objects.push_back(co_await service_.generate_object(
          script_.messages, script_.schema, validator_, script_.options));
    } else if (request.path() == "/stream") {
      co_await read_stream();
    } else {
      outcomes_.generated.push_back(co_await service_.generate(script_.messages, script_.options));
    }
    outcomes_.ended_ms = host_.clock.now_ms();
    co_return text_response(200, "done");
  }

 private:
  Task<void> read_stream() {
    auto stream = co_await service_.stream(script_.messages, script_.options);
    if (!stream) {
      outcomes_.stream_failure = std::move(stream.error());
      co_return;
    }
    while (true) {
      auto piece = co_await stream->next();
      if (!piece) {
        outcomes_.stream_failure = std::move(piece.error());
        co_return;
      }
      if (!*piece) break;
      outcomes_.pieces.push_back(std::move(**piece));
    }
    outcomes_.streamed = stream->generation();
  }

  simulation::SimulatedHost& host_;
  AiService service_;
  Script& script_;
  Outcomes& outcomes_;
  NumberValidator& validator_;
};

/// A simulated host with the module above, and providers that answer from a script.
struct Bench {
  explicit Bench(std::map<std::string, std::string, std::less<>> values = {{"openai_api_key",
                                                                            "key-of-openai-123"}},
                 std::uint64_t seed = 1)
      : host(seed), validator(host.timers) {
    host.config.values = std::move(values);
    auto settings = read_settings(host.config);
    SKERRY_ASSERT(settings.has_value());
    host.load<Caller>(host, *settings, script, outcomes, validator);
    host.fetch.script = [this](const NetworkRequest&) {
      SKERRY_ASSERT(!answers.empty());
      NetworkAnswer answer = std::move(answers.front());
      answers.erase(answers.begin());
      return answer;
    };
  }

  /// Makes a call and waits until it has ended.
  void run(std::string path) {
    host.http.send({.path = std::move(path)});
    host.world.run();
  }
  const AiService::Generated& generate() {
    run("/generate");
    return outcomes.generated.back();
  }
  const AiService::Object& object() {
    run("/object");
    return outcomes.objects.back();
  }
  /// The body of a request that was sent.
  [[nodiscard]] Json sent(std::size_t index) const {
    return read_json(host.fetch.requests.at(index).body).value();
  }
  [[nodiscard]] std::string url(std::size_t index) const {
    return std::string(host.fetch.requests.at(index).head.get(":url"));
  }
  /// Everything that was logged and counted.
  [[nodiscard]] std::string reported() const {
    std::string text;
    for (const auto& line : host.log.lines) text += line.message + line.fields;
    for (const auto& [name, value] : host.metrics.counters) text += name;
    for (const auto& [name, values] : host.metrics.observations) text += name;
    return text;
  }
  /// Nothing is left of any call.
  [[nodiscard]] bool idle() {
    const auto counts = host.world.instance().counts();
    return counts.live_frames == 0 && counts.pending_operations == 0 && host.fetch.under_way() == 0;
  }

  simulation::SimulatedHost host;
  Script script;
  Outcomes outcomes;
  NumberValidator validator;
  /// Taken in order, one a request.
  std::vector<NetworkAnswer> answers;
};

/// A streamed answer of Chat Completions that says `text` in pieces of a few characters.
[[nodiscard]] std::string chat_stream(std::string_view text, std::string_view finish = "stop");
/// A streamed answer of Anthropic's Messages; with `tool`, as input of the tool.
[[nodiscard]] std::string anthropic_stream(std::string_view text, bool tool = false,
                                           std::string_view stop = "end_turn");
/// A stream's text as an answer, in one piece or cut into pieces of `bytes`.
[[nodiscard]] NetworkAnswer streamed(std::string_view text, std::size_t bytes = 0);
/// An error as providers send it.
[[nodiscard]] NetworkAnswer refused(std::uint16_t status, std::string_view message, Head head = {});

/// Settings of two providers, in the order in which they are asked.
inline const std::map<std::string, std::string, std::less<>> kTwoProviders = {
    {"openai_api_key", "key-of-openai-123"}, {"anthropic_api_key", "key-of-anthropic-456"}};

/// The same answer, that much later.
inline NetworkAnswer late(NetworkAnswer answer, double delay_ms) {
  answer.delay_ms = delay_ms;
  return answer;
}

}  // namespace skerry::ai::testing
