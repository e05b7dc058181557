#pragma once

#include <cstddef>
#include <cstdint>

#include "host/engine/limits.hpp"

namespace skerry::host {

/// Requests that one instance of a front handles at the same time, and that wait for it.
inline constexpr std::size_t kRequestsInFlightMax = 64;
inline constexpr std::size_t kRequestsWaitingMax = 256;
/// Longest a request waits for its place before it is refused.
inline constexpr std::uint64_t kRequestWaitMsMax = 10'000;
/// Bodies that are on their way to one front; each takes up to `kEagerBodyBytesMax`.
inline constexpr std::size_t kBodiesArrivingMax = 512;
/// Requests and streams of one actor.
inline constexpr std::size_t kActorRequestsMax = 1'024;
/// Events that wait for one instance.
inline constexpr std::size_t kEventsWaitingMax = 10'000;
/// A front's request and everything it started are over after this time.
inline constexpr std::uint64_t kRequestDeadlineMs = 300'000;
inline constexpr std::uint64_t kSweepIntervalMs = 1'000;
/// A body that is read before its module sees the request.
inline constexpr std::uint64_t kEagerBodyBytesMax = 1ULL << 20;
/// What a module may ask for on demand.
inline constexpr std::uint64_t kBodyTextBytesMax = 8ULL << 20;
/// What one event may start: functions called, and bytes of text handed over by them.
inline constexpr std::size_t kEffectsMax = 10'000;
inline constexpr std::size_t kEffectsBytesMax = 32ULL << 20;
/// Operations of one instance under way at the same time.
inline constexpr std::size_t kOperationsMax = 1'024;
/// Above this, whoever streams an answer waits for `on-drain`; equal to the HTTP server's.
inline constexpr std::uint64_t kStreamBufferBytes = 256ULL << 10;
/// An answer that a module fetched whole.
inline constexpr std::size_t kFetchWholeBytesMax = 8ULL << 20;
/// Requests an instance of a front serves before it is replaced when idle.
inline constexpr std::uint64_t kRequestsPerInstanceMax = 50'000;
/// Memory beyond which any instance is replaced when idle: it never gives memory back.
inline constexpr std::uint64_t kInstanceMemoryMarkBytes = kInstanceMemoryBytesMax / 2;
/// Text of one log line's message and fields.
inline constexpr std::size_t kLogBytesMax = 16ULL << 10;
/// Series of metrics that modules may make; more are counted together.
inline constexpr std::size_t kMetricSeriesMax = 10'000;

static_assert(kRequestsInFlightMax * kEagerBodyBytesMax <= kInstanceMemoryBytesMax,
              "bodies of all requests in flight must fit into an instance");

}  // namespace skerry::host
