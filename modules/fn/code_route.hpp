#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "modules/ai/service.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/fn/code_run.hpp"
#include "modules/fn/functions/accepted_functions.hpp"
#include "modules/fn/generation/code_writer.hpp"
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

/// Finds or has written a function for a call, runs it in the sandbox and checks what it returns.
///
/// Code that was accepted before is looked for first, then a model is asked, as the order of
/// providers says; the catalogue has its own place in that order. What a model wrote is kept once
/// its examples prove it.
class CodeRoute {
 public:
  struct Ports {
    Basics basics;
    SandboxPort& sandbox;
    TimersPort& timers;
    schema::SchemaChecker& schemas;
    ai::AiService& models;
    AcceptedFunctions& accepted;
    TenantTokens& tokens;
  };

  explicit CodeRoute(Ports ports);

  /// Does the call, whose match is consumed, and notes in it what was tried and how long that took.
  /// Ends with `timed_out` when the call's time is over.
  [[nodiscard]] Task<CodeOutcome> run(ClassifiedCall* call);
  /// Whether code was accepted for the same task before, which is then no matter of opinion. There
  /// must be models.
  [[nodiscard]] Task<bool> is_accepted(std::string tenant, const Call* call);
  /// Runs a function and, when `schema` is given, checks the result against it. Ends within
  /// `timeout_ms` with `timed_out` at the latest.
  [[nodiscard]] Task<CodeOutcome> run(CodeRun run, schema::CheckedSchema schema,
                                      std::uint32_t timeout_ms);

 private:
  /// A function that was found or written for a call.
  struct Found {
    CodeRun run;
    /// Whether there is anything to run it on.
    bool complete = false;
  };

  Task<Result<CodeOutcome>> run_untimed(ClassifiedCall* call);
  Task<Result<CodeOutcome>> run_in_time(CodeRun run, schema::CheckedSchema schema);
  Task<CodeOutcome> run_local(ClassifiedCall* call);
  /// The refusal of a match that does not do the description's own examples, or nothing.
  Task<std::optional<Problem>> check_claims(const Match* match, std::string source);
  Task<CodeOutcome> run_by_model(ClassifiedCall* call);
  /// Under which code is kept for the call.
  Task<std::string> key_of(std::string tenant, const Call* call);
  /// Accepted code under `key`, or nothing when there is none or it does not take the arguments.
  Task<std::optional<Found>> find_accepted(ClassifiedCall* call, std::string key);
  Task<std::expected<Found, Problem>> have_written(ClassifiedCall* call, std::string key);
  /// Keeps proven code; gives its id, or nothing when it could not be kept.
  Task<std::optional<std::string>> keep(ClassifiedCall* call, std::string key,
                                        const ProvenCode* proven);
  Task<CodeOutcome> run_found(ClassifiedCall* call, Found found);
  Task<CodeOutcome> run_and_check(CodeRun run, schema::CheckedSchema schema);

  Ports ports_;
  SandboxRuns runs_;
  CodeWriter writer_;
};

}  // namespace skerry::fn
