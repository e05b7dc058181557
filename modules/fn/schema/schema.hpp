#pragma once

#include <expected>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "modules/fn/call.hpp"
#include "modules/fn/sandbox_runs.hpp"
#include "modules/fn/schema/compile.hpp"
#include "modules/fn/schema/patterns.hpp"
#include "modules/fn/schema/work.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

/// Validation by JSON Schema, drafts 2020-12, 2019-09 and 7 (docs/json-schema.md).
namespace skerry::fn::schema {

/// The draft a schema names by `$schema`, 2020-12 without one; nothing for any other.
[[nodiscard]] std::optional<Draft> draft_of(const Json& schema);

/// A schema that was found valid. Plain data, shared between requests of an instance.
using CheckedSchema = std::shared_ptr<const CompiledSchema>;

/// Reads callers' schemas and checks values against them, both with bounded work.
///
/// Regular expressions run in the sandbox, all of one check together; everything else is done here.
class SchemaChecker {
 public:
  using Read = std::expected<CheckedSchema, Problem>;

  struct Ports {
    LogPort& log;
    SandboxPort& sandbox;
    TimersPort& timers;
  };

  explicit SchemaChecker(Ports ports) : runs_(ports.log, ports.sandbox), timers_(ports.timers) {}

  /// Checks a schema against its draft's meta-schema and follows its references. Fails with
  /// `unsupported_schema_draft`, with `invalid_schema` and pointers below `/schema`, with
  /// `schema_too_expensive`, `timed_out`, or as a run in the sandbox fails.
  [[nodiscard]] Task<Read> read(Json schema, std::uint32_t timeout_ms);

  /// Checks a value. Gives nothing when it satisfies the schema, else
  /// `result_does_not_match_schema` with pointers below `/result`, `schema_too_expensive`, or a
  /// failure of the sandbox.
  [[nodiscard]] Task<std::optional<Problem>> check(CheckedSchema schema, Json value);

 private:
  struct Kept {
    std::string text;
    CheckedSchema schema;
  };

  Task<Result<Read>> read_untimed(Json schema);

  /// Evaluates until no answer about a pattern is missing. Gives the mismatches.
  Task<std::expected<std::vector<FieldError>, Problem>> settle(const CompiledSchema* schema,
                                                               const Json* value,
                                                               std::string_view prefix,
                                                               PatternAnswers* patterns);
  /// Has the open questions answered; nothing when that worked.
  Task<std::optional<Problem>> answer(PatternAnswers* patterns);
  Task<std::optional<Problem>> check_patterns(const CompiledSchema* schema,
                                              PatternAnswers* patterns);

  const CompiledSchema& meta_schema(Draft draft);
  CheckedSchema find(const std::string& text);
  void keep(std::string text, CheckedSchema schema);

  SandboxRuns runs_;
  TimersPort& timers_;
  std::unordered_map<Draft, CompiledSchema> meta_schemas_;
  /// Most recently used first; bounded by count and bytes of text (`limits.hpp`).
  std::list<Kept> kept_;
  std::unordered_map<std::string_view, std::list<Kept>::iterator> index_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace skerry::fn::schema
