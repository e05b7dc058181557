#pragma once

#include <cstddef>
#include <cstdint>

#include "host/engine/limits.hpp"

namespace skerry::host {

/// Actors in memory at the same time, over all event loops.
inline constexpr std::size_t kActorsResidentMax = 4'000;
/// Events that share one transaction and one `fsync`.
inline constexpr std::size_t kEventsPerCommitMax = 64;
/// Time until an alarm whose handler trapped is tried again: doubled each time.
inline constexpr std::uint64_t kAlarmRetryMsMin = 1'000;
inline constexpr std::uint64_t kAlarmRetryMsMax = 300'000;
/// Until an actor that could not be opened for its alarm is tried again.
inline constexpr std::uint64_t kAlarmReopenMs = 10'000;
/// How long an eviction waits for what an actor has under way: an answer that has been seen may
/// still be on its way out of the actor.
inline constexpr std::uint64_t kEvictionWaitMsMax = 500;
/// What a socket may have said that its actor has not heard yet, each message with about what
/// keeping it takes.
inline constexpr std::uint64_t kSocketBacklogBytesMax = 1ULL << 20;
inline constexpr std::uint64_t kSocketMessageOverheadBytes = 320;
/// Alarms taken from the index at a time.
inline constexpr std::size_t kAlarmsTakenMax = 256;

static_assert(kActorsResidentMax < kComponentInstancesMax, "fronts need instances too");

}  // namespace skerry::host
