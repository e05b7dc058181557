#pragma once

#include <expected>
#include <vector>

#include "modules/ai/service.hpp"
#include "modules/fn/call.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/fn/generation/tenant_tokens.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// Has a model say what kind of work a call is, where the local classifier is not sure.
class LlmTier {
 public:
  /// What it refers to outlives it.
  LlmTier(ClockPort& clock, ai::AiService& models, TenantTokens& tokens)
      : clock_(clock), models_(models), tokens_(tokens) {}

  /// A classification of tier `llm`, within `limits::kLlmTierMs` and the call's time, or why no
  /// model gives one. Notes in `trace` what was tried.
  [[nodiscard]] Task<std::expected<Classification, ai::ModelFailureKind>> classify(
      const Call* call, CallTrace* trace);

 private:
  ClockPort& clock_;
  ai::AiService& models_;
  TenantTokens& tokens_;
};

/// Reads a model's answer to the prompt `classify`, whose form `classification_schema` describes.
/// Probabilities of the other types are scaled so that all add up to 1. One that is likelier than
/// the type itself is an error: nobody can tell which of the two was meant.
[[nodiscard]] std::expected<Classification, std::vector<ai::AnswerError>> read_classification(
    const Json& answer);
[[nodiscard]] const Json& classification_schema();

}  // namespace skerry::fn
