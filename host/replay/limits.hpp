#pragma once

#include <cstddef>
#include <cstdint>

namespace skerry::host {

/// One instance's log; beyond it the log is closed and the instance goes on unrecorded.
inline constexpr std::uint64_t kRecordedLogBytesMax = 64ULL << 20;
/// All logs of one run of the host; beyond it none is begun and none goes on.
inline constexpr std::uint64_t kRecordedBytesMax = 1ULL << 30;
/// Logs of one run of the host.
inline constexpr std::uint32_t kRecordedLogsMax = 10'000;
/// How deep values nest in a log. The contract's deepest is a failure's text within a result.
inline constexpr std::size_t kValueDepthMax = 8;
/// A replayed event may take this many times what a live one may: the replaying machine may be
/// slower, and an instrumented build is.
inline constexpr std::uint32_t kReplayTimeFactor = 4;
/// What a report shows of a call that differs.
inline constexpr std::size_t kShownBytesMax = 160;

static_assert(kRecordedLogBytesMax <= kRecordedBytesMax);

}  // namespace skerry::host
