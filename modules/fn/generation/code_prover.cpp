#include "modules/fn/generation/code_prover.hpp"

#include <utility>

#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/samples.hpp"
#include "modules/fn/report.hpp"
#include "modules/sandbox/sandbox_abi.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kSourcePointer = "/source";

bool is_true(const Json& report, std::string_view name) {
  const Json* member = find_member(report, name);
  return member != nullptr && member->is_boolean() && member->get<bool>();
}

std::string detail_of(const Problem& problem) {
  std::string detail = problem.detail;
  for (const FieldError& error : problem.errors) {
    detail += " " + error.pointer + (error.pointer.empty() ? "" : ": ") + error.detail;
  }
  return shortened(detail, limits::kShownValueBytesMax);
}

ai::AnswerError error_at(std::string_view pointer, std::string detail) {
  return {std::string(pointer), std::move(detail)};
}

}  // namespace

Task<CodeProver::Verdict> CodeProver::prove(std::string source, std::vector<Example> examples,
                                            schema::CheckedSchema schema) {
  std::vector<ai::AnswerError> errors;
  for (std::size_t index = 0; index < examples.size(); ++index) {
    auto fault = co_await fault_of(source, std::move(examples[index]), schema);
    if (!fault) co_return std::unexpected(std::move(fault.error()));
    if (!*fault) continue;
    const bool hopeless = (*fault)->pointer == kSourcePointer;
    if (!hopeless) (*fault)->pointer = "/examples/" + std::to_string(index);
    errors.push_back(std::move(**fault));
    if (hopeless) break;
  }
  co_return errors;
}

Task<CodeProver::Fault> CodeProver::fault_of(std::string source, Example example,
                                             schema::CheckedSchema schema) {
  auto report = co_await runs_.report_of(SandboxLanguage::kTypescript, std::move(source),
                                         to_text(example.args), sandbox::kStepsDefault);
  if (!report) co_return std::unexpected(std::move(report.error()));
  if (auto problem = problem_of_report(*report)) {
    if (problem->code == "sandbox_failed") co_return std::unexpected(std::move(*problem));
    const bool unusable = problem->code == "source_invalid";
    co_return error_at(unusable ? kSourcePointer : "", detail_of(*problem));
  }
  const Json* result = find_member(*report, "result");
  if (result == nullptr) {
    co_return std::unexpected(Problem{"sandbox_failed", "The report holds no result.", {}, {}});
  }
  const bool varies = is_true(*report, "touchedTime") || is_true(*report, "touchedRandom");
  const bool passes = varies ? equal(shape_of(*result), shape_of(example.result))
                             : nearly_equal(*result, example.result);
  if (!passes) {
    co_return error_at("", "returned " + shown_value(*result) + " where the example says " +
                               shown_value(example.result));
  }
  if (schema) {
    const auto mismatch = co_await schemas_.check(std::move(schema), *result);
    if (mismatch && mismatch->code != "result_does_not_match_schema") {
      co_return std::unexpected(*mismatch);
    }
    if (mismatch) co_return error_at("", detail_of(*mismatch));
  }
  co_return std::nullopt;
}

}  // namespace skerry::fn
