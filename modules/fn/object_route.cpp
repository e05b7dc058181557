#include "modules/fn/object_route.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "modules/fn/generation/models.hpp"
#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/plan.hpp"
#include "modules/sdk/join.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {
namespace {

std::string_view name_of(object::ObjectRefusalReason reason) {
  switch (reason) {
    case object::ObjectRefusalReason::kNeedsModel:
      return "needs_model";
    case object::ObjectRefusalReason::kNotUnderstood:
      return "not_understood";
    case object::ObjectRefusalReason::kNotSatisfied:
      return "not_satisfied";
  }
  __builtin_trap();
}

Problem problem_of(object::ObjectRefusal refusal) {
  return {"object_not_generated", std::move(refusal.detail), std::move(refusal.errors),
          Json{{"reason", name_of(refusal.reason)}}};
}

/// Whether no model has answered, not even with something of no use.
bool is_unreachable(const Problem& problem) {
  return problem.code == "model_unavailable" || problem.code == "timed_out";
}

/// The first 64 bits of a digest in hexadecimal.
std::uint64_t key_of(std::string_view digest) {
  constexpr std::size_t kDigits = 16;
  std::uint64_t key = 0;
  for (const char c : digest.substr(0, kDigits)) {
    const int digit = c >= 'a' ? c - 'a' + 10 : c - '0';
    key = key * 16 + static_cast<std::uint64_t>(digit);
  }
  return key;
}

}  // namespace

Task<ObjectOutcome> ObjectRoute::run(ClassifiedCall* call) {
  const double left_ms = call->trace.ends_ms - ports_.clock.monotonic_ms();
  auto outcome = co_await with_timeout(ports_.timers, run_untimed(call),
                                       static_cast<std::uint64_t>(std::max(left_ms, 1.0)));
  if (outcome) co_return std::move(*outcome);
  co_return std::unexpected(
      Problem{"timed_out", "The call did not end within options.timeoutMs.", {}, {}});
}

Task<Result<ObjectOutcome>> ObjectRoute::run_untimed(ClassifiedCall* call) {
  const double began_ms = ports_.clock.monotonic_ms();
  const ProviderOrder order = order_of(ports_.models, call->call.options);
  const bool local_first =
      order == ProviderOrder::kLocal || order == ProviderOrder::kLocalThenModels;
  ObjectOutcome outcome = local_first ? co_await run_local(call) : co_await run_by_model(call);
  if (!outcome && order == ProviderOrder::kLocalThenModels &&
      outcome.error().code == "object_not_generated") {
    outcome = co_await run_by_model(call);
  } else if (!outcome && order == ProviderOrder::kModelsThenLocal &&
             is_unreachable(outcome.error())) {
    // Made-up data stands in for a model that cannot be reached; not for one that has answered.
    auto local = co_await run_local(call);
    call->trace.degraded = true;
    if (local) outcome = std::move(local);
  }
  call->timings.generate_ms = ports_.clock.monotonic_ms() - began_ms;
  co_return outcome;
}

Task<ObjectOutcome> ObjectRoute::run_by_model(ClassifiedCall* call) {
  auto written = co_await writer_.write(call);
  if (!written) co_return std::unexpected(std::move(written.error()));
  co_return ObjectResult{std::move(written->value), std::move(written->schema), written->provider,
                         std::move(written->model)};
}

Task<ObjectOutcome> ObjectRoute::run_local(ClassifiedCall* call) {
  ObjectOutcome outcome = co_await make_local(call);
  call->trace.attempts.push_back({"object",
                                  outcome ? std::string() : std::string(outcome.error().code),
                                  ai::Provider::kLocal,
                                  {}});
  co_return outcome;
}

Task<ObjectOutcome> ObjectRoute::make_local(ClassifiedCall* classified) {
  const Call& call = classified->call;
  schema::CheckedSchema schema = classified->schema;
  auto plan = object::plan_object({.description = call.description,
                                   .context = call.context,
                                   .args = call.args ? &*call.args : nullptr,
                                   .schema = schema.get()});
  if (!plan) co_return std::unexpected(problem_of(std::move(plan.error())));
  const Json seed = call.options.seed.value_or(nullptr);
  const std::uint64_t key = key_of(ports_.crypto.sha256(
      to_text(Json::array({call.description, call.schema.value_or(nullptr), seed}))));
  if (plan->inferred) {
    auto read = co_await ports_.schemas.read(plan->schema, call.options.timeout_ms);
    if (!read) co_return std::unexpected(std::move(read.error()));
    schema = std::move(*read);
  }
  Problem problem;
  for (std::uint32_t attempt = 0; attempt < limits::kObjectValidationsMax; ++attempt) {
    // Each attempt may do as much work as an event has room for.
    if (attempt > 0) co_await sleep(ports_.timers, 0);
    auto made = object::make_planned(*plan, key + attempt);
    if (!made) {
      problem = problem_of(std::move(made.error()));
      continue;
    }
    auto mismatch = co_await ports_.schemas.check(schema, *made);
    if (!mismatch) {
      ObjectResult result{std::move(*made), std::nullopt};
      if (plan->inferred) result.schema = std::move(plan->schema);
      co_return result;
    }
    if (mismatch->code != "result_does_not_match_schema") {
      co_return std::unexpected(std::move(*mismatch));
    }
    // What was made and is not valid is of no use to the caller: the schema is what it speaks of.
    problem = problem_of({object::ObjectRefusalReason::kNotSatisfied,
                          "The local provider found no data that satisfies schema.",
                          {{"/schema", mismatch->errors.front().detail}}});
  }
  co_return std::unexpected(std::move(problem));
}

}  // namespace skerry::fn
