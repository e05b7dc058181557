#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/ai/service.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/fn/generation/code_prover.hpp"
#include "modules/fn/generation/tenant_tokens.hpp"
#include "modules/fn/generation/written_code.hpp"
#include "modules/fn/sandbox_runs.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// A function that a model wrote and its examples proved.
struct ProvenCode {
  WrittenCode code;
  ai::Provider provider = ai::Provider::kLocal;
  std::string model;
  /// The report of its run on the call's own arguments; absent without them.
  std::optional<Json> report;
};

/// Has models write functions, and accepts none that its examples do not prove. Refers to its
/// ports, which outlive it.
class CodeWriter {
 public:
  struct Ports {
    ClockPort& clock;
    LogPort& log;
    SandboxPort& sandbox;
    ai::AiService& models;
    schema::SchemaChecker& schemas;
    TenantTokens& tokens;
    /// What each run in the sandbox may take.
    std::uint64_t work_steps;
  };
  using Outcome = std::expected<ProvenCode, Problem>;

  explicit CodeWriter(Ports ports) : ports_(ports) {}

  /// A function that does what the call describes. What is wrong with one goes back to the model,
  /// as data, at most `ai::limits::kRepairsMax` times; then the problem is `model_output_invalid`
  /// with pointers below `/code`. Notes in the call's trace what was tried.
  [[nodiscard]] Task<Outcome> write(ClassifiedCall* call);

 private:
  Ports ports_;
};

/// Judges functions that a model wrote: reads, proves and runs them on the call's own arguments.
class CodeValidator final : public ai::AnswerValidator {
 public:
  /// What it refers to outlives it. `args` may be null.
  CodeValidator(const CodeWriter::Ports& ports, const Json* args, schema::CheckedSchema schema)
      : prover_(ports.log, ports.sandbox, ports.work_steps, ports.schemas),
        runs_(ports.log, ports.sandbox, ports.work_steps),
        schemas_(ports.schemas),
        args_(args),
        schema_(std::move(schema)) {}

  [[nodiscard]] Task<Result<std::vector<ai::AnswerError>>> check(Json value) override;
  [[nodiscard]] ai::Messages repair(const std::vector<ai::AnswerError>& errors) const override;
  [[nodiscard]] std::string_view verdict() const override;

  /// Why a function could not be judged, after a check that failed.
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }
  /// The function that the last check accepted, and its report.
  [[nodiscard]] WrittenCode take_code() { return std::move(code_); }
  [[nodiscard]] std::optional<Json> take_report() { return std::move(report_); }

 private:
  using Errors = std::expected<std::vector<ai::AnswerError>, Problem>;

  Task<Errors> run_on_own_arguments();

  CodeProver prover_;
  SandboxRuns runs_;
  schema::SchemaChecker& schemas_;
  const Json* args_;
  schema::CheckedSchema schema_;
  WrittenCode code_;
  std::optional<Json> report_;
  std::optional<Problem> problem_;
};

}  // namespace skerry::fn
