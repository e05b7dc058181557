#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "modules/fn/call.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// Runs programs in the sandbox under Fn's limits. Refers to its ports, which outlive it.
class SandboxRuns {
 public:
  SandboxRuns(LogPort& log, SandboxPort& sandbox) : log_(log), sandbox_(sandbox) {}

  /// The report of a run (`modules/sandbox/REPORT.md`), however it ended. `arguments` is a JSON
  /// array. Fails with `timed_out`, `overloaded` or `sandbox_failed` when there is no report.
  [[nodiscard]] Task<std::expected<Json, Problem>> report_of(SandboxLanguage language,
                                                             std::string program,
                                                             std::string arguments,
                                                             std::uint64_t steps_max);

 private:
  LogPort& log_;
  SandboxPort& sandbox_;
};

}  // namespace skerry::fn
