#include "modules/fn/generation/code_prover.hpp"

#include <utility>

#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/samples.hpp"
#include "modules/fn/report.hpp"
#include "modules/sandbox/sandbox_abi.hpp"

namespace skerry::fn {
namespace {

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

}  // namespace

Task<CodeProver::Verdict> CodeProver::prove(std::string source, std::vector<Example> examples,
                                            schema::CheckedSchema schema) {
  std::vector<ai::AnswerError> errors;
  for (std::size_t index = 0; index < examples.size(); ++index) {
    auto tested = co_await test(source, std::move(examples[index]), schema);
    if (!tested) co_return std::unexpected(std::move(tested.error()));
    if (!*tested) continue;
    Fault& fault = **tested;
    if (fault.error.pointer.empty()) fault.error.pointer = "/examples/" + std::to_string(index);
    errors.push_back(std::move(fault.error));
    if (fault.decisive) break;
  }
  co_return errors;
}

Task<CodeProver::Tested> CodeProver::test(std::string source, Example example,
                                          schema::CheckedSchema schema) {
  auto report = co_await runs_.report_of(SandboxLanguage::kTypescript, std::move(source),
                                         to_text(example.args), runs_.work_steps());
  if (!report) co_return std::unexpected(std::move(report.error()));
  if (auto problem = problem_of_report(*report)) {
    if (problem->code == "sandbox_failed") co_return std::unexpected(std::move(*problem));
    const bool unusable = problem->code == "source_invalid";
    const bool limited = problem->code == "step_limit" || problem->code == "memory_limit";
    co_return Fault{{unusable ? "/source" : "", detail_of(*problem)}, unusable || limited};
  }
  const Json* result = find_member(*report, "result");
  if (result == nullptr) {
    co_return std::unexpected(Problem{"sandbox_failed", "The report holds no result.", {}, {}});
  }
  const bool varies = is_true(*report, "touchedTime") || is_true(*report, "touchedRandom");
  const bool passes = varies ? equal(shape_of(*result), shape_of(example.result))
                             : nearly_equal(*result, example.result);
  if (!passes) {
    co_return Fault{{"", "returned " + shown_value(*result) + " where the example says " +
                             shown_value(example.result)}};
  }
  if (schema) {
    const auto mismatch = co_await schemas_.check(std::move(schema), *result);
    if (mismatch && mismatch->code != "result_does_not_match_schema") {
      co_return std::unexpected(*mismatch);
    }
    if (mismatch) co_return Fault{{"", detail_of(*mismatch)}};
  }
  co_return std::nullopt;
}

}  // namespace skerry::fn
