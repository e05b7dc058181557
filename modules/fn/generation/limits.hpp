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
