#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "modules/ai/failure.hpp"
#include "modules/fn/generation/written_code.hpp"
#include "modules/fn/sandbox_runs.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// Runs a function on its examples. Refers to its ports, which outlive it.
///
/// What a run returns must be what the example says (`nearly_equal`) and satisfy the schema. A run
/// that asked for the time or for randomness cannot return the same twice: then the result need
/// only be made like the example's (`shape_of`).
class CodeProver {
 public:
  /// What is wrong, with pointers as into a model's answer (`/source`, `/examples/0`); nothing when
  /// every example passes. After code that does not parse or runs into a limit no more is run. A
  /// problem when it cannot be told, as a run in the sandbox fails.
  using Verdict = std::expected<std::vector<ai::AnswerError>, Problem>;

  /// `work_steps` is what each run may take.
  CodeProver(LogPort& log, SandboxPort& sandbox, std::uint64_t work_steps,
             schema::SchemaChecker& schemas)
      : runs_(log, sandbox, work_steps), schemas_(schemas) {}

  [[nodiscard]] Task<Verdict> prove(std::string source, std::vector<Example> examples,
                                    schema::CheckedSchema schema);

 private:
  /// What is wrong with one run, and whether further runs could say anything else.
  struct Fault {
    ai::AnswerError error;
    bool decisive = false;
  };
  using Tested = std::expected<std::optional<Fault>, Problem>;

  Task<Tested> test(std::string source, Example example, schema::CheckedSchema schema);

  SandboxRuns runs_;
  schema::SchemaChecker& schemas_;
};

}  // namespace skerry::fn
