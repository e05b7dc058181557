#pragma once

#include <cstddef>
#include <cstdint>

#include "modules/ai/limits.hpp"
#include "modules/fn/functions/limits.hpp"

/// The limits of work that models do, each with its unit in its name.
namespace skerry::fn::limits {

/// The classification by a model: everything, its repairs too.
inline constexpr std::uint32_t kLlmTierMs = 10'000;
inline constexpr std::uint32_t kClassifyTokensMax = 512;
inline constexpr std::size_t kReasoningBytesMax = 300;

/// Of a call's time what models leave for the answer that says what they did, and for `local` where
/// it stands in for them; at most this part of what is left.
inline constexpr double kAnswerMarginMs = 200;
inline constexpr double kLocalMarginMs = 1'000;
inline constexpr double kMarginShareMax = 0.25;

/// Tenants whose tokens are counted before those with nothing under way are forgotten.
inline constexpr std::size_t kTenantsCountedMax = 1'000;
/// Days whose counts stay in storage.
inline constexpr std::int64_t kTokenDaysKept = 31;

inline constexpr std::uint32_t kCodeTokensMax = 8'192;
inline constexpr std::uint32_t kObjectTokensMax = 8'192;

/// What a model that writes code sees of arguments: enough to know their shape.
inline constexpr std::size_t kSampleElementsMax = 3;
inline constexpr std::size_t kSampleMembersMax = 50;
inline constexpr std::size_t kSampleTextBytesMax = 200;

/// A value shown to a model in what went wrong.
inline constexpr std::size_t kShownValueBytesMax = 300;
/// What an answer calls a function that has no name: the beginning of its description.
inline constexpr std::size_t kFunctionTitleBytesMax = 100;

/// How far apart two numbers may be, relative to the larger, when one of them has a fraction.
inline constexpr double kNumberTolerance = 1e-9;

static_assert(kLlmTierMs < ai::limits::kWholeCallMs);
static_assert(kCodeTokensMax > ai::limits::kOutputTokensMin);

}  // namespace skerry::fn::limits
