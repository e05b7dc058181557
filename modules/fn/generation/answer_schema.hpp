#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "modules/ai/service.hpp"
#include "modules/fn/schema/schema.hpp"

namespace skerry::fn {

/// Judges a model's answers by a caller's schema, or by none.
class AnswerSchema final : public ai::AnswerValidator {
 public:
  /// `checker` outlives this; `schema` may be null, for answers of any form.
  AnswerSchema(schema::SchemaChecker& checker, schema::CheckedSchema schema)
      : checker_(checker), schema_(std::move(schema)) {}

  [[nodiscard]] Task<Result<std::vector<ai::AnswerError>>> check(Json value) override;

  /// Why an answer could not be judged, after a check that failed.
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

 private:
  schema::SchemaChecker& checker_;
  schema::CheckedSchema schema_;
  std::optional<Problem> problem_;
};

}  // namespace skerry::fn
