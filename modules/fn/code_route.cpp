#include "modules/fn/code_route.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/adjustable_limits.hpp"
#include "modules/fn/code_member.hpp"
#include "modules/fn/functions/binding.hpp"
#include "modules/fn/functions/catalogue_functions.hpp"
#include "modules/fn/generation/code_key.hpp"
#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/models.hpp"
#include "modules/fn/generation/samples.hpp"
#include "modules/fn/report.hpp"
#include "modules/sandbox/sandbox_abi.hpp"
#include "modules/sdk/join.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kRoute = "code";

/// A program composed for the call is no function of the catalogue, so it has no id; its tests are
/// those of the function that computes.
Json describe(const Match& match, std::string_view source) {
  const table::Function& function = *match.function;
  if (!match.program) return fn::describe(function, source);
  return to_json({.based_on = function.id(),
                  .title = function.title,
                  .source = source,
                  .origin = "catalogue",
                  .tests = function.tests});
}

/// A model's function is called by what it was asked for.
std::string model_title(std::string_view name) {
  return shortened(name, limits::kFunctionTitleBytesMax);
}

bool is_true(const Json& report, std::string_view name) {
  const Json* member = find_member(report, name);
  return member != nullptr && member->is_boolean() && member->get<bool>();
}

/// Whether the catalogue has a function that does the call, args and all.
bool is_in_catalogue(const ClassifiedCall& call) {
  return call.match && (call.match->complete || !call.call.args);
}

Problem timed_out() {
  return {"timed_out", "The call did not end within options.timeoutMs.", {}, {}};
}

/// What to send: `numbers (number[]), order (string, optional)`.
std::string listed(const Json& expected) {
  std::string out;
  for (const Json& argument : expected) {
    if (!out.empty()) out += ", ";
    out.append(argument["name"].get_ref<const std::string&>()).append(" (");
    out.append(argument["shape"].get_ref<const std::string&>());
    out.append(argument["required"].get<bool>() ? ")" : ", optional)");
  }
  return out;
}

/// What helps against a refusal, where the words are right or wrong.
std::string remedy_of(const Refusal& refusal) {
  const std::string as_usual(find_problem("no_matching_function")->remedy);
  if (refusal.reason != RefusalReason::arguments_do_not_fit) {
    return refusal.nearest.empty() ? "Describe the task in other words, or configure a model."
                                   : as_usual;
  }
  if (refusal.function == nullptr) return "Give the number as a text, or a smaller number.";
  const std::string send =
      "Send what the function takes: " + listed(expected_arguments(*refusal.function)) + ". ";
  return send + (refusal.explained ? "For other arguments configure a model." : as_usual);
}

/// A refusal is an answer, which nobody else is to overrule.
bool may_fall_back(const Problem& problem) { return problem.code != "model_refused"; }

}  // namespace

Problem problem_of(const Refusal& refusal) {
  Problem problem{"no_matching_function", refusal.message, {}, Json::object()};
  if (refusal.reason == RefusalReason::arguments_missing) problem.code = "argument_missing";
  const bool about_args = refusal.reason == RefusalReason::arguments_missing ||
                          refusal.reason == RefusalReason::arguments_do_not_fit;
  for (const std::string& detail : refusal.details) {
    problem.errors.push_back({about_args ? "/args" : "/description", detail});
  }
  problem.extension["reason"] = std::string(name(refusal.reason));
  if (about_args && refusal.function != nullptr) {
    problem.extension["expects"] = expected_arguments(*refusal.function);
  }
  if (problem.code != "no_matching_function") return problem;
  Json& nearest = problem.extension["nearest"] = Json::array();
  for (const table::Function* function : refusal.nearest) {
    nearest.push_back(Json{{"functionId", function->id()}, {"title", function->title}});
  }
  problem.extension["remedy"] = remedy_of(refusal);
  return problem;
}

CodeRoute::CodeRoute(Ports ports)
    : ports_(ports),
      runs_(ports.basics.log, ports.sandbox, sandbox_work_steps(ports.basics.config)),
      writer_({ports.basics.clock, ports.basics.log, ports.sandbox, ports.models, ports.schemas,
               ports.tokens, runs_.work_steps()}) {}

Task<CodeOutcome> CodeRoute::run(ClassifiedCall* call) {
  const double left_ms = call->trace.ends_ms - ports_.basics.clock.monotonic_ms();
  auto outcome = co_await with_timeout(ports_.timers, run_untimed(call),
                                       static_cast<std::uint64_t>(std::max(left_ms, 1.0)));
  if (!outcome) co_return std::unexpected(timed_out());
  co_return std::move(*outcome);
}

