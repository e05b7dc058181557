#pragma once

#include <cstdint>
#include <string_view>

#include "modules/sdk/config.hpp"

/// The limits that an operator may lower or raise, each by a setting of its name
/// (docs/configuration.md). All others are part of what `GET /openapi.json` promises.
namespace skerry::fn {

struct AdjustableLimit {
  /// The setting, whose value is a whole number within these bounds.
  std::string_view name;
  std::uint64_t minimum = 0;
  std::uint64_t maximum = 0;
  /// Where nothing is set.
  std::uint64_t otherwise = 0;
};

/// Work of one run in the sandbox, in milliseconds of a usual machine; counted in steps.
inline constexpr AdjustableLimit kSandboxWorkMs{"sandbox_work_ms", 1, 10'000, 1'000};
/// Jobs of one tenant that wait to begin. Counted in the index, which may be a moment behind.
inline constexpr AdjustableLimit kJobsQueuedMax{"jobs_queued_max", 1, 1'000'000, 1'000};
/// How long a job is kept once it has ended.
inline constexpr AdjustableLimit kJobRetentionDays{"job_retention_days", 1, 3'650, 30};

inline constexpr AdjustableLimit kAdjustableLimits[] = {kSandboxWorkMs, kJobsQueuedMax,
                                                        kJobRetentionDays};

/// The limit as it is set. What is no such number counts as not set: a host that can refuse to
/// start has done so.
[[nodiscard]] std::uint64_t value_of(ConfigPort& config, const AdjustableLimit& limit);

/// `kSandboxWorkMs` in steps of the sandbox.
[[nodiscard]] std::uint64_t sandbox_work_steps(ConfigPort& config);

}  // namespace skerry::fn
