#include "modules/fn/sandbox_runs.hpp"

#include <utility>

#include "modules/fn/limits.hpp"
#include "modules/sandbox/sandbox_abi.hpp"

namespace skerry::fn {
namespace {

Problem problem_of_failure(const Failure& failure) {
  switch (failure.kind) {
    case FailureKind::kTimedOut:
      return {"timed_out", "The run did not end within the time limit.", {}, {}};
    case FailureKind::kOverloaded:
      return {"overloaded", "Too many runs are under way.", {}, {}};
    default:
      return {"sandbox_failed", "The run ended without a report.", {}, {}};
  }
}

}  // namespace

Task<std::expected<Json, Problem>> SandboxRuns::report_of(SandboxLanguage language,
                                                          std::string program,
                                                          std::string arguments,
                                                          std::uint64_t steps_max) {
  const SandboxLimits run_limits{
      .steps_max = steps_max,
      .memory_bytes_max = sandbox::kMemoryBytesDefault,
      .output_bytes_max = limits::kSandboxOutputBytesMax,
      .console_bytes_max = limits::kSandboxConsoleBytesMax,
  };
  auto text = co_await skerry::run(sandbox_, language, std::move(program), std::move(arguments),
                                   run_limits);
  if (!text) {
    log_.write(
        LogLevel::kWarning, "a sandbox run gave no report",
        to_text(Json{{"failure", name_of(text.error().kind)}, {"detail", text.error().detail}}));
    co_return std::unexpected(problem_of_failure(text.error()));
  }
  auto report = read_json(*text, JsonLimits::for_hosts());
  if (!report) {
    co_return std::unexpected(Problem{"sandbox_failed", "The report is not readable.", {}, {}});
  }
  co_return std::move(*report);
}

}  // namespace skerry::fn
