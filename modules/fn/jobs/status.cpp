#include "modules/fn/jobs/status.hpp"

#include <algorithm>

namespace skerry::fn {
namespace {

using enum JobStatus;

struct Transition {
  JobStatus from;
  JobStatus to;
};

/// Every transition there is; docs/jobs.md draws it.
constexpr Transition kTransitions[] = {
    {kQueued, kRunning},    {kQueued, kWaiting},    {kQueued, kFailed},     {kQueued, kCancelled},
    {kQueued, kExpired},    {kRunning, kQueued},    {kRunning, kWaiting},   {kRunning, kSucceeded},
    {kRunning, kFailed},    {kRunning, kCancelled}, {kRunning, kExpired},   {kWaiting, kRunning},
    {kWaiting, kSucceeded}, {kWaiting, kFailed},    {kWaiting, kCancelled}, {kWaiting, kExpired},
};

}  // namespace

std::optional<JobStatus> job_status_of(std::string_view name) {
  const auto found = std::ranges::find(kJobStatusNames, name);
  if (found == kJobStatusNames.end()) return std::nullopt;
  return static_cast<JobStatus>(found - kJobStatusNames.begin());
}

bool may_follow(JobStatus from, JobStatus to) {
  return std::ranges::any_of(
      kTransitions, [&](const Transition& one) { return one.from == from && one.to == to; });
}

}  // namespace skerry::fn
