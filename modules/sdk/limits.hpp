#pragma once

#include <cstddef>
#include <cstdint>

/// The limits every module shares, each with its unit in its name. A module's own are in its own
/// `limits.hpp`.
namespace skerry::limits {

inline constexpr std::size_t kKibibyte = 1024;
inline constexpr std::size_t kMebibyte = 1024 * kKibibyte;

/// One head block that crosses the boundary.
inline constexpr std::size_t kHeadBytesMax = 64 * kKibibyte;
inline constexpr std::size_t kHeadFieldsMax = 128;

/// A request's path and query (414 beyond it).
inline constexpr std::size_t kPathBytesMax = 8 * kKibibyte;
inline constexpr std::size_t kPathSegmentsMax = 32;

/// A request's body, read whole (413 beyond it).
inline constexpr std::size_t kBodyBytesMax = kMebibyte;

/// Nesting of a JSON text.
inline constexpr std::size_t kJsonDepthMax = 80;
/// Values in a JSON text that a caller wrote; small ones take many times their text in memory.
inline constexpr std::size_t kJsonValuesMax = 150'000;
inline constexpr std::size_t kJsonValueBytes = 48;

/// A text a host made: rows, reports, lists.
inline constexpr std::size_t kHostJsonBytesMax = 16 * kMebibyte;
inline constexpr std::size_t kHostJsonValuesMax = 2'000'000;

/// Errors listed in one answer; further ones are counted only.
inline constexpr std::size_t kValidationErrorsMax = 32;
/// Characters of a caller's own text repeated in an error.
inline constexpr std::size_t kEchoedBytesMax = 64;

/// Requests, calls and messages interleaved in one instance.
inline constexpr std::size_t kRequestsInFlightMax = 64;
/// Bodies held by all of them together.
inline constexpr std::size_t kBodiesInFlightBytesMax = 4 * kBodyBytesMax;
/// What a body takes together with its parsed form, as a multiple of its size.
inline constexpr std::size_t kBodyExpansionMax = 9;
/// What a request holds beside its body: head, frames, one answer.
inline constexpr std::size_t kRequestMemoryBytesMax = 256 * kKibibyte;
/// What a synchronous step may need for a moment, such as reading JSON.
inline constexpr std::size_t kTransientBytesMax = 8 * kMebibyte;
/// The linear memory a host gives one instance.
inline constexpr std::size_t kInstanceMemoryBytesMax = 64 * kMebibyte;

/// Credit kept open on a streamed answer.
inline constexpr std::uint32_t kFetchWindowBytes = 64 * 1024;
/// Waiting text above which a streamed response waits for `on-drain`: the hosts'
/// `response_buffer_bytes`. A smaller value could wait for a drain that is never reported.
inline constexpr std::uint64_t kResponseBufferBytes = 256 * kKibibyte;

static_assert(kRequestsInFlightMax * kRequestMemoryBytesMax +
                      kBodiesInFlightBytesMax * kBodyExpansionMax + kTransientBytesMax <=
                  kInstanceMemoryBytesMax,
              "all requests in flight must fit the instance's memory");
static_assert(kBodyBytesMax + kJsonValuesMax * kJsonValueBytes <= kBodyExpansionMax * kBodyBytesMax,
              "the parsed form of the largest body must fit what is reckoned for it");
static_assert(kBodyBytesMax <= kBodiesInFlightBytesMax);
static_assert(kHeadBytesMax < kBodyBytesMax);
static_assert(kPathBytesMax < kHeadBytesMax, "the longest path must fit a head");
static_assert(kFetchWindowBytes <= kBodyBytesMax);

}  // namespace skerry::limits
