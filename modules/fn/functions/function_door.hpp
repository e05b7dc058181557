#pragma once

#include <expected>
#include <string>

#include "modules/fn/executor.hpp"
#include "modules/fn/functions/accepted_functions.hpp"
#include "modules/fn/functions/executions.hpp"
#include "modules/fn/functions/function_requests.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/response.hpp"
#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/storage.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// What may be done with functions.
enum class FunctionRoute : unsigned char {
  kList,      ///< `GET /fn/functions`
  kRegister,  ///< `POST /fn/functions`
  kRead,      ///< `GET /fn/functions/:id`, with `?format=typescript` as a module
  kChange,    ///< `PATCH /fn/functions/:id`
  kForget,    ///< `DELETE /fn/functions/:id`
  kInvoke,    ///< `POST /fn/functions/:id/invoke`
  kCorrect,   ///< `POST /fn/calls/:id/feedback`
};

/// Whether a route's requests have a body of JSON.
[[nodiscard]] bool takes_body(FunctionRoute route);

/// Answers requests about functions, a tenant's own, those that models wrote for it, and, to read
/// and to run, those of the catalogue; and about calls that were executed.
class FunctionDoor {
 public:
  struct Ports {
    Basics basics;
    SandboxPort& sandbox;
    TimersPort& timers;
    StoragePort& storage;
    /// Runs functions, and learns that they have changed.
    Executor& executor;
    /// Knows the calls.
    Executions& executions;
  };
  /// One request, checked for its media types and with its body whole.
  struct Asked {
    FunctionRoute route;
    std::string tenant;
    /// From the path, as it is; empty where the route has none.
    std::string id;
    std::string query;
    std::string body;
  };
  using Outcome = std::expected<Response, Problem>;

  explicit FunctionDoor(Ports ports);

  [[nodiscard]] Task<Outcome> answer(Asked asked);
  /// Runs a function that the caller names. Gives the JSON text of a call's answer.
  [[nodiscard]] Task<Executor::Outcome> invoke(std::string tenant, Invocation invocation);

 private:
  [[nodiscard]] Task<Outcome> list(Asked asked);
  [[nodiscard]] Task<Outcome> register_function(Asked asked);
  [[nodiscard]] Task<Outcome> read(Asked asked);
  [[nodiscard]] Task<Outcome> change(Asked asked);
  [[nodiscard]] Task<Outcome> forget(Asked asked);
  [[nodiscard]] Task<Outcome> invoke(Asked asked);
  [[nodiscard]] Task<Outcome> correct(Asked asked);
  /// Why a function is not accepted, or nothing: its examples run in the sandbox.
  [[nodiscard]] Task<Result<std::optional<Problem>>> fault_of(const NewFunction* function);
  /// The keys of all words that ask for a function.
  [[nodiscard]] std::vector<std::string> keys_of(const std::string& description,
                                                 const std::vector<std::string>& paraphrases);

  Ports ports_;
  AcceptedFunctions store_;
};

}  // namespace skerry::fn
