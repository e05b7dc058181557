#include "modules/fn/generation/models.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "modules/ai/failure.hpp"
#include "modules/fn/generation/limits.hpp"
#include "modules/sdk/assert.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

/// A refusal stays one, and output that is of no use is no less so later.
bool waiting_helps(const Problem& problem) {
  return problem.code == "model_unavailable" || problem.code == "timed_out" ||
         problem.code == "model_budget_exceeded";
}

/// What helps against this very failure, where the table of problems cannot know.
std::string remedy_of(const ai::ModelFailure& failure) {
  if (failure.kind == ai::ModelFailureKind::kTimedOut) {
    return "Raise options.timeoutMs or use options.mode async; for a slow model the operator also "
           "raises AI_CALL_TIMEOUT_MS.";
  }
  if (failure.short_budget.empty()) return {};
  std::string setting = "AI_TOKENS_PER_";
  for (const char letter : failure.short_budget) {
    setting += static_cast<char>(letter - 'a' + 'A');
  }
  return (failure.budget_renewed_ms ? "Ask again after resetsAt, or" : "Send less, or") +
         (" have the operator raise " + setting) + '.';
}

}  // namespace

ProviderOrder order_of(const ai::AiService& models, const CallOptions& options) {
  if (options.provider == ai::Provider::kLocal || !models.has_models()) {
    return ProviderOrder::kLocal;
  }
  if (options.provider || options.model) return ProviderOrder::kModels;
  switch (models.settings().local) {
    case ai::LocalPlace::kAbsent:
      return ProviderOrder::kModels;
    case ai::LocalPlace::kBeforeModels:
      return ProviderOrder::kLocalThenModels;
    case ai::LocalPlace::kAfterModels:
      return ProviderOrder::kModelsThenLocal;
  }
  __builtin_trap();
}

ai::ModelChoice first_choice(const ai::AiService& models, const CallOptions& options) {
  const auto choices = models.choices_for(
      {.use = ai::Use::kCode, .model = options.model, .provider = options.provider});
  SKERRY_ASSERT(!choices.empty());
  return choices.front();
}

std::optional<Problem> fault_of_choice(const ai::AiService& models, const CallOptions& options) {
  const bool local = options.provider == ai::Provider::kLocal;
  if (options.model && (local || (!options.provider && !models.has_models()))) {
    return Problem{"model_not_allowed",
                   local ? "The provider local is no model and has none." : "No model is there.",
                   {{"/options/model", "not on the list of allowed models"}},
                   {}};
  }
  if (local || (!options.provider && !options.model)) return std::nullopt;
  const auto fault = models.fault_of_choice({.model = options.model, .provider = options.provider});
  if (!fault) return std::nullopt;
  const bool model = fault->kind == ai::ModelFailureKind::kModelNotAllowed;
  return Problem{ai::problem_code(fault->kind),
                 fault->detail,
                 {{model ? "/options/model" : "/options/provider",
                   model ? "not on the list of allowed models" : "not configured"}},
                 {}};
}

ai::Options options_for(ai::Use use, std::string_view route, const ai::AiService& models,
                        const CallOptions& options, CallTrace* trace, double now_ms) {
  ai::Options asked{.use = use, .model = options.model, .provider = options.provider};
  const double left_ms = std::max(trace->ends_ms - now_ms, 0.0);
  const bool local_may_follow = order_of(models, options) == ProviderOrder::kModelsThenLocal;
  const double margin_ms =
      std::min(local_may_follow ? limits::kLocalMarginMs : limits::kAnswerMarginMs,
               left_ms * limits::kMarginShareMax);
  asked.deadlines.whole_call_ms = static_cast<std::uint32_t>(left_ms - margin_ms);
  for (const auto& budget : {trace->budget, trace->job_budget, trace->tenant_budget}) {
    if (budget) asked.budgets.push_back(budget);
  }
  asked.request_id = trace->request_id;
  asked.on_attempt = [trace, route](const ai::Attempt& attempt) {
    add_failed(trace->attempts, route, attempt);
  };
  return asked;
}

Problem problem_of(const ai::ModelFailure& failure, std::string_view place) {
  Problem problem{ai::problem_code(failure.kind), failure.detail, {}, Json::object()};
  Json& more = problem.extension;
  if (failure.retry_after_ms && waiting_helps(problem)) {
    more["retryAfterMs"] = json_number(std::ceil(*failure.retry_after_ms));
  }
  if (!failure.short_budget.empty()) more["budget"] = failure.short_budget;
  if (failure.budget_renewed_ms) {
    more["resetsAt"] = timestamp(static_cast<std::uint64_t>(*failure.budget_renewed_ms));
  }
  if (std::string remedy = remedy_of(failure); !remedy.empty()) more["remedy"] = std::move(remedy);
  for (const ai::AnswerError& error : failure.errors) {
    if (problem.errors.size() == ai::limits::kShownErrorsMax) break;
    problem.errors.push_back({std::string(place) + error.pointer, error.detail});
  }
  return problem;
}

}  // namespace skerry::fn
