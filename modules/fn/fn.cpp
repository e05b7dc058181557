#include "modules/fn/fn.hpp"

#include <utility>

#include "modules/fn/answer.hpp"
#include "modules/fn/http_rules.hpp"
#include "modules/fn/matching/matching.hpp"
#include "modules/fn/openapi.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/principal.hpp"

namespace skerry::fn {
namespace {

/// Source, classification and console beside a result.
constexpr std::size_t kAnswerBytesBesideResultMax = 256 * 1024;
static_assert(limits::kSandboxOutputBytesMax + kAnswerBytesBesideResultMax <=
                  skerry::limits::kIdempotencyBodyBytesMax,
              "every answer must be small enough to be kept under its Idempotency-Key");

Problem not_yet(WorkType type, const Classification& classification) {
  return {"not_yet_available",
          "Calls of type " + std::string(name_of(type)) + " are not there yet.",
          {},
          Json{{"classification", to_json(classification)}}};
}

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

std::string classification_answer(const Call& call, const Classification& classification) {
  Json answer = {{"success", true}, {"classification", to_json(classification)}};
  if (classification.confidence < call.options.confidence_threshold) {
    answer["uncertain"] = true;
    const auto would_run = decide(call, classification);
    answer["wouldRun"] = would_run ? std::string(name_of(*would_run)) : std::string("error");
  }
  return to_text(answer);
}

Response response_of(const Problem& problem, std::string_view request_id) {
  Response response{find_problem(problem.code)->status, {}, problem_text_of(problem, request_id)};
  response.head.add("content-type", "application/problem+json");
  if (problem.code == "overloaded") response.head.add("retry-after", "1");
  return response;
}

}  // namespace

Fn::Fn(Ports ports)
    : ports_(ports),
      model_(model_in(trained_model_bytes())),
      classifier_(model_),
      schemas_({ports.basics.log, ports.sandbox, ports.timers}),
      code_route_({ports.basics.clock, ports.basics.log, ports.sandbox, ports.timers, schemas_}),
      object_route_({ports.basics.clock, ports.basics.crypto, ports.timers, schemas_}),
      idempotency_(ports.basics, ports.storage, limits::kCallTimeoutMs) {
  // Those outside of /fn are for the gateway alone, which forwards nothing else.
  router_.add("POST", "/fn", Route::kExecute)
      .add("POST", "/fn/classify", Route::kClassify)
      .add("GET", "/ready", Route::kReady)
      .add("GET", "/openapi.json", Route::kOpenapi);
}

Task<Answer> Fn::on_request(Request request) {
  Principal principal = read_principal(request.principal);
  auto found = router_.find(request.method(), request.path(), principal.request_id);
  if (auto* mismatch = std::get_if<Response>(&found)) co_return std::move(*mismatch);
  const Route route = *std::get<Router<Route>::Found>(found).handler;
  if (route == Route::kReady) co_return json_response(200, R"({"status":"ready"})");
  if (route == Route::kOpenapi) co_return json_response(200, to_text(openapi_part()));
  if (auto problem = check_json_request(request)) {
    co_return response_of(*problem, principal.request_id);
  }
  auto keyed = read_keyed_request(request, principal, ports_.basics.crypto);
  if (!keyed) co_return std::move(keyed.error());
  const auto operation = route == Route::kClassify ? Operation::kClassify : Operation::kExecute;
  co_return co_await idempotency_.once(
      std::move(*keyed), respond(operation, std::move(*request.body), std::move(principal)));
}

Task<Response> Fn::respond(Operation operation, std::string body, Principal principal) {
  const auto outcome = co_await perform(operation, std::move(body), std::string(principal.tenant));
  if (!outcome) co_return response_of(outcome.error(), principal.request_id);
  co_return json_response(200, *outcome);
}

Task<std::string> Fn::on_call(RpcCall call) {
  const Principal principal = read_principal(call.principal);
  Outcome outcome = std::unexpected(Problem{"not_found", "There is no such method.", {}, {}});
  if (call.method == "executeFunction") {
    outcome = co_await perform(Operation::kExecute, std::move(call.arguments),
                               std::string(principal.tenant));
  } else if (call.method == "classify") {
    outcome = co_await perform(Operation::kClassify, std::move(call.arguments),
                               std::string(principal.tenant));
  }
  if (outcome) co_return std::move(*outcome);
  co_return R"({"success":false,"error":)" +
      problem_text_of(outcome.error(), principal.request_id) + "}";
}

Task<Fn::Outcome> Fn::perform(Operation operation, std::string body, std::string tenant) {
  // Equal texts of one tenant mean equal calls, so the text itself is the key of its answer.
  std::string cache_key = std::move(tenant) + '\n' + body;
  if (operation == Operation::kExecute) {
    const double began_ms = ports_.basics.clock.monotonic_ms();
    if (const std::string* stable = cache_.find(cache_key)) {
      const std::string id = make_id(IdKind::kCall, ports_.basics.clock, ports_.basics.random);
      co_return answer_text(id, *stable, true,
                            {.total_ms = ports_.basics.clock.monotonic_ms() - began_ms});
    }
  }
  auto call =
      read_call(body, operation == Operation::kExecute ? CallKind::kExecute : CallKind::kClassify);
  if (!call) co_return std::unexpected(std::move(call.error()));
  // Whatever is done with it later, a schema that cannot be used is refused before any work.
  schema::CheckedSchema schema;
  if (call->schema) {
    auto read = co_await schemas_.read(*call->schema, call->options.timeout_ms);
    if (!read) co_return std::unexpected(std::move(read.error()));
    schema = std::move(*read);
  }
  if (operation == Operation::kExecute) {
    co_return co_await execute(std::move(*call), std::move(schema), std::move(cache_key));
  }
  const MatchOutcome found =
      match(call->description, call->context, call->args ? &*call->args : nullptr);
  co_return classification_answer(*call, classify(*call, found));
}

Classification Fn::classify(const Call& call, const MatchOutcome& match) {
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

Task<Fn::Outcome> Fn::execute(Call call, schema::CheckedSchema schema, std::string cache_key) {
  ClockPort& clock = ports_.basics.clock;
  Timings timings;
  const double began_ms = clock.monotonic_ms();
  MatchOutcome found = match(call.description, call.context, call.args ? &*call.args : nullptr);
  const Classification classification = classify(call, found);
  timings.classify_ms = clock.monotonic_ms() - began_ms;

  const auto type = decide(call, classification);
  if (!type) co_return std::unexpected(type.error());
  ports_.basics.metrics.observe("fn_classification_confidence",
                                to_text(Json{{"type", name_of(*type)}}), classification.confidence);
  if (*type == WorkType::kObject && !call.options.async) {
    co_return co_await make_object(std::move(call), std::move(schema), std::move(cache_key),
                                   classification, timings, began_ms);
  }
  if (*type != WorkType::kCode || call.options.async) {
    Problem problem = not_yet(*type, classification);
    if (call.options.async) problem.detail = "Calls with options.mode async are not there yet.";
    co_return std::unexpected(std::move(problem));
  }
  if (!found) co_return std::unexpected(problem_of(found.error()));
  if (call.args && !found->complete) {
    co_return std::unexpected(
        Problem{"argument_missing", "args does not hold what the function takes.", {}, {}});
  }
  auto result =
      co_await code_route_.run(std::move(*found), std::move(schema), call.options.timeout_ms);
  if (!result) co_return std::unexpected(std::move(result.error()));
  timings.execute_ms = result->execute_ms;
  timings.total_ms = clock.monotonic_ms() - began_ms;
  std::string stable = stable_members(classification, *result);
  const std::string id = make_id(IdKind::kCall, ports_.basics.clock, ports_.basics.random);
  std::string text = answer_text(id, stable, false, timings);
  if (call.options.cache && result->repeatable) cache_.put(std::move(cache_key), std::move(stable));
  co_return text;
}

Task<Fn::Outcome> Fn::make_object(Call call, schema::CheckedSchema schema, std::string cache_key,
                                  Classification classification, Timings timings, double began_ms) {
  const bool cache = call.options.cache;
  auto made = co_await object_route_.run(std::move(call), std::move(schema));
  if (!made) {
    Problem problem = std::move(made.error());
    if (problem.code == "object_not_generated") {
      problem.extension["classification"] = to_json(classification);
    }
    co_return std::unexpected(std::move(problem));
  }
  timings.generate_ms = made->generate_ms;
  timings.total_ms = ports_.basics.clock.monotonic_ms() - began_ms;
  std::string stable = stable_members(classification, *made);
  const std::string id = make_id(IdKind::kCall, ports_.basics.clock, ports_.basics.random);
  std::string text = answer_text(id, stable, false, timings);
  if (cache) cache_.put(std::move(cache_key), std::move(stable));
  co_return text;
}

}  // namespace skerry::fn
