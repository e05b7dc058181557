#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "modules/fn/answer.hpp"
#include "modules/fn/answer_cache.hpp"
#include "modules/fn/call.hpp"
#include "modules/fn/classifier/classifier.hpp"
#include "modules/fn/code_route.hpp"
#include "modules/fn/matching/matching.hpp"
#include "modules/fn/object_route.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// A call that was read and found valid, and what kind of work it is. Its parts are consumed by
/// whoever does the work.
struct ClassifiedCall {
  Call call;
  /// The call's own schema; null without one.
  schema::CheckedSchema schema;
  MatchOutcome match;
  Classification classification;
  /// What runs: the classification's type, or what `onUncertain` says below the threshold.
  WorkType type = WorkType::kCode;
  /// Under which an answer may be kept for equal calls.
  std::string cache_key;
  double began_ms = 0;
  Timings timings;
};

/// Decides what kind of work a call is and does what ends with its request: code and objects. Knows
/// nothing of HTTP, RPC or jobs.
class Executor {
 public:
  struct Ports {
    Basics basics;
    SandboxPort& sandbox;
    TimersPort& timers;
  };
  /// The JSON text of a successful answer.
  using Outcome = std::expected<std::string, Problem>;
  using Classified = std::expected<ClassifiedCall, Problem>;

  explicit Executor(Ports ports);

  /// The answer to an equal call that is kept, under an id of its own; nothing without one.
  [[nodiscard]] std::optional<std::string> kept_answer(std::string_view tenant,
                                                       std::string_view body);
  /// Reads, checks and classifies a call. Fails as `read_call` and the reading of schemas do, or
  /// with `uncertain_type` where the caller wants that.
  [[nodiscard]] Task<Classified> classify(std::string body, std::string tenant);
  /// Does a call of type code or object and answers it.
  [[nodiscard]] Task<Outcome> run(ClassifiedCall call);
  /// The answer of `POST /fn/classify`.
  [[nodiscard]] Task<Outcome> classification_of(std::string body);

 private:
  using Read = std::expected<std::pair<Call, schema::CheckedSchema>, Problem>;

  [[nodiscard]] Task<Read> read(std::string body, CallKind kind);
  [[nodiscard]] Classification classify(const Call& call, const MatchOutcome& match);
  [[nodiscard]] Task<Outcome> run_code(ClassifiedCall call);
  [[nodiscard]] Task<Outcome> make_object(ClassifiedCall call);
  /// The answer whose members are `stable`; kept for equal calls when it may be.
  [[nodiscard]] std::string settle(ClassifiedCall& call, std::string stable, bool keep);

  Ports ports_;
  TrainedModel model_;
  Classifier classifier_;
  schema::SchemaChecker schemas_;
  CodeRoute code_route_;
  ObjectRoute object_route_;
  AnswerCache cache_;
};

}  // namespace skerry::fn
