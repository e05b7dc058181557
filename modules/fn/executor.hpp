#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "modules/ai/service.hpp"
#include "modules/fn/answer.hpp"
#include "modules/fn/answer_cache.hpp"
#include "modules/fn/call.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/fn/classifier/classifier.hpp"
#include "modules/fn/code_route.hpp"
#include "modules/fn/functions/own_functions.hpp"
#include "modules/fn/generation/llm_tier.hpp"
#include "modules/fn/generation/tenant_tokens.hpp"
#include "modules/fn/jobs/attempt_order.hpp"
#include "modules/fn/matching/matching.hpp"
#include "modules/fn/object_route.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// Decides what kind of work a call is and does what ends with its request: code and objects. Knows
/// nothing of HTTP, RPC or jobs.
class Executor {
 public:
  struct Ports {
    Basics basics;
    SandboxPort& sandbox;
    TimersPort& timers;
    StoragePort& storage;
    FetchPort& fetch;
  };
  /// The JSON text of a successful answer.
  using Outcome = std::expected<std::string, Problem>;
  using Classified = std::expected<ClassifiedCall, Problem>;

  explicit Executor(Ports ports);

  /// The answer to an equal call that is kept, under the id of the execution that made it; nothing
  /// without one.
  [[nodiscard]] std::optional<std::string> kept_answer(std::string_view tenant,
                                                       std::string_view body);
  /// Reads, checks and classifies a call. Fails as `read_call` and the reading of schemas do, or
  /// with `uncertain_type` where the caller wants that.
  [[nodiscard]] Task<Classified> classify(std::string body, CallOrigin origin);
  /// Reads the call of a job, whose type and classification are decided, for another attempt.
  [[nodiscard]] Task<Classified> take_up(AttemptOrder order, CallOrigin origin);
  /// Does a call of type code or object and answers it; as `onRouteFailure` says, goes on with
  /// another type when that was the wrong one. Problems list what was tried in `attempts` and say
  /// in `usage` what it took. Where `call->goes_on_as` is set afterwards, the call is to go on as
  /// that, whatever was the problem.
  [[nodiscard]] Task<Outcome> run(ClassifiedCall* call);
  /// The answer of `POST /fn/classify`.
  [[nodiscard]] Task<Outcome> classification_of(std::string body, CallOrigin origin);
  /// Runs a function that the caller named, checks its result against `schema` and answers as to a
  /// code call.
  [[nodiscard]] Task<Outcome> invoke(CodeRun run, std::optional<Json> schema,
                                     std::uint32_t timeout_ms);
  /// Lives as long as this.
  [[nodiscard]] schema::SchemaChecker& schemas() { return schemas_; }
  /// The tenant's own functions have changed: no answer from before is given any more.
  void functions_changed(const std::string& tenant);

 private:
  using Read = std::expected<std::pair<Call, schema::CheckedSchema>, Problem>;

  [[nodiscard]] Task<Read> read(std::string body, CallKind kind);
  /// Reads a call and finds what may do it; leaves the classification to others.
  [[nodiscard]] Task<Classified> prepare(std::string body, CallOrigin origin);
  /// Notes the decided type and what would be tried after it.
  void decide_on(ClassifiedCall& call, WorkType type);
  /// What the local classifier says of a call.
  [[nodiscard]] Classification guess(const Call& call, const MatchOutcome& match);
  /// The same, or where that is too uncertain what was accepted for the same task before, or a
  /// model's word.
  [[nodiscard]] Task<Classification> classify_surely(const Call* call, const MatchOutcome* match,
                                                     CallTrace* trace);
  [[nodiscard]] CallTrace new_trace(const Call& call, CallOrigin origin, double began_ms) const;
  /// Tries one type after another, as `run` says.
  [[nodiscard]] Task<Outcome> run_types(ClassifiedCall* call);
  [[nodiscard]] Task<Outcome> run_one(ClassifiedCall* call);
  [[nodiscard]] Task<Outcome> run_code(ClassifiedCall* call);
  [[nodiscard]] Task<Outcome> run_own(ClassifiedCall* call, const AcceptedFunction* own);
  [[nodiscard]] Task<Outcome> make_object(ClassifiedCall* call);
  /// The answer whose members are `stable`; kept for equal calls when it may be.
  [[nodiscard]] std::string settle(ClassifiedCall& call, const std::string& stable, bool keep);

  Ports ports_;
  TrainedModel model_;
  Classifier classifier_;
  schema::SchemaChecker schemas_;
  ai::AiService models_;
  TenantTokens tokens_;
  AcceptedFunctions accepted_;
  LlmTier llm_tier_;
  CodeRoute code_route_;
  ObjectRoute object_route_;
  OwnFunctions own_functions_;
  AnswerCache cache_;
};

}  // namespace skerry::fn
