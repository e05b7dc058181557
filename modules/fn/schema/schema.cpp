#include "modules/fn/schema/schema.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/schema/evaluate.hpp"
#include "modules/fn/schema/limits.hpp"
#include "modules/fn/schema/mismatch_text.hpp"
#include "modules/sdk/assert.hpp"
#include "modules/sdk/join.hpp"

namespace skerry::fn::schema {
namespace {

Problem invalid_schema(std::vector<FieldError> errors) {
  return {"invalid_schema", "schema is not a valid JSON Schema.", std::move(errors), {}};
}

Problem too_expensive() {
  return {
      "schema_too_expensive", "The check against schema was stopped at its limit of work.", {}, {}};
}

/// How a run that tests patterns ended, when it did not return.
bool is_limit(const Json& report) {
  const Json* outcome = find_member(report, "outcome");
  return outcome != nullptr && outcome->is_string() &&
         outcome->get_ref<const std::string&>().starts_with("limit_");
}

}  // namespace

std::optional<Draft> draft_of(const Json& schema) {
  const Json* named = find_member(schema, "$schema");
  if (named == nullptr) return Draft::k2020;
  if (!named->is_string()) return std::nullopt;
  return draft_of_uri(named->get_ref<const std::string&>());
}

Task<SchemaChecker::Read> SchemaChecker::read(Json schema, std::uint32_t timeout_ms) {
  auto read = co_await with_timeout(timers_, read_untimed(std::move(schema)), timeout_ms);
  if (read) co_return std::move(*read);
  co_return Read(std::unexpect,
                 Problem{"timed_out", "The call did not end within options.timeoutMs.", {}, {}});
}

Task<Result<SchemaChecker::Read>> SchemaChecker::read_untimed(Json schema) {
  const auto draft = draft_of(schema);
  if (!draft) {
    co_return Read(std::unexpect, Problem{"unsupported_schema_draft",
                                          "schema names a draft that is not supported.",
                                          {{"/schema/$schema", "unsupported draft"}},
                                          {}});
  }
  std::string text = to_text(schema);
  if (CheckedSchema kept = find(text)) co_return Read(std::move(kept));

  PatternAnswers patterns;
  auto errors = co_await settle(&meta_schema(*draft), &schema, "/schema", &patterns);
  if (!errors) co_return Read(std::unexpect, std::move(errors.error()));
  if (!errors->empty()) co_return Read(std::unexpect, invalid_schema(std::move(*errors)));

  auto compiled = compile(std::move(schema), *draft);
  if (!compiled) {
    SchemaError& error = compiled.error();
    co_return Read(std::unexpect,
                   invalid_schema({{"/schema" + error.pointer, std::move(error.detail)}}));
  }
  if (auto problem = co_await check_patterns(&*compiled, &patterns)) {
    co_return Read(std::unexpect, std::move(*problem));
  }
  auto checked = std::make_shared<const CompiledSchema>(std::move(*compiled));
  keep(std::move(text), checked);
  co_return Read(std::move(checked));
}

Task<std::optional<Problem>> SchemaChecker::check(CheckedSchema schema, Json value) {
  PatternAnswers patterns;
  auto errors = co_await settle(schema.get(), &value, "/result", &patterns);
  if (!errors) co_return std::move(errors.error());
  if (errors->empty()) co_return std::nullopt;
  co_return Problem{"result_does_not_match_schema",
                    "The result does not satisfy schema.",
                    std::move(*errors),
                    {}};
}

Task<std::expected<std::vector<FieldError>, Problem>> SchemaChecker::settle(
    const CompiledSchema* schema, const Json* value, std::string_view prefix,
    PatternAnswers* patterns) {
  Work work(limits::kSchemaStepsMax);
  for (int round = 0; round <= limits::kPatternRoundsMax; ++round) {
    Evaluation evaluation = evaluate(*schema, *value, *patterns, work);
    if (work.exhausted() || patterns->overflowed()) break;
    if (!patterns->has_questions()) {
      std::vector<FieldError> errors;
      errors.reserve(evaluation.mismatches.size());
      for (Mismatch& mismatch : evaluation.mismatches) {
        errors.push_back({std::string(prefix) + mismatch.pointer, std::move(mismatch.detail)});
      }
      SKERRY_ASSERT(evaluation.valid == errors.empty());
      co_return errors;
    }
    if (auto problem = co_await answer(patterns)) co_return std::unexpected(std::move(*problem));
  }
  co_return std::unexpected(too_expensive());
}

Task<std::optional<Problem>> SchemaChecker::answer(PatternAnswers* patterns) {
  if (patterns->overflowed()) co_return too_expensive();
  auto report =
      co_await runs_.report_of(SandboxLanguage::kJavascript, std::string(pattern_program()),
                               to_text(patterns->questions()), limits::kPatternStepsMax);
  if (!report) co_return std::move(report.error());
  if (is_limit(*report)) co_return too_expensive();
  const Json* answers = find_member(*report, "result");
  if (answers == nullptr || !patterns->learn(*answers)) {
    co_return Problem{"sandbox_failed", "The run that tests patterns gave no answer.", {}, {}};
  }
  co_return std::nullopt;
}

/// The meta-schema sees all patterns but those in places where only a reference finds a schema.
Task<std::optional<Problem>> SchemaChecker::check_patterns(const CompiledSchema* schema,
                                                           PatternAnswers* patterns) {
  for (const std::string_view pattern : schema->patterns) (void)patterns->is_pattern(pattern);
  if (patterns->has_questions()) {
    if (auto problem = co_await answer(patterns)) co_return problem;
  }
  std::vector<FieldError> errors;
  for (const std::string_view pattern : schema->patterns) {
    if (patterns->is_pattern(pattern)) continue;
    errors.push_back(
        {"/schema", "the pattern " + shown(std::string(pattern)) + " is no regular expression"});
  }
  if (errors.empty()) co_return std::nullopt;
  co_return invalid_schema(std::move(errors));
}

const CompiledSchema& SchemaChecker::meta_schema(Draft draft) {
  if (const auto known = meta_schemas_.find(draft); known != meta_schemas_.end()) {
    return known->second;
  }
  auto document = read_json(meta_schema_text(meta_schema_uri(draft)));
  SKERRY_ASSERT(document.has_value());
  auto compiled = compile(std::move(*document), draft);
  SKERRY_ASSERT(compiled.has_value());
  return meta_schemas_.emplace(draft, std::move(*compiled)).first->second;
}

CheckedSchema SchemaChecker::find(const std::string& text) {
  const auto known = index_.find(text);
  if (known == index_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, known->second);
  return known->second->schema;
}

void SchemaChecker::keep(std::string text, CheckedSchema schema) {
  if (text.size() > limits::kKeptSchemasBytesMax / 4 || index_.contains(text)) return;
  kept_bytes_ += text.size();
  kept_.push_front({std::move(text), std::move(schema)});
  index_.emplace(kept_.front().text, kept_.begin());
  while (kept_.size() > limits::kKeptSchemasMax || kept_bytes_ > limits::kKeptSchemasBytesMax) {
    kept_bytes_ -= kept_.back().text.size();
    index_.erase(kept_.back().text);
    kept_.pop_back();
  }
}

}  // namespace skerry::fn::schema
