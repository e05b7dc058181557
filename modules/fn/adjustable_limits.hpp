#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "modules/fn/functions/limits.hpp"
#include "modules/fn/limits.hpp"
#include "modules/sdk/config.hpp"

/// The limits that an operator may lower or raise, each by a setting of its name
/// (docs/configuration.md). `GET /openapi.json` tells those of a call as they are set.
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

/// A call's texts in characters, its values in bytes of JSON text.
inline constexpr AdjustableLimit kDescriptionCharacters{"description_characters_max", 1, 32'000,
                                                        limits::kDescriptionCharactersMax};
inline constexpr AdjustableLimit kContextCharacters{"context_characters_max", 1, 32'000,
                                                    limits::kContextCharactersMax};
inline constexpr AdjustableLimit kArgsBytes{"args_bytes_max", 1, 512UZ * 1024,
                                            limits::kArgsBytesMax};
inline constexpr AdjustableLimit kSchemaBytes{"schema_bytes_max", 1, 256UZ * 1024,
                                              limits::kSchemaBytesMax};
/// The longest time of a call that ends with its request, and what it has unless it asks for less.
inline constexpr AdjustableLimit kCallTimeout{"call_timeout_ms", limits::kCallTimeoutMsMin, 240'000,
                                              limits::kCallTimeoutMs};
inline constexpr AdjustableLimit kBatchCalls{"batch_calls_max", 1, limits::kBatchCallsSettableMax,
                                             limits::kBatchCallsMax};

inline constexpr AdjustableLimit kAdjustableLimits[] = {
    kSandboxWorkMs,         kJobsQueuedMax,     kJobRetentionDays,
    kDescriptionCharacters, kContextCharacters, kArgsBytes,
    kSchemaBytes,           kCallTimeout,       kBatchCalls};

static_assert(kArgsBytes.maximum + kSchemaBytes.maximum < skerry::limits::kBodyBytesMax);

/// The limits of a call as they are set; where nothing is, those of the design.
struct CallLimits {
  std::size_t description_characters_max = kDescriptionCharacters.otherwise;
  std::size_t context_characters_max = kContextCharacters.otherwise;
  std::size_t args_bytes_max = kArgsBytes.otherwise;
  std::size_t schema_bytes_max = kSchemaBytes.otherwise;
  std::uint32_t timeout_ms_max = kCallTimeout.otherwise;
  std::size_t batch_calls_max = kBatchCalls.otherwise;

  bool operator==(const CallLimits&) const = default;
};

/// The limit as it is set. What is no such number counts as not set: a host that can refuse to
/// start has done so.
[[nodiscard]] std::uint64_t value_of(ConfigPort& config, const AdjustableLimit& limit);

[[nodiscard]] CallLimits call_limits(ConfigPort& config);

/// `kSandboxWorkMs` in steps of the sandbox.
[[nodiscard]] std::uint64_t sandbox_work_steps(ConfigPort& config);

}  // namespace skerry::fn
