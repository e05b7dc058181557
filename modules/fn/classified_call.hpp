#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "modules/ai/budget.hpp"
#include "modules/fn/call.hpp"
#include "modules/fn/classification/classification.hpp"
#include "modules/fn/functions/accepted_functions.hpp"
#include "modules/fn/generation/attempts.hpp"
#include "modules/fn/matching/matching.hpp"
#include "modules/fn/schema/schema.hpp"

namespace skerry::fn {

/// Time spent on one call.
struct Timings {
  double classify_ms = 0;
  double generate_ms = 0;
  double execute_ms = 0;
  double total_ms = 0;
};

/// On whose behalf a call is done.
struct CallOrigin {
  std::string tenant = "default";
  /// Under which the call is found in the log; may be empty.
  std::string request_id = {};
  /// What models took for the job whose attempt this is, its classification included; none outside
  /// of jobs.
  std::optional<std::uint64_t> job_tokens_spent = {};
};

/// What was tried for a call, and what it may take.
struct CallTrace {
  std::string tenant;
  std::string request_id;
  /// In order.
  RouteAttempts attempts;
  /// Of all that models are asked for one call; counts what they took.
  std::shared_ptr<ai::Budget> budget;
  /// Of the job and of the tenant, whose other calls take from them too; null without a limit, the
  /// tenant's also until a model is asked (`TenantTokens`).
  std::shared_ptr<ai::Budget> job_budget;
  std::shared_ptr<ai::Budget> tenant_budget;
  /// The answer came from elsewhere than where it was to come from, and may be better next time.
  bool degraded = false;
  /// When the call's time is over, by the monotonic clock.
  double ends_ms = 0;
};

/// A call that was read and found valid, and what kind of work it is. Its parts are consumed by
/// whoever does the work.
struct ClassifiedCall {
  std::string tenant;
  Call call;
  /// The call's own schema; null without one.
  schema::CheckedSchema schema;
  /// The tenant's own function that is asked for; it goes before the catalogue's and any model's.
  std::optional<AcceptedFunction> own;
  MatchOutcome match;
  Classification classification;
  /// How likely each type is, by which another one is chosen when a route fails: of the
  /// classification, or where nobody had to guess the local model's.
  std::array<double, kWorkTypeCount> ranking = {};
  /// What runs: the classification's type, or what `onUncertain` says below the threshold. After a
  /// run with `onRouteFailure`, what ran last.
  WorkType type = WorkType::kCode;
  /// Set by `Executor::run`: the route failed, and the call is to go on as this type of work, which
  /// the executor does not do.
  std::optional<WorkType> goes_on_as = {};
  /// `call_…`, as its answer says: a job's from the beginning, else set by `Executor::run` once the
  /// call was done.
  std::string id = {};
  /// Under which an answer may be kept for equal calls; empty for none.
  std::string cache_key = {};
  double began_ms = 0;
  Timings timings = {};
  CallTrace trace = {};
};

}  // namespace skerry::fn
