#include "modules/fn/generation/answer_schema.hpp"

#include <string_view>

namespace skerry::fn {

Task<Result<std::vector<ai::AnswerError>>> AnswerSchema::check(Json value) {
  // Before the pointers that the checker gives.
  constexpr std::string_view kPrefix = "/result";
  std::vector<ai::AnswerError> errors;
  if (!schema_) co_return errors;
  auto problem = co_await checker_.check(schema_, std::move(value));
  if (!problem) co_return errors;
  if (problem->code != "result_does_not_match_schema") {
    problem_ = std::move(problem);
    co_return fail(FailureKind::kOverloaded, problem_->detail);
  }
  for (FieldError& error : problem->errors) {
    if (error.pointer.starts_with(kPrefix)) error.pointer.erase(0, kPrefix.size());
    errors.push_back({std::move(error.pointer), std::move(error.detail)});
  }
  co_return errors;
}

}  // namespace skerry::fn
