#include "modules/fn/executor.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "modules/ai/failure.hpp"
#include "modules/fn/generation/models.hpp"
#include "modules/fn/type_choice.hpp"
#include "modules/sdk/id.hpp"

namespace skerry::fn {
namespace {

MatchOutcome match_of(const Call& call) {
  return match(call.description, call.context, call.args ? &*call.args : nullptr);
}

Classification classified_as_own(const AcceptedFunction& function) {
  Classification result = classified_by_caller(WorkType::kCode);
  result.reasoning = "The description is that of the registered function " +
                     function.name.value_or(function.id) + ", word for word.";
  result.tier = "registered";
  return result;
}

Classification classified_as_accepted() {
  Classification result = classified_by_caller(WorkType::kCode);
  result.reasoning = "Code was accepted for the same description before.";
  result.tier = "accepted";
  return result;
}

/// Tiers whose probabilities are those of all types. The others know one type for sure.
constexpr std::string_view kGuessingTiers[] = {"catalogue", "model", "llm"};

/// Whether a function was refused for its arguments alone.
bool leaves_no_word(const Refusal& refusal) {
  return refusal.explained && (refusal.reason == RefusalReason::arguments_missing ||
                               refusal.reason == RefusalReason::arguments_do_not_fit);
}

/// Whether a function can be what the call asks for.
bool may_be_code(const Call& call) { return !call.type || *call.type == WorkType::kCode; }

/// With settings that are at fault there are no models, and the log says why. A host that can
/// refuse to start has done so.
ai::Settings settings_of_models(const Basics& basics) {
  auto settings = ai::read_settings(basics.config);
  if (settings) return std::move(*settings);
  for (const ai::SettingFault& fault : settings.error()) {
    basics.log.write(LogLevel::kError, "a setting of models is wrong, so none is asked",
                     to_text(Json{{"setting", fault.name}, {"fault", fault.detail}}));
  }
  return {};
}

/// What is kept begins with the id of the execution.
constexpr std::size_t kCallIdBytes = prefix_of(IdKind::kCall).size() + kIdCharacters;

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
      models_({ports.basics, ports.fetch, ports.timers}, settings_of_models(ports.basics)),
      tokens_(ports.basics, ports.storage, models_.settings().tokens_per_tenant_max),
      accepted_(ports.basics, ports.storage),
      llm_tier_(ports.basics.clock, models_, tokens_),
      code_route_(
          {ports.basics, ports.sandbox, ports.timers, schemas_, models_, accepted_, tokens_}),
      object_route_(
          {ports.basics.clock, ports.basics.crypto, ports.timers, schemas_, models_, tokens_}),
      own_functions_(ports.basics, ports.storage) {}

void Executor::functions_changed(const std::string& tenant) {
  own_functions_.changed(tenant);
  cache_ = AnswerCache();
}

std::optional<std::string> Executor::kept_answer(std::string_view tenant, std::string_view body) {
  ClockPort& clock = ports_.basics.clock;
  const double began_ms = clock.monotonic_ms();
  const std::string* kept = cache_.find(key_of(tenant, body));
  if (kept == nullptr) return std::nullopt;
  const std::string_view id = std::string_view(*kept).substr(0, kCallIdBytes);
  const auto made_ms = id_time_ms(IdKind::kCall, id);
  if (!made_ms || clock.now_ms() - static_cast<double>(*made_ms) > limits::kCachedAnswerMsMax) {
    return std::nullopt;
  }
  return answer_text(id, std::string_view(*kept).substr(kCallIdBytes), true,
                     {.total_ms = clock.monotonic_ms() - began_ms});
}

Task<Executor::Read> Executor::read(std::string body, CallKind kind) {
  auto call = read_call(body, kind, call_limits(ports_.basics.config));
  if (!call) co_return std::unexpected(std::move(call.error()));
  if (auto fault = fault_of_choice(models_, call->options)) {
    co_return std::unexpected(std::move(*fault));
  }
  // Whatever is done with it later, a schema that cannot be used is refused before any work.
  schema::CheckedSchema schema;
  if (call->schema) {
    auto read = co_await schemas_.read(*call->schema, call->options.timeout_ms);
    if (!read) co_return std::unexpected(std::move(read.error()));
    schema = std::move(*read);
  }
  co_return std::pair(std::move(*call), std::move(schema));
}

Task<Executor::Classified> Executor::prepare(std::string body, CallOrigin origin) {
  const double began_ms = ports_.basics.clock.monotonic_ms();
  std::string tenant = origin.tenant;
  std::string cache_key = key_of(tenant, body);
  auto read = co_await this->read(std::move(body), CallKind::kExecute);
  if (!read) co_return std::unexpected(std::move(read.error()));
  std::optional<AcceptedFunction> own;
  if (may_be_code(read->first)) {
    auto found_own = co_await own_functions_.find_own(tenant, read->first);
    if (!found_own) co_return std::unexpected(std::move(found_own.error()));
    own = std::move(*found_own);
  }
  const double match_began_ms = ports_.basics.clock.monotonic_ms();
  MatchOutcome found = match_of(read->first);
  CallTrace trace = new_trace(read->first, std::move(origin), began_ms);
  co_return ClassifiedCall{
      .tenant = std::move(tenant),
      .call = std::move(read->first),
      .schema = std::move(read->second),
      .own = std::move(own),
      .match = std::move(found),
      .classification = {},
      .cache_key = std::move(cache_key),
      .began_ms = began_ms,
      .timings = {.classify_ms = ports_.basics.clock.monotonic_ms() - match_began_ms},
      .trace = std::move(trace)};
}

void Executor::decide_on(ClassifiedCall& call, WorkType type) {
  call.type = type;
  const bool was_guessed = std::ranges::contains(kGuessingTiers, call.classification.tier);
  const bool matters = call.call.options.on_route_failure == OnRouteFailure::kNextType;
  call.ranking = was_guessed || !matters ? call.classification.probabilities
                                         : guess(call.call, call.match).probabilities;
}

Task<Executor::Classified> Executor::classify(std::string body, CallOrigin origin) {
  auto prepared = co_await prepare(std::move(body), std::move(origin));
  if (!prepared) co_return prepared;
  ClassifiedCall& classified = *prepared;
  const Call& call = classified.call;
  const double began_ms = ports_.basics.clock.monotonic_ms();
  classified.classification =
      classified.own && !call.type
          ? classified_as_own(*classified.own)
          : co_await classify_surely(&call, &classified.match, &classified.trace);
  classified.timings.classify_ms += ports_.basics.clock.monotonic_ms() - began_ms;
  const auto type = decide(call, classified.classification);
  auto fault = type ? fault_of_options(call.options, *type, call_limits(ports_.basics.config))
                    : std::optional(type.error());
  if (fault) {
    add_trace(fault->extension, classified.trace);
    co_return std::unexpected(std::move(*fault));
  }
  decide_on(classified, *type);
  ports_.basics.metrics.observe("fn_classification_confidence",
                                to_text(Json{{"type", name_of(*type)}}),
                                classified.classification.confidence);
  co_return prepared;
}

Task<Executor::Classified> Executor::take_up(AttemptOrder order, CallOrigin origin) {
  const auto type = work_type_named(order.type);
  if (!type) {
    co_return std::unexpected(
        Problem{"internal_error", "The order names no type of work.", {}, {}});
  }
  origin.job_tokens_spent = order.tokens_spent;
  auto prepared = co_await prepare(to_text(order.call), std::move(origin));
  if (!prepared) co_return prepared;
  prepared->classification =
      classification_in(order.classification).value_or(classified_by_caller(*type));
  decide_on(*prepared, *type);
  prepared->id = std::move(order.call_id);
  // A job keeps its answer itself.
  prepared->cache_key.clear();
  // The classification's time is the job's, not this attempt's.
  prepared->timings = {};
  co_return prepared;
}

Task<Executor::Outcome> Executor::classification_of(std::string body, CallOrigin origin) {
  const auto read = co_await this->read(std::move(body), CallKind::kClassify);
  if (!read) co_return std::unexpected(read.error());
  const Call& call = read->first;
  const MatchOutcome found = match_of(call);
  const auto own = co_await own_functions_.find_own(origin.tenant, call);
  CallTrace trace = new_trace(call, std::move(origin), ports_.basics.clock.monotonic_ms());
  if (!own) co_return std::unexpected(own.error());
  const Classification classification =
      *own ? classified_as_own(**own) : co_await classify_surely(&call, &found, &trace);
  const auto would_run = decide(call, classification);
  Json answer = {{"success", true}, {"classification", to_json(classification)}};
  add_trace(answer, trace);
  if (classification.confidence < call.options.confidence_threshold) {
    answer["uncertain"] = true;
    answer["wouldRun"] = would_run ? std::string(name_of(*would_run)) : std::string("error");
  }
  co_return to_text(answer);
}

Classification Executor::guess(const Call& call, const MatchOutcome& match) {
  const CallText text{.description = call.description,
                      .context = call.context,
                      .args = call.args ? &*call.args : nullptr,
                      .schema = call.schema ? &*call.schema : nullptr};
  // Arguments that do not fit still leave no doubt about what was described. A schema without
  // arguments does: "a product" may be data of that shape as well as a multiplication.
  const bool ambiguous = call.schema && !call.args;
  const bool explained = !ambiguous && (match.has_value() || leaves_no_word(match.error()));
  return explained ? classifier_.classify_explained(text, match.has_value())
                   : classifier_.classify(text);
}

Task<Classification> Executor::classify_surely(const Call* call, const MatchOutcome* match,
                                               CallTrace* trace) {
  if (call->type) co_return classified_by_caller(*call->type);
  Classification local = guess(*call, *match);
  if (local.confidence >= call->options.confidence_threshold ||
      order_of(models_, call->options) == ProviderOrder::kLocal) {
    co_return local;
  }
  if (co_await code_route_.is_accepted(trace->tenant, call)) co_return classified_as_accepted();
  auto asked = co_await llm_tier_.classify(call, trace);
  co_await tokens_.close(trace);
  if (asked) co_return std::move(*asked);
  // Still one sentence.
  if (local.reasoning.ends_with('.')) local.reasoning.pop_back();
  local.reasoning += "; no model could say more (" + std::string(ai::name_of(asked.error())) + ").";
  co_return local;
}

CallTrace Executor::new_trace(const Call& call, CallOrigin origin, double began_ms) const {
  CallTrace trace;
  trace.tenant = std::move(origin.tenant);
  trace.request_id = std::move(origin.request_id);
  trace.ends_ms = began_ms + call.options.timeout_ms;
  if (!models_.has_models()) return trace;
  const ai::Settings& settings = models_.settings();
  trace.budget =
      std::make_shared<ai::Budget>(ai::Budget{.tokens_max = settings.tokens_per_call_max});
  if (origin.job_tokens_spent && settings.tokens_per_job_max > 0) {
    trace.job_budget =
        std::make_shared<ai::Budget>(ai::Budget{.tokens_max = settings.tokens_per_job_max,
                                                .spent = {.input_tokens = *origin.job_tokens_spent},
                                                .owner = "job"});
  }
  return trace;
}

Task<Executor::Outcome> Executor::run(ClassifiedCall* call) {
  Outcome outcome = co_await run_types(call);
  co_await tokens_.close(&call->trace);
  if (!outcome) add_trace(outcome.error().extension, call->trace);
  co_return outcome;
}

Task<Executor::Outcome> Executor::run_types(ClassifiedCall* call) {
  std::array<bool, kWorkTypeCount> tried{};
  while (true) {
    tried[static_cast<std::size_t>(call->type)] = true;
    Outcome outcome = co_await run_one(call);
    if (outcome) co_return outcome;
    if (!says_that_type_was_wrong(outcome.error())) co_return outcome;
    const auto next = next_type(*call, tried);
    if (!next) co_return outcome;
    call->type = *next;
    if (!ends_with_request(*next)) {
      call->goes_on_as = next;
      co_return outcome;
    }
  }
}

Task<Executor::Outcome> Executor::run_one(ClassifiedCall* call) {
  if (call->type == WorkType::kObject) return make_object(call);
  if (call->own) return run_own(call, &*call->own);
  return run_code(call);
}

Task<Executor::Outcome> Executor::run_own(ClassifiedCall* call, const AcceptedFunction* own) {
  const std::optional<Json>& args = call->call.args;
  if (!args) {
    call->trace.attempts.push_back({"code", {}, ai::Provider::kLocal, {}});
    const CodeResult found{.result = {}, .code = describe(*own)};
    co_return settle(*call, stable_members(*call, found), false);
  }
  auto run = code_run_of(*own, *args);
  if (!run) co_return std::unexpected(std::move(run.error()));
  auto result =
      co_await code_route_.run(std::move(*run), call->schema, call->call.options.timeout_ms);
  call->trace.attempts.push_back({"code",
                                  result ? std::string() : std::string(result.error().code),
                                  ai::Provider::kLocal,
                                  {}});
  if (!result) co_return std::unexpected(std::move(result.error()));
  call->timings.execute_ms = result->execute_ms;
  // Never kept: a function that its tenant changes or forgets must not go on answering elsewhere.
  co_return settle(*call, stable_members(*call, *result), false);
}

Task<Executor::Outcome> Executor::invoke(CodeRun run, std::optional<Json> schema,
                                         std::uint32_t timeout_ms) {
  ClassifiedCall call{.classification = classified_by_caller(WorkType::kCode),
                      .began_ms = ports_.basics.clock.monotonic_ms()};
  if (schema) {
    auto read = co_await schemas_.read(std::move(*schema), timeout_ms);
    if (!read) co_return std::unexpected(std::move(read.error()));
    call.schema = std::move(*read);
  }
  auto result = co_await code_route_.run(std::move(run), call.schema, timeout_ms);
  if (!result) co_return std::unexpected(std::move(result.error()));
  call.trace.attempts.push_back({"code", {}, ai::Provider::kLocal, {}});
  call.timings.execute_ms = result->execute_ms;
  co_return settle(call, stable_members(call, *result), false);
}

Task<Executor::Outcome> Executor::run_code(ClassifiedCall* call) {
  auto result = co_await code_route_.run(call);
  if (!result) co_return std::unexpected(std::move(result.error()));
  co_return settle(*call, stable_members(*call, *result), result->repeatable);
}

Task<Executor::Outcome> Executor::make_object(ClassifiedCall* call) {
  auto made = co_await object_route_.run(call);
  if (!made) {
    Problem problem = std::move(made.error());
    if (problem.code == "object_not_generated") {
      problem.extension["classification"] = to_json(call->classification);
    }
    co_return std::unexpected(std::move(problem));
  }
  co_return settle(*call, stable_members(*call, *made), true);
}

std::string Executor::settle(ClassifiedCall& call, const std::string& stable, bool keep) {
  ClockPort& clock = ports_.basics.clock;
  call.timings.total_ms = clock.monotonic_ms() - call.began_ms;
  const std::string usage = call.trace.budget ? usage_member(call.trace.budget->spent) : "";
  if (call.id.empty()) call.id = make_id(IdKind::kCall, clock, ports_.basics.random);
  std::string text = answer_text(call.id, stable + usage, false, call.timings);
  const bool lasting = keep && !call.trace.degraded && !call.cache_key.empty();
  if (lasting && call.call.options.cache) cache_.put(std::move(call.cache_key), call.id + stable);
  return text;
}

}  // namespace skerry::fn
