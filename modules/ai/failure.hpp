#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/ai/model.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::ai {

enum class ModelFailureKind : std::uint8_t {
  kRefused,          ///< The provider declined to answer, or filtered its answer.
  kTruncated,        ///< The stream ended without its terminator.
  kLengthStop,       ///< The model ran into its limit of tokens where a whole answer was needed.
  kTimedOut,         ///< To the first byte, between chunks, or the whole call.
  kRateLimited,      ///< 429, or the provider's quota is used up.
  kUnreachable,      ///< No connection, or it was lost.
  kProviderFailed,   ///< 5xx, 408, 409, or an error within a stream.
  kRejected,         ///< 400, 404, 413, 422: the provider does not take the request.
  kCredentials,      ///< 401 or 403: the key is wrong or may not do this.
  kBadAnswer,        ///< Not UTF-8, not the provider's own format, or beyond a limit.
  kSkipped,          ///< The breaker is open; nothing was sent.
  kNotConfigured,    ///< No provider that speaks to a model is configured.
  kModelNotAllowed,  ///< The caller chose a model or provider that is not on the allow-list.
  kBudgetExceeded,   ///< A budget has too little left; nothing was sent.
  kInvalidOutput,    ///< No answer satisfied the schema; `errors` are those of the last.
  kNotValidated,     ///< The answer could not be judged; the validator itself failed.
};
inline constexpr std::size_t kModelFailureKinds = 16;

/// The name for logs, metrics and reports: `timed_out`.
[[nodiscard]] std::string_view name_of(ModelFailureKind kind);

/// The code of the problem table for a caller of the service.
[[nodiscard]] std::string_view problem_code(ModelFailureKind kind);

/// One request to a provider that did not bring an answer.
struct Attempt {
  Provider provider = Provider::kLocal;
  std::string model;
  ModelFailureKind kind = ModelFailureKind::kUnreachable;
  /// Without one no head came.
  std::optional<std::uint16_t> status = {};
  double latency_ms = 0;
  /// The provider's own words, shortened, with secrets removed.
  std::string message = {};
};

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
  /// Every request of the call that failed, in order, also those before one that was answered.
  std::vector<Attempt> attempts = {};
  /// What answers took that were of no use.
  Usage usage = {};
  std::vector<AnswerError> errors = {};
  /// The configured order goes on with `local`, the caller's own work.
  bool local_is_next = false;
};

/// The attempts as a JSON array, for reports: `[{"provider", "model", "outcome", "status",
/// "latencyMs", "message"}]`.
[[nodiscard]] Json report_of(const std::vector<Attempt>& attempts);

}  // namespace skerry::ai