Task<CodeOutcome> CodeRoute::run(CodeRun run, schema::CheckedSchema schema,
                                 std::uint32_t timeout_ms) {
  auto outcome = co_await with_timeout(ports_.timers,
                                       run_in_time(std::move(run), std::move(schema)), timeout_ms);
  if (!outcome) co_return std::unexpected(timed_out());
  co_return std::move(*outcome);
}

Task<Result<CodeOutcome>> CodeRoute::run_in_time(CodeRun run, schema::CheckedSchema schema) {
  co_return co_await run_and_check(std::move(run), std::move(schema));
}

Task<Result<CodeOutcome>> CodeRoute::run_untimed(ClassifiedCall* call) {
  switch (order_of(ports_.models, call->call.options)) {
    case ProviderOrder::kLocal:
      co_return co_await run_local(call);
    case ProviderOrder::kModels:
      co_return co_await run_by_model(call);
    case ProviderOrder::kLocalThenModels:
      if (is_in_catalogue(*call)) {
        CodeOutcome outcome = co_await run_local(call);
        // A function that does not do the description's own examples is not the one meant.
        if (outcome || outcome.error().code != "no_matching_function") co_return outcome;
      } else {
        call->trace.attempts.push_back({kRoute, "no_matching_function", ai::Provider::kLocal, {}});
      }
      co_return co_await run_by_model(call);
    case ProviderOrder::kModelsThenLocal:
      break;
  }
  CodeOutcome outcome = co_await run_by_model(call);
  if (outcome || !may_fall_back(outcome.error()) || !is_in_catalogue(*call)) co_return outcome;
  call->trace.degraded = true;
  co_return co_await run_local(call);
}

Task<CodeOutcome> CodeRoute::run_local(ClassifiedCall* call) {
  RouteAttempts& attempts = call->trace.attempts;
  std::optional<Problem> problem;
  if (!call->match) {
    problem = problem_of(call->match.error());
  } else if (call->call.args && !call->match->complete) {
    problem = Problem{"argument_missing",
                      "args does not hold what the function takes.",
                      {},
                      Json{{"expects", expected_arguments(*call->match->function)}}};
  }
  if (problem) {
    attempts.push_back({kRoute, std::string(problem->code), ai::Provider::kLocal, {}});
    co_return std::unexpected(std::move(*problem));
  }
  Match& match = *call->match;
  std::string source = match.program ? std::move(*match.program) : match.function->source();
  Json code = describe(match, source);
  CodeOutcome outcome = CodeResult{};
  if (auto contradiction = co_await check_claims(&match, source)) {
    outcome = std::unexpected(std::move(*contradiction));
  } else {
    outcome = co_await run_found(
        call, {.run = {std::move(source), std::move(match.arguments), std::move(code)},
               .complete = match.complete});
  }
  attempts.push_back({kRoute,
                      outcome ? std::string() : std::string(outcome.error().code),
                      ai::Provider::kLocal,
                      {}});
  co_return outcome;
}

Task<std::optional<Problem>> CodeRoute::check_claims(const Match* match, std::string source) {
  for (const Claim& claim : match->claims) {
    auto report = co_await runs_.report_of(SandboxLanguage::kTypescript, source,
                                           claim.arguments.dump(), runs_.work_steps());
    if (!report) co_return std::move(report.error());
    const Json* value = find_member(*report, "result");
    std::optional<Json> result;
    if (!problem_of_report(*report) && value != nullptr) result = *value;
    if (result && holds(claim, *result)) continue;
    co_return problem_of(contradicted(*match, claim, result));
  }
  co_return std::nullopt;
}

Task<CodeOutcome> CodeRoute::run_by_model(ClassifiedCall* call) {
  ClockPort& clock = ports_.basics.clock;
  const double began_ms = clock.monotonic_ms();
  std::string key = co_await key_of(call->tenant, &call->call);
  auto found = co_await find_accepted(call, key);
  if (!found) {
    auto written = co_await have_written(call, std::move(key));
    call->timings.generate_ms = clock.monotonic_ms() - began_ms;
    if (!written) co_return std::unexpected(std::move(written.error()));
    found = std::move(*written);
  }
  co_return co_await run_found(call, std::move(*found));
}

Task<std::string> CodeRoute::key_of(std::string tenant, const Call* call) {
  co_return co_await code_key(std::move(tenant), call, first_choice(ports_.models, call->options),
                              &runs_, &ports_.basics.crypto);
}

Task<bool> CodeRoute::is_accepted(std::string tenant, const Call* call) {
  std::string key = co_await key_of(tenant, call);
  const auto known = co_await ports_.accepted.find_by_key(std::move(tenant), std::move(key));
  co_return known && *known;
}

