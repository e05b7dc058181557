#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "modules/fn/call.hpp"
#include "modules/sandbox/sandbox_abi.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// Runs programs in the sandbox under Fn's limits. Refers to its ports, which outlive it.
class SandboxRuns {
 public:
  /// `work_steps` is what a run of a caller's code may take.
  SandboxRuns(LogPort& log, SandboxPort& sandbox, std::uint64_t work_steps = sandbox::kStepsDefault)
      : log_(log), sandbox_(sandbox), work_steps_(work_steps) {}

  [[nodiscard]] std::uint64_t work_steps() const { return work_steps_; }

  /// The report of a run (`modules/sandbox/REPORT.md`), however it ended. `arguments` is a JSON
  /// array. Fails with `timed_out`, `overloaded` or `sandbox_failed` when there is no report.
  [[nodiscard]] Task<std::expected<Json, Problem>> report_of(SandboxLanguage language,
                                                             std::string program,
                                                             std::string arguments,
                                                             std::uint64_t steps_max);

 private:
  LogPort& log_;
  SandboxPort& sandbox_;
  std::uint64_t work_steps_;
};

}  // namespace skerry::fn
