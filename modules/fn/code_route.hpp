#pragma once

#include <expected>
#include <string>

#include "modules/fn/call.hpp"
#include "modules/fn/matching/matching.hpp"
#include "modules/fn/sandbox_runs.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// What a code call gave.
struct CodeResult {
  /// Absent when there was nothing to run the function on.
  std::optional<Json> result;
  /// The result holds a BigInt beyond 2^53-1, as a text.
  bool bigint = false;
  /// The member `code` of the answer.
  Json code;
  /// The same call gives the same result at any time.
  bool repeatable = false;
  double execute_ms = 0;
};

using CodeOutcome = std::expected<CodeResult, Problem>;

/// The problem for a description or arguments that no function of the catalogue takes.
[[nodiscard]] Problem problem_of(const Refusal& refusal);

/// Runs functions of the catalogue in the sandbox and checks what they return.
class CodeRoute {
 public:
  struct Ports {
    ClockPort& clock;
    LogPort& log;
    SandboxPort& sandbox;
    TimersPort& timers;
    schema::SchemaChecker& schemas;
  };

  explicit CodeRoute(Ports ports)
      : ports_(ports), runs_(ports.log, ports.sandbox), schemas_(ports.schemas) {}

  /// Runs the matched function on its bound arguments and, when `schema` is given, checks the
  /// result against it. Ends within `timeout_ms` with `timed_out` at the latest.
  [[nodiscard]] Task<CodeOutcome> run(Match match, schema::CheckedSchema schema,
                                      std::uint32_t timeout_ms);

 private:
  Task<Result<CodeOutcome>> run_and_check(Match match, schema::CheckedSchema schema);

  Ports ports_;
  SandboxRuns runs_;
  schema::SchemaChecker& schemas_;
};

}  // namespace skerry::fn