Task<std::optional<CodeRoute::Found>> CodeRoute::find_accepted(ClassifiedCall* call,
                                                               std::string key) {
  auto known = co_await ports_.accepted.find_by_key(call->tenant, std::move(key));
  // Storage that does not answer costs a call of a model, not the answer.
  if (!known || !*known) co_return std::nullopt;
  const AcceptedFunction& function = **known;
  const std::string provider = function.provider.value_or("");
  const std::string model = function.model.value_or("");
  Found found{.run = {function.source, Json::array(),
                      to_json({.function_id = function.id,
                               .title = model_title(function.name.value_or(function.description)),
                               .source = function.source,
                               .origin = name_of(FunctionOrigin::kModel),
                               .provider = provider,
                               .model = model,
                               .tests = function.tests})},
              .complete = call->call.args.has_value()};
  if (call->call.args) {
    auto bound =
        bind_arguments(known_parameters(function.parameters, function.examples), *call->call.args);
    if (!bound) co_return std::nullopt;
    found.run.arguments = std::move(*bound);
  }
  call->trace.attempts.push_back(
      {kRoute, {}, ai::find_provider(provider).value_or(ai::Provider::kLocal), model});
  co_await ports_.accepted.touch(call->tenant, function.id, function.used_ms);
  co_return found;
}

Task<std::expected<CodeRoute::Found, Problem>> CodeRoute::have_written(ClassifiedCall* call,
                                                                       std::string key) {
  auto proven = co_await writer_.write(call);
  if (!proven) co_return std::unexpected(std::move(proven.error()));
  const auto id = co_await keep(call, std::move(key), &*proven);
  const WrittenCode& code = proven->code;
  co_return Found{.run = {code.source, Json::array(),
                          to_json({.function_id = id.value_or(""),
                                   .title = model_title(call->call.description),
                                   .source = code.source,
                                   .origin = name_of(FunctionOrigin::kModel),
                                   .provider = ai::name_of(proven->provider),
                                   .model = proven->model,
                                   .tests = code.examples.size()}),
                          proven->report},
                  .complete = call->call.args.has_value()};
}

Task<std::optional<std::string>> CodeRoute::keep(ClassifiedCall* call, std::string key,
                                                 const ProvenCode* proven) {
  ProvenFunction function{.tenant = call->tenant,
                          .lookup_key = std::move(key),
                          .description = call->call.description,
                          .parameters = proven->code.parameters,
                          .source = proven->code.source,
                          .examples = to_json(proven->code.examples),
                          .origin = FunctionOrigin::kModel,
                          .provider = std::string(ai::name_of(proven->provider)),
                          .model = proven->model,
                          .tests = static_cast<std::uint32_t>(proven->code.examples.size())};
  auto kept = co_await ports_.accepted.accept(std::move(function));
  // Of several that were written at once the first is kept; this answer is made by this one.
  if (!kept || kept->function.source != proven->code.source) co_return std::nullopt;
  co_return std::move(kept->function.id);
}

Task<CodeOutcome> CodeRoute::run_found(ClassifiedCall* call, Found found) {
  if (!found.complete) {
    co_return CodeResult{.result = {}, .code = std::move(found.run.code), .repeatable = true};
  }
  CodeOutcome outcome = co_await run_and_check(std::move(found.run), call->schema);
  if (outcome) call->timings.execute_ms = outcome->execute_ms;
  co_return outcome;
}

Task<CodeOutcome> CodeRoute::run_and_check(CodeRun run, schema::CheckedSchema schema) {
  const double began_ms = ports_.basics.clock.monotonic_ms();
  if (!run.report) {
    auto report = co_await runs_.report_of(SandboxLanguage::kTypescript, std::move(run.source),
                                           run.arguments.dump(), runs_.work_steps());
    if (!report) co_return std::unexpected(std::move(report.error()));
    run.report = std::move(*report);
  }
  const Json& report = *run.report;
  if (auto problem = problem_of_report(report)) co_return std::unexpected(std::move(*problem));
  CodeResult result;
  result.code = std::move(run.code);
  if (Json console = console_of_report(report); !console.is_null()) {
    result.code["console"] = std::move(console);
  }
  result.bigint = report.contains("resultEncoding");
  result.repeatable = !is_true(report, "touchedTime") && !is_true(report, "touchedRandom");
  const Json* value = find_member(report, "result");
  if (value == nullptr) {
    co_return std::unexpected(Problem{"sandbox_failed", "The report holds no result.", {}, {}});
  }
  result.result = *value;
  if (schema) {
    auto mismatch = co_await ports_.schemas.check(std::move(schema), *result.result);
    if (mismatch) co_return std::unexpected(std::move(*mismatch));
  }
  result.execute_ms = ports_.basics.clock.monotonic_ms() - began_ms;
  co_return result;
}

}  // namespace skerry::fn
