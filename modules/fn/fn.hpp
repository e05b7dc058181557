#pragma once

#include <string>

#include "modules/fn/executor.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/idempotency.hpp"
#include "modules/sdk/module.hpp"
#include "modules/sdk/principal.hpp"
#include "modules/sdk/router.hpp"

namespace skerry::fn {

/// The front of Fn: finds who answers a request, and answers it. HTTP and RPC are two doors to the
/// same implementation.
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
    FetchPort& fetch;
  };

  explicit Fn(Ports ports);

  Task<Answer> on_request(Request request) override;
  Task<std::string> on_call(RpcCall call) override;

 private:
  using Outcome = Executor::Outcome;
  enum class Route : unsigned char { kExecute, kClassify, kReady, kOpenapi };

  /// The answer to a body that was sent to a route.
  Task<Response> respond(Route route, std::string body, Principal principal);
  /// The JSON text of a successful answer.
  Task<Outcome> execute(std::string body, std::string tenant);

  Ports ports_;
  Router<Route> router_;
  Executor executor_;
  Idempotency idempotency_;
};

}  // namespace skerry::fn
