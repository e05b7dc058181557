#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/ai/model.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::ai {

/// The name for logs, metrics and reports: `timed_out`.
[[nodiscard]] std::string_view name_of(ModelFailureKind kind);

/// The code of the problem table for a caller of the service.
[[nodiscard]] std::string_view problem_code(ModelFailureKind kind);

/// One place of an answer that does not satisfy the schema.
struct AnswerError {
  std::string pointer;  ///< RFC 6901; empty for the whole answer.
  std::string detail;

  friend bool operator==(const AnswerError&, const AnswerError&) = default;
};

/// Why there is no answer. Holds no secret and no prompt.
struct ModelFailure {
  ModelFailureKind kind = ModelFailureKind::kUnreachable;
  /// One sentence for a person.
  std::string detail = {};
  /// Every request of the call that failed and every answer that did not satisfy the schema, in
  /// order.
  std::vector<Attempt> attempts = {};
  /// What answers took that were of no use.
  Usage usage = {};
  std::vector<AnswerError> errors = {};
  /// How long every provider that asked for it, or has failed too often, is to be left alone from
  /// now on, or until the short budget is renewed; none when no such time is ahead.
  std::optional<double> retry_after_ms = {};
  /// Whose budget had too little left; empty unless that is the reason.
  std::string_view short_budget = {};
  /// When that budget has enough for the request again, in milliseconds since 1970; none where
  /// waiting does not help.
  std::optional<double> budget_renewed_ms = {};
  /// The configured order goes on with `local`, the caller's own work.
  bool local_is_next = false;
};

/// The attempts as a JSON array, for reports: `[{"provider", "model", "outcome", "status",
/// "latencyMs", "providerMessage"}]`.
[[nodiscard]] Json report_of(const std::vector<Attempt>& attempts);

}  // namespace skerry::ai
