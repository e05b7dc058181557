#pragma once

#include <cstdint>

namespace skerry::host {

/// A wall-clock tick of the epoch by which endless loops in modules are noticed.
inline constexpr std::uint32_t kEpochTickMs = 10;
/// How long a module may compute on one event before it traps.
inline constexpr std::uint32_t kEventTimeMsMax = 2'000;
/// Linear memory of one instance.
inline constexpr std::uint64_t kInstanceMemoryBytesMax = 64ULL << 20;
/// Elements of one table of an instance.
inline constexpr std::int64_t kTableElementsMax = 20'000;
/// Native stack a module may use.
inline constexpr std::uint64_t kWasmStackBytesMax = 512ULL << 10;
/// Component instances alive at the same time: resident actors, fronts and what is being replaced.
inline constexpr std::uint32_t kComponentInstancesMax = 4'200;
/// Core instances, memories and tables within one component: the module, and the shim and fix-up
/// modules that carry its imports.
inline constexpr std::uint32_t kCoreInstancesPerComponentMax = 4;
inline constexpr std::uint32_t kTablesPerComponentMax = 4;

static_assert(kEventTimeMsMax >= 2 * kEpochTickMs, "a deadline must span whole ticks");

}  // namespace skerry::host
