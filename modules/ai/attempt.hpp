#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Who is asked, and what may go wrong with it.
namespace skerry::ai {

/// Who answers. `kLocal` is no model: it stands for the caller's own work without a network.
enum class Provider : std::uint8_t { kOpenai, kAnthropic, kCompatible, kWorkersAi, kLocal };

/// The name in settings, answers and metrics: `openai`.
[[nodiscard]] constexpr std::string_view name_of(Provider provider) {
  constexpr std::string_view kNames[] = {"openai", "anthropic", "compatible", "workers-ai",
                                         "local"};
  return kNames[static_cast<std::size_t>(provider)];
}

/// The provider of that name, or nothing.
[[nodiscard]] std::optional<Provider> find_provider(std::string_view name);

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

/// One request to a provider that did not bring an answer, or not one that could be used.
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

}  // namespace skerry::ai
