#pragma once

#include <cstddef>
#include <cstdint>

#include "modules/sdk/limits.hpp"

/// The limits of the AI service, each with its unit in its name.
namespace skerry::ai::limits {

using skerry::limits::kKibibyte;
using skerry::limits::kMebibyte;

/// Text of one answer; a model that writes more is cut off and counts as broken.
inline constexpr std::size_t kAnswerBytesMax = kMebibyte;
/// Everything a provider sends for one answer: each token of a stream travels in an event of its
/// own, a hundred times its size.
inline constexpr std::size_t kWireBytesMax = 64 * kMebibyte;
/// An answer that is not streamed, or an error: kept whole before it is read.
inline constexpr std::size_t kWholeBytesMax = 2 * kMebibyte;
inline constexpr std::size_t kErrorBytesMax = 64 * kKibibyte;
/// One line of a stream, and the data of one event.
inline constexpr std::size_t kSseLineBytesMax = kMebibyte;
inline constexpr std::size_t kSseEventBytesMax = kMebibyte;
/// A provider's own words kept in a failure.
inline constexpr std::size_t kProviderMessageBytesMax = 500;
/// The name of a model, as configured, asked for or answered.
inline constexpr std::size_t kModelNameBytesMax = 128;

/// Requests to one provider within a call.
inline constexpr std::uint32_t kAttemptsMax = 3;
/// Repairs a model may make to an answer until it satisfies the schema, and its answers in all.
inline constexpr std::uint32_t kRepairsMax = 3;
inline constexpr std::uint32_t kRoundsMax = 1 + kRepairsMax;
/// Features dropped, one after another, for a server that lacks them.
inline constexpr std::uint32_t kConcessionsMax = 6;

inline constexpr std::uint32_t kBackoffBaseMs = 500;
inline constexpr std::uint32_t kBackoffMaxMs = 8'000;
/// A provider that asks for a longer pause is not asked again within the call.
inline constexpr std::uint32_t kRetryAfterMaxMs = 10'000;
/// The longest wish that callers and jobs are told of; more is no wish to be asked again.
inline constexpr double kRetryAfterToldMaxMs = 24.0 * 3'600 * 1'000;
/// A provider that counts more tokens for one answer than any model takes is not believed.
inline constexpr std::uint64_t kTokensPlausibleMax = 10'000'000;

/// One request with its whole answer, where no setting says otherwise.
inline constexpr std::uint32_t kModelCallMs = 30'000;
inline constexpr std::uint32_t kModelCallMsMin = 1'000;
inline constexpr std::uint32_t kModelCallMsMax = 600'000;
/// The parts of it that may pass before the first byte, and from one piece to the next.
inline constexpr double kFirstByteShare = 2.0 / 3;
inline constexpr double kBetweenChunksShare = 1.0 / 3;
/// All requests of a call, with its rounds and pauses, where the caller names no time.
inline constexpr std::uint32_t kWholeCallMs = 120'000;

/// A stream's end after its terminator is waited for so long.
inline constexpr std::uint32_t kStreamEndMs = 100;

/// A provider and model is skipped for `kBreakerOpenMs` after so many failures within the window.
inline constexpr std::size_t kBreakerFailuresMax = 5;
inline constexpr std::uint32_t kBreakerWindowMs = 30'000;
inline constexpr std::uint32_t kBreakerOpenMs = 30'000;
/// Pairs of provider and model that are remembered.
inline constexpr std::size_t kRememberedModelsMax = 64;

inline constexpr std::uint32_t kOutputTokensDefault = 4'096;
/// With room for less the call is not made.
inline constexpr std::uint32_t kOutputTokensMin = 16;
inline constexpr std::uint64_t kTokensPerCallDefault = 100'000;
inline constexpr std::uint64_t kTokensPerJobDefault = 500'000;
/// In a day (UTC).
inline constexpr std::uint64_t kTokensPerTenantDefault = 10'000'000;
/// A sum of two such numbers is exact in JSON and in SQL.
inline constexpr std::uint64_t kTokensMax = 1'000'000'000'000;

/// Places in an answer where JSON may begin that are tried.
inline constexpr std::size_t kJsonStartsMax = 32;
/// Bytes looked at from all of them. One place may take an answer to its end, a few more what is
/// left: each read of a whole answer takes about a tenth of an event's time.
inline constexpr std::size_t kJsonSearchBytesMax = 2 * kAnswerBytesMax;
/// Errors of one answer that are shown to the model.
inline constexpr std::size_t kShownErrorsMax = 16;

static_assert(kAnswerBytesMax <= kWholeBytesMax && kWholeBytesMax <= kWireBytesMax);
static_assert(kSseEventBytesMax >= kSseLineBytesMax);
static_assert(kBackoffBaseMs < kBackoffMaxMs && kBackoffMaxMs < kModelCallMs);
static_assert(kRetryAfterMaxMs < kModelCallMs);
static_assert(kModelCallMsMin < kModelCallMs && kModelCallMs < kModelCallMsMax);
static_assert(kModelCallMs < kWholeCallMs);
static_assert(kOutputTokensMin < kOutputTokensDefault);
static_assert(kOutputTokensDefault < kTokensPerCallDefault);
static_assert(kTokensPerCallDefault < kTokensPerJobDefault);
static_assert(kTokensPerJobDefault < kTokensPerTenantDefault);

}  // namespace skerry::ai::limits
