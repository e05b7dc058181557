#pragma once

#include <string>
#include <string_view>

#include "modules/fn/answer.hpp"
#include "modules/fn/answer_cache.hpp"
#include "modules/fn/call.hpp"
#include "modules/fn/classifier/classifier.hpp"
#include "modules/fn/code_route.hpp"
#include "modules/fn/matching/matching.hpp"
#include "modules/fn/object_route.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/idempotency.hpp"
#include "modules/sdk/module.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/router.hpp"

namespace skerry::fn {

/// The front of Fn: decides what kind of work a call is, does it, and answers. HTTP and RPC are two
/// doors to the same implementation.
///
/// Routes: `POST /fn`, `POST /fn/classify`, each once under an `Idempotency-Key`; `GET /ready` and
/// `GET /openapi.json` for the gateway. Methods: `executeFunction`, `classify`.
class Fn final : public Module {
 public:
  struct Ports {
    Basics basics;
    SandboxPort& sandbox;
    TimersPort& timers;
    StoragePort& storage;
  };

  explicit Fn(Ports ports);

  Task<Answer> on_request(Request request) override;
  Task<std::string> on_call(RpcCall call) override;

 private:
  using Outcome = std::expected<std::string, Problem>;
  enum class Route : unsigned char { kExecute, kClassify, kReady, kOpenapi };
  enum class Operation : unsigned char { kExecute, kClassify };

  Task<Response> respond(Operation operation, std::string body, Principal principal);
  /// The JSON text of a successful answer.
  Task<Outcome> perform(Operation operation, std::string body, std::string tenant);
  Classification classify(const Call& call, const MatchOutcome& match);
  Task<Outcome> execute(Call call, schema::CheckedSchema schema, std::string cache_key);
  Task<Outcome> make_object(Call call, schema::CheckedSchema schema, std::string cache_key,
                            Classification classification, Timings timings, double began_ms);

  Ports ports_;
  Router<Route> router_;
  TrainedModel model_;
  Classifier classifier_;
  schema::SchemaChecker schemas_;
  CodeRoute code_route_;
  ObjectRoute object_route_;
  Idempotency idempotency_;
  AnswerCache cache_;
};

}  // namespace skerry::fn
