#pragma once

#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/ai/breaker.hpp"
#include "modules/ai/exchange.hpp"
#include "modules/ai/failure.hpp"
#include "modules/ai/model.hpp"
#include "modules/ai/secrets.hpp"
#include "modules/ai/settings.hpp"
#include "modules/ai/text_stream.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

/// One interface over many models (docs/ai.md).
namespace skerry::ai {

/// Judges answers by a schema.
class AnswerValidator {
 public:
  /// What does not satisfy the schema, nothing when all does; a failure when it cannot be told. May
  /// wait; the validator outlives the task.
  [[nodiscard]] virtual Task<Result<std::vector<AnswerError>>> check(Json value) = 0;
  /// The prompt that tells the model what is wrong with its answer, as data.
  [[nodiscard]] virtual Messages repair(const std::vector<AnswerError>& errors) const;
  /// What is said of a call whose last answer did not pass, in one sentence for a person.
  [[nodiscard]] virtual std::string_view verdict() const;

 protected:
  ~AnswerValidator() = default;
};

/// Speaks to the configured providers of models, in their order.
///
/// Each call makes at most `limits::kAttemptsMax` attempts at a provider, pauses between them, and
/// then goes on to the next; a provider that has failed too often lately is passed over. While
/// others follow, a provider has its share of the time that is left to begin its answer, and one
/// that was too slow is not asked again. Destroying
/// a call's task cancels its request. Requests of an instance share what is known about providers,
/// which is plain data, and nothing else.
///
/// `Provider::kLocal` is no model and never asked: where the order goes on with it, a failure says
/// so
/// (`local_is_next`), and the caller does its own work and says whose it is.
class AiService {
 public:
  struct Ports {
    Basics basics;
    FetchPort& fetch;
    TimersPort& timers;
  };
  using Generated = std::expected<Generation, ModelFailure>;
  using Object = std::expected<GeneratedObject, ModelFailure>;
  using Stream = std::expected<TextStream, ModelFailure>;

  /// The ports outlive the service, the service its calls.
  AiService(Ports ports, Settings settings);
  AiService(const AiService&) = delete;
  AiService& operator=(const AiService&) = delete;

  [[nodiscard]] const Settings& settings() const { return settings_; }
  /// Whether any provider of models is configured.
  [[nodiscard]] bool has_models() const { return !settings_.endpoints.empty(); }

  /// What keeps a caller from choosing this model and provider: `kModelNotAllowed`, or
  /// `kNotConfigured` for a provider that is known but not configured. Nothing when it may.
  [[nodiscard]] std::optional<ModelFailure> fault_of_choice(const Options& options) const;

  /// Who is asked for a call with these options, in order; nobody where there is a fault of choice.
  [[nodiscard]] std::vector<ModelChoice> choices_for(const Options& options) const;

  /// A whole answer. One that was cut short by `output_tokens_max` has `FinishReason::kLength`;
  /// a refusal is a failure.
  [[nodiscard]] Task<Generated> generate(Messages messages, Options options);

  /// JSON that satisfies `schema`, as `validator` judges it. What is wrong with an answer goes back
  /// to the model, at most `limits::kRepairsMax` times; then the failure is `kInvalidOutput` with
  /// the last errors. A refusal and an answer cut short are failures of their own.
  [[nodiscard]] Task<Object> generate_object(Messages messages, Json schema,
                                             AnswerValidator& validator, Options options);

  /// An answer as it arrives. Until its first text came, failures are dealt with as in `generate`;
  /// afterwards nothing is tried again, since the caller has seen a part.
  [[nodiscard]] Task<Stream> stream(Messages messages, Options options);

 private:
  friend class TextStream;
  class Running;
  struct Call;
  struct Turn;

  Task<Object> generate_checked(Messages messages, Json schema, AnswerValidator* validator,
                                Options options);

  [[nodiscard]] std::expected<Call, ModelFailure> begin_call(Messages messages,
                                                             Options options) const;
  /// Asks one provider after another; those before the one that answers are left out of the call's
  /// further rounds. `call` outlives the task.
  Task<std::expected<std::unique_ptr<Running>, ModelFailure>> ask(Call* call);
  Task<std::expected<std::unique_ptr<Running>, ModelFailureKind>> ask_provider(Call* call,
                                                                               Turn turn);
  [[nodiscard]] std::expected<std::unique_ptr<Running>, ModelFailureKind> start(Call& call,
                                                                                const Turn& turn);
  [[nodiscard]] Exchange::Limits limits_of(const Call& call, const Turn& turn) const;
  /// How long to wait before the next attempt; nothing when there is to be none.
  std::optional<std::uint32_t> pause_ms(const Turn& turn, const ExchangeFault& fault,
                                        std::uint32_t failed);
  [[nodiscard]] WireRequest wire_request(const Call& call, const ModelChoice& choice) const;

  /// Adds an attempt in vain to the call and tells its caller.
  static const Attempt& add_attempt(Call& call, Attempt attempt);
  /// Records a failed attempt in the call, the breaker, log and metrics.
  void note_failure(Call& call, Running& running, const ExchangeFault& fault);
  void note_success(Running& running);
  /// Records an answer that was of no use, and why.
  void note_useless(Call& call, const Running& running, ModelFailureKind kind);
  /// Settles an answer that was read to its end.
  void note_answer(const Call& call, Running& running);
  void log_prompt(const Call& call, const Running& running);
  ModelFailure failure_of(Call& call, ModelFailureKind kind, std::string detail) const;
  [[nodiscard]] Generation generation_of(const Call& call, const Running& running) const;
  [[nodiscard]] Usage usage_of(const ModelChoice& choice, const WireRequest& request,
                               const WireAnswer& answer) const;
  [[nodiscard]] const Lacks& lacks_of(const ModelChoice& choice) const;
  void remember(const ModelChoice& choice, const Lacks& lacks);
  [[nodiscard]] double now_ms() const { return ports_.basics.clock.monotonic_ms(); }

  Ports ports_;
  Settings settings_;
  Secrets secrets_;
  Breakers breakers_;
  std::map<std::string, Lacks, std::less<>> lacks_;
};

}  // namespace skerry::ai
