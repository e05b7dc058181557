#pragma once

#include <array>
#include <expected>
#include <optional>

#include "modules/fn/call.hpp"
#include "modules/fn/classification/classification.hpp"
#include "modules/fn/classified_call.hpp"

namespace skerry::fn {

/// The type that runs: the classification's own, or what `onUncertain` says below the threshold.
/// Fails with `uncertain_type` where the caller wants that.
[[nodiscard]] std::expected<WorkType, Problem> decide(const Call& call,
                                                      const Classification& classification);

/// Whether a route failed because the call is not of its type: no code passes its tests, no object
/// satisfies the schema. Arguments that a function refuses leave no doubt about the type.
[[nodiscard]] bool says_that_type_was_wrong(const Problem& problem);

/// The likeliest type that was not tried, as the call wants it; nothing when it wants none.
[[nodiscard]] std::optional<WorkType> next_type(const ClassifiedCall& call,
                                                const std::array<bool, kWorkTypeCount>& tried);

}  // namespace skerry::fn
