#include "modules/fn/generation/code_writer.hpp"

#include <utility>

#include "modules/ai/prompts.hpp"
#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/models.hpp"
#include "modules/fn/generation/samples.hpp"
#include "modules/fn/report.hpp"
#include "modules/sandbox/sandbox_abi.hpp"
#include "modules/sdk/assert.hpp"

namespace skerry::fn {

Task<Result<std::vector<ai::AnswerError>>> CodeValidator::check(Json value) {
  auto read = read_written_code(value, args_);
  if (!read) co_return std::move(read.error());
  code_ = std::move(*read);
  Errors errors = co_await prover_.prove(code_.source, code_.examples, schema_);
  if (errors && errors->empty() && args_ != nullptr) errors = co_await run_on_own_arguments();
  if (errors) co_return std::move(*errors);
  problem_ = std::move(errors.error());
  co_return fail(FailureKind::kOverloaded, problem_->detail);
}

/// What a function throws is its word about the arguments; that it gives no result for them, or one
/// of another form, or takes too long, is its fault.
Task<CodeValidator::Errors> CodeValidator::run_on_own_arguments() {
  SKERRY_ASSERT(code_.arguments.has_value());
  auto report = co_await runs_.report_of(SandboxLanguage::kTypescript, code_.source,
                                         to_text(*code_.arguments), runs_.work_steps());
  if (!report) co_return std::unexpected(std::move(report.error()));
  const auto ended = problem_of_report(*report);
  if (ended && ended->code == "sandbox_failed") co_return std::unexpected(*ended);
  std::vector<ai::AnswerError> errors;
  const Json* result = find_member(*report, "result");
  if (ended && ended->code != "code_threw") {
    errors.push_back({"/source", "run on args: " + ended->detail});
  } else if (!ended && schema_ && result != nullptr) {
    const auto mismatch = co_await schemas_.check(schema_, *result);
    if (mismatch && mismatch->code != "result_does_not_match_schema") {
      co_return std::unexpected(*mismatch);
    }
    if (mismatch) {
      for (const FieldError& error : mismatch->errors) {
        errors.push_back({"/source", "run on args: the result's schema is not satisfied at " +
                                         error.pointer + ": " + error.detail});
      }
    }
  }
  report_ = std::move(*report);
  co_return errors;
}

ai::Messages CodeValidator::repair(const std::vector<ai::AnswerError>& errors) const {
  std::string text;
  for (std::size_t index = 0; index < errors.size(); ++index) {
    if (index == ai::limits::kShownErrorsMax) break;
    if (!text.empty()) text += '\n';
    text += errors[index].pointer + ": " + errors[index].detail;
  }
  return ai::render(ai::Prompt::kCodeRepair, {{"error", std::move(text)}});
}

std::string_view CodeValidator::verdict() const {
  return "No function that the model wrote did what its own examples and the call ask of it.";
}

Task<CodeWriter::Outcome> CodeWriter::write(ClassifiedCall* call) {
  const Call& wanted = call->call;
  auto messages = ai::render(
      ai::Prompt::kCode, {{"description", wanted.description},
                          {"context", wanted.context},
                          {"args", wanted.args ? to_text(sample_of(*wanted.args)) : std::string()},
                          {"schema", wanted.schema ? to_text(*wanted.schema) : std::string()}});
  co_await ports_.tokens.open(&call->trace);
  ai::Options options = options_for(ai::Use::kCode, "code", ports_.models, wanted.options,
                                    &call->trace, ports_.clock.monotonic_ms());
  options.output_tokens_max = limits::kCodeTokensMax;
  CodeValidator validator(ports_, wanted.args ? &*wanted.args : nullptr, call->schema);
  auto written = co_await ports_.models.generate_object(std::move(messages), written_code_schema(),
                                                        validator, std::move(options));
  if (!written) {
    if (validator.problem()) co_return std::unexpected(*validator.problem());
    co_return std::unexpected(problem_of(written.error(), "/code"));
  }
  const ai::Generation& generation = written->generation;
  call->trace.attempts.push_back({"code", {}, generation.provider, generation.model});
  co_return ProvenCode{validator.take_code(), generation.provider, generation.model,
                       validator.take_report()};
}

}  // namespace skerry::fn
