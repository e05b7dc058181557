#pragma once

#include <cstddef>
#include <cstdint>

#include "modules/sdk/limits.hpp"

/// The limits of Fn, each with its unit in its name.
namespace skerry::fn::limits {

inline constexpr std::size_t kDescriptionCharactersMax = 8'000;
inline constexpr std::size_t kContextCharactersMax = 8'000;
inline constexpr std::size_t kArgsBytesMax = 256UZ * 1024;
inline constexpr std::size_t kArgsDepthMax = 64;
inline constexpr std::size_t kSchemaBytesMax = 64UZ * 1024;

/// A synchronous call's own time limit: default, and the most a caller may ask for.
inline constexpr std::uint32_t kCallTimeoutMs = 30'000;
inline constexpr std::uint32_t kCallTimeoutMsMin = 1;

inline constexpr std::uint32_t kSandboxOutputBytesMax = 1024 * 1024;
inline constexpr std::uint32_t kSandboxConsoleBytesMax = 16 * 1024;

/// Answers kept for repeated calls, in one instance.
inline constexpr std::size_t kCachedAnswersMax = 1'000;
inline constexpr std::size_t kCachedAnswersBytesMax = 4UZ * 1024 * 1024;
/// How long one is given again: until then a function that its tenant registered for the same words
/// by another instance may not be seen.
inline constexpr double kCachedAnswerMsMax = 60'000;
inline constexpr std::size_t kCachedAnswerBytesMax = 256UZ * 1024;

static_assert(kArgsBytesMax + kSchemaBytesMax < skerry::limits::kBodyBytesMax);
static_assert(kArgsDepthMax < skerry::limits::kJsonDepthMax);
static_assert(kCachedAnswerBytesMax < kCachedAnswersBytesMax);

}  // namespace skerry::fn::limits
