#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "modules/ai/service.hpp"
#include "modules/fn/call.hpp"
#include "modules/fn/classified_call.hpp"

namespace skerry::fn {

/// Who is to do a call's work, in order.
enum class ProviderOrder : unsigned char { kLocal, kModels, kLocalThenModels, kModelsThenLocal };

/// As the call's options say, else as `AI_PROVIDERS` does.
[[nodiscard]] ProviderOrder order_of(const ai::AiService& models, const CallOptions& options);

/// The provider and model that a code call asks first. There must be one.
[[nodiscard]] ai::ModelChoice first_choice(const ai::AiService& models, const CallOptions& options);

/// What keeps the call from having the model and provider it names: `model_not_allowed`, or
/// `model_unavailable` for a provider that is known and not configured.
[[nodiscard]] std::optional<Problem> fault_of_choice(const ai::AiService& models,
                                                     const CallOptions& options);

/// How a model is asked on behalf of a call, within the time and the tokens it has left; of the
/// time a little stays for what comes after, more where `local` may stand in. What is asked in vain
/// is added to the trace's attempts, under `route`; `trace` outlives the asking.
[[nodiscard]] ai::Options options_for(ai::Use use, std::string_view route,
                                      const ai::AiService& models, const CallOptions& options,
                                      CallTrace* trace, double now_ms);

/// Why there is no answer, without the words of providers or callers. What was wrong with the last
/// answer is listed with pointers below `place`. `retryAfterMs` is how long providers are to be
/// left alone, or until a budget is whole again, where waiting helps; `budget` is whose had too
/// little left, `resetsAt` when it is whole again; `remedy` what helps against this very failure.
[[nodiscard]] Problem problem_of(const ai::ModelFailure& failure, std::string_view place);

}  // namespace skerry::fn
