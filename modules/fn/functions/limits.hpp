#pragma once

#include <cstddef>
#include <cstdint>

#include "modules/sdk/limits.hpp"

/// The limits of accepted code, each with its unit in its name.
namespace skerry::fn::limits {

inline constexpr std::size_t kFunctionSourceBytesMax = 64UZ * 1024;
/// Functions kept for one tenant, whatever their origin.
inline constexpr std::size_t kFunctionsPerTenantMax = 1'000;
inline constexpr std::size_t kFunctionNameCharactersMax = 100;
inline constexpr std::size_t kFunctionParametersMax = 16;
inline constexpr std::size_t kParaphrasesMax = 20;
inline constexpr std::size_t kParaphraseCharactersMax = 500;
/// A function is proven by at least so many examples.
inline constexpr std::size_t kFunctionExamplesMin = 3;
inline constexpr std::size_t kFunctionExamplesMax = 50;
/// All examples of one function, as compact JSON.
inline constexpr std::size_t kFunctionExamplesBytesMax = 256UZ * 1024;
/// How exactly the time of a function's last use is known: a write for each use would cost more
/// than the use.
inline constexpr std::uint64_t kFunctionUseResolutionMs = 60'000;
/// How long an instance believes that a tenant has no functions of its own: until then another
/// instance's registration of the first one is not seen.
inline constexpr double kNoFunctionsRememberedMs = 1'000;
/// Tenants of which an instance remembers that.
inline constexpr std::size_t kTenantsRememberedMax = 1'000;

/// How long an execution is known, so that its caller can say that the type was wrong.
inline constexpr double kExecutionRetentionMs = 30.0 * 24 * 60 * 60 * 1000;
/// Executions written by one statement; D1 takes 100 parameters.
inline constexpr std::size_t kExecutionsWrittenMax = 16;
/// Executions of one instance that wait to be written; further ones are not known.
inline constexpr std::size_t kExecutionsWaitingMax = 1'000;
/// Writes on behalf of others that one request makes after its answer.
inline constexpr std::size_t kExecutionWritesMax = 8;
/// Expired executions removed on the way by one write; more than one can add.
inline constexpr std::size_t kExecutionsSweptMax = 2UZ * kExecutionsWrittenMax;

inline constexpr std::size_t kBatchCallsMax = 100;
/// The most that an operator may set instead.
inline constexpr std::size_t kBatchCallsSettableMax = 250;
/// Calls of one batch that run at the same time.
inline constexpr std::size_t kBatchConcurrencyMax = 8;
/// All answers of one batch. A call whose answer does not fit is to be made alone.
inline constexpr std::size_t kBatchAnswersBytesMax = 1'280UZ * 1'024;

static_assert(kExecutionsWrittenMax * 6 <= 100, "six columns a row");
static_assert(kBatchAnswersBytesMax + kBatchCallsSettableMax * 1'024 <= 1'536 * 1'024,
              "a batch's answer must be small enough to be kept under its Idempotency-Key");
static_assert(kFunctionSourceBytesMax + kFunctionExamplesBytesMax + 128 * 1024 < 2'000'000,
              "a function must fit a row of D1");
static_assert(kFunctionExamplesMin <= kFunctionExamplesMax);

}  // namespace skerry::fn::limits
