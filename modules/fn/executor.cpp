#include "modules/fn/executor.hpp"

#include <utility>

#include "modules/sdk/id.hpp"

namespace skerry::fn {
namespace {

Problem uncertain(const Classification& classification) {
  Problem problem{"uncertain_type",
                  "The description could be more than one kind of work.",
                  {},
                  Json{{"classification", to_json(classification)}}};
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    problem.errors.push_back({"/type", std::string(name_of(static_cast<WorkType>(index)))});
  }
  return problem;
}

/// The type that runs: the classification's own, or what `onUncertain` says below the threshold.
std::expected<WorkType, Problem> decide(const Call& call, const Classification& classification) {
  if (classification.confidence >= call.options.confidence_threshold) return classification.type;
  switch (call.options.on_uncertain) {
    case OnUncertain::kHuman:
      return WorkType::kHuman;
    case OnUncertain::kNamedType:
      return call.options.uncertain_type;
    case OnUncertain::kError:
      break;
  }
  return std::unexpected(uncertain(classification));
}

MatchOutcome match_of(const Call& call) {
  return match(call.description, call.context, call.args ? &*call.args : nullptr);
}

/// Equal texts of one tenant mean equal calls, so the text itself is the key of its answer.
std::string key_of(std::string_view tenant, std::string_view body) {
  return std::string(tenant).append("\n").append(body);
}

}  // namespace

Executor::Executor(Ports ports)
    : ports_(ports),
      model_(model_in(trained_model_bytes())),
      classifier_(model_),
      schemas_({ports.basics.log, ports.sandbox, ports.timers}),
      code_route_({ports.basics.clock, ports.basics.log, ports.sandbox, ports.timers, schemas_}),
      object_route_({ports.basics.clock, ports.basics.crypto, ports.timers, schemas_}) {}

std::optional<std::string> Executor::kept_answer(std::string_view tenant, std::string_view body) {
  ClockPort& clock = ports_.basics.clock;
  const double began_ms = clock.monotonic_ms();
  const std::string* stable = cache_.find(key_of(tenant, body));
  if (stable == nullptr) return std::nullopt;
  return answer_text(make_id(IdKind::kCall, clock, ports_.basics.random), *stable, true,
                     {.total_ms = clock.monotonic_ms() - began_ms});
}

Task<Executor::Read> Executor::read(std::string body, CallKind kind) {
  auto call = read_call(body, kind);
  if (!call) co_return std::unexpected(std::move(call.error()));
  // Whatever is done with it later, a schema that cannot be used is refused before any work.
  schema::CheckedSchema schema;
  if (call->schema) {
    auto read = co_await schemas_.read(*call->schema, call->options.timeout_ms);
    if (!read) co_return std::unexpected(std::move(read.error()));
    schema = std::move(*read);
  }
  co_return std::pair(std::move(*call), std::move(schema));
}

Task<Executor::Classified> Executor::classify(std::string body, std::string tenant) {
  const double began_ms = ports_.basics.clock.monotonic_ms();
  std::string cache_key = key_of(tenant, body);
  auto read = co_await this->read(std::move(body), CallKind::kExecute);
  if (!read) co_return std::unexpected(std::move(read.error()));
  const double classify_began_ms = ports_.basics.clock.monotonic_ms();
  MatchOutcome found = match_of(read->first);
  Classification classification = classify(read->first, found);
  ClassifiedCall classified{
      .call = std::move(read->first),
      .schema = std::move(read->second),
      .match = std::move(found),
      .classification = std::move(classification),
      .cache_key = std::move(cache_key),
      .began_ms = began_ms,
      .timings = {.classify_ms = ports_.basics.clock.monotonic_ms() - classify_began_ms}};
  const auto type = decide(classified.call, classified.classification);
  if (!type) co_return std::unexpected(type.error());
  classified.type = *type;
  ports_.basics.metrics.observe("fn_classification_confidence",
                                to_text(Json{{"type", name_of(*type)}}),
                                classified.classification.confidence);
  co_return classified;
}

Task<Executor::Outcome> Executor::classification_of(std::string body) {
  const auto read = co_await this->read(std::move(body), CallKind::kClassify);
  if (!read) co_return std::unexpected(read.error());
  const Call& call = read->first;
  const Classification classification = classify(call, match_of(call));
  Json answer = {{"success", true}, {"classification", to_json(classification)}};
  if (classification.confidence < call.options.confidence_threshold) {
    answer["uncertain"] = true;
    const auto would_run = decide(call, classification);
    answer["wouldRun"] = would_run ? std::string(name_of(*would_run)) : std::string("error");
  }
  co_return to_text(answer);
}

Classification Executor::classify(const Call& call, const MatchOutcome& match) {
  if (call.type) return classified_by_caller(*call.type);
  const CallText text{.description = call.description,
                      .context = call.context,
                      .args = call.args ? &*call.args : nullptr,
                      .schema = call.schema ? &*call.schema : nullptr};
  // Arguments that do not fit still leave no doubt about what was described. A schema without
  // arguments does: "a product" may be data of that shape as well as a multiplication.
  const bool ambiguous = call.schema && !call.args;
  const bool explained =
      !ambiguous &&
      (match.has_value() || match.error().reason == RefusalReason::arguments_missing ||
       match.error().reason == RefusalReason::arguments_do_not_fit);
  return explained ? classifier_.classify_explained(text) : classifier_.classify(text);
}

Task<Executor::Outcome> Executor::run(ClassifiedCall call) {
  if (call.type == WorkType::kObject) return make_object(std::move(call));
  return run_code(std::move(call));
}

Task<Executor::Outcome> Executor::run_code(ClassifiedCall call) {
  if (!call.match) co_return std::unexpected(problem_of(call.match.error()));
  if (call.call.args && !call.match->complete) {
    co_return std::unexpected(
        Problem{"argument_missing", "args does not hold what the function takes.", {}, {}});
  }
  auto result = co_await code_route_.run(std::move(*call.match), std::move(call.schema),
                                         call.call.options.timeout_ms);
  if (!result) co_return std::unexpected(std::move(result.error()));
  call.timings.execute_ms = result->execute_ms;
  co_return settle(call, stable_members(call.classification, *result), result->repeatable);
}

Task<Executor::Outcome> Executor::make_object(ClassifiedCall call) {
  // The call's own copy goes to the route; what else it holds is needed afterwards.
  auto made = co_await object_route_.run(call.call, std::move(call.schema));
  if (!made) {
    Problem problem = std::move(made.error());
    if (problem.code == "object_not_generated") {
      problem.extension["classification"] = to_json(call.classification);
    }
    co_return std::unexpected(std::move(problem));
  }
  call.timings.generate_ms = made->generate_ms;
  co_return settle(call, stable_members(call.classification, *made), true);
}

std::string Executor::settle(ClassifiedCall& call, std::string stable, bool keep) {
  ClockPort& clock = ports_.basics.clock;
  call.timings.total_ms = clock.monotonic_ms() - call.began_ms;
  std::string text =
      answer_text(make_id(IdKind::kCall, clock, ports_.basics.random), stable, false, call.timings);
  if (keep && call.call.options.cache) cache_.put(std::move(call.cache_key), std::move(stable));
  return text;
}

}  // namespace skerry::fn
