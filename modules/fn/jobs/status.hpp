#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace skerry::fn {

/// Where a job is. The last four are terminal: a job reaches exactly one of them.
enum class JobStatus : std::uint8_t {
  kQueued,
  kRunning,
  kWaiting,
  kSucceeded,
  kFailed,
  kCancelled,
  kExpired,
};

inline constexpr std::array<std::string_view, 7> kJobStatusNames = {
    "queued", "running", "waiting", "succeeded", "failed", "cancelled", "expired"};

[[nodiscard]] constexpr std::string_view name_of(JobStatus status) {
  return kJobStatusNames[static_cast<std::size_t>(status)];
}

/// The status of this name, or nothing.
[[nodiscard]] std::optional<JobStatus> job_status_of(std::string_view name);

[[nodiscard]] constexpr bool is_terminal(JobStatus status) {
  return status >= JobStatus::kSucceeded;
}

/// Whether a job may go from one state to another. Nothing leaves a terminal one.
[[nodiscard]] bool may_follow(JobStatus from, JobStatus to);

}  // namespace skerry::fn
