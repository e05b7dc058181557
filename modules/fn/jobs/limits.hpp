#pragma once

#include <cstddef>
#include <cstdint>

#include "modules/fn/adjustable_limits.hpp"
#include "modules/fn/limits.hpp"

/// The limits of jobs, each with its unit in its name.
namespace skerry::fn::limits {

inline constexpr std::uint64_t kSecondMs = 1'000;
inline constexpr std::uint64_t kMinuteMs = 60 * kSecondMs;
inline constexpr std::uint64_t kHourMs = 60 * kMinuteMs;
inline constexpr std::uint64_t kDayMs = 24 * kHourMs;

/// The whole of a job, from its acceptance: the most that `options.timeoutMs` may ask for.
inline constexpr std::uint64_t kJobTimeoutMsMax = 30 * kDayMs;
/// The same where the caller says nothing, by what does the work.
inline constexpr std::uint64_t kComputedJobTimeoutMs = 10 * kMinuteMs;
inline constexpr std::uint64_t kAgenticJobTimeoutMs = kHourMs;
inline constexpr std::uint64_t kHumanJobTimeoutMs = 7 * kDayMs;
/// How long a job is kept after it has ended, where the operator says nothing.
inline constexpr std::uint64_t kJobRetentionMs = kJobRetentionDays.otherwise * kDayMs;

/// One attempt; less than the 300 s that the hosts give a request.
inline constexpr std::uint64_t kAttemptTimeoutMs = 240 * kSecondMs;
/// What the way to the front and back may take beyond the attempt's own time.
inline constexpr std::uint64_t kAttemptMarginMs = 10 * kSecondMs;
inline constexpr std::uint32_t kAttemptsMax = 5;
/// With those that the host's own end cut off, which do not count as failures.
inline constexpr std::uint32_t kAttemptsBegunMax = 100;
/// Attempts whose instance trapped, after which a job is taken to be what traps it: one may be
/// another request's doing.
inline constexpr std::uint32_t kTrappedAttemptsMax = 2;
/// Pauses between attempts: the bound of the first, doubled up to the last (full jitter).
inline constexpr std::uint64_t kAttemptBackoffMs = kSecondMs;
inline constexpr std::uint64_t kAttemptBackoffMsMax = kMinuteMs;
/// A job that no queue message woke by then starts by its alarm.
inline constexpr std::uint64_t kWakeWaitMs = 5 * kSecondMs;
/// How often the alarm looks whether work that should be under way still is.
inline constexpr std::uint64_t kWatchdogMs = 30 * kSecondMs;
/// Until a write that failed (index, dead letter, forgetting) is tried again: doubled each time.
inline constexpr std::uint64_t kRepairBackoffMs = 2 * kSecondMs;
inline constexpr std::uint64_t kRepairBackoffMsMax = 5 * kMinuteMs;
/// What the Agent service takes as a query: all that a call says.
inline constexpr std::size_t kAgentQueryCharactersMax = 20'000;
/// How often an agent's session is looked at.
inline constexpr std::uint64_t kSessionLookMs = 5 * kSecondMs;

/// What the front hands a new job: the caller's body and what was found out about it.
inline constexpr std::size_t kJobCreationBytesMax = skerry::limits::kBodyBytesMax + 64 * 1024;
/// Beginning of the description that lists show.
inline constexpr std::size_t kListedDescriptionCharactersMax = 200;

/// Event streams of one job at a time; each holds one of the actor's 64 places.
inline constexpr std::size_t kEventStreamsMax = 32;
inline constexpr std::uint64_t kHeartbeatMs = 15 * kSecondMs;
/// A reader that takes nothing for so long is dropped.
inline constexpr std::uint64_t kStalledReaderMs = kMinuteMs;
inline constexpr std::size_t kEventsPerReadMax = 100;

/// A webhook's delivery: attempts, the time of each, and the pauses between them (full jitter).
inline constexpr std::uint32_t kDeliveryAttemptsMax = 8;
inline constexpr std::uint64_t kDeliveryTimeoutMs = 15 * kSecondMs;
inline constexpr std::uint64_t kDeliveryBackoffMs = 5 * kSecondMs;
inline constexpr std::uint64_t kDeliveryBackoffMsMax = 6 * kHourMs;
inline constexpr std::size_t kCallbackUrlCharactersMax = 2'000;
/// Times one delivery may be asked for again.
inline constexpr std::uint32_t kRedeliveriesMax = 100;
/// A result beyond this is left out of a delivery; the receiver asks for the job.
inline constexpr std::size_t kDeliveredResultBytesMax = 256UZ * 1024;
/// How long the former secret still signs after a rotation.
inline constexpr std::uint64_t kFormerSecretMs = kDayMs;

static_assert(kAttemptTimeoutMs + kAttemptMarginMs < 300 * kSecondMs);
static_assert(kJobTimeoutMsMax <= UINT32_MAX, "options.timeoutMs is kept in 32 bits");
static_assert(kEventStreamsMax < skerry::limits::kRequestsInFlightMax / 2 + 1);

}  // namespace skerry::fn::limits
