#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "modules/fn/call.hpp"
#include "modules/fn/object/plan.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/join.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// What an object call gave.
struct ObjectResult {
  Json result;
  /// The schema that was inferred where the caller sent none.
  std::optional<Json> schema;
  double generate_ms = 0;
};

using ObjectOutcome = std::expected<ObjectResult, Problem>;

/// Makes data by the local provider: deterministic, without a model (docs/object.md).
class ObjectRoute {
 public:
  struct Ports {
    ClockPort& clock;
    CryptoPort& crypto;
    TimersPort& timers;
    schema::SchemaChecker& schemas;
  };

  explicit ObjectRoute(Ports ports) : ports_(ports) {}

  /// Makes what the call describes; `schema` is the call's own, null without one. Every result was
  /// found valid against it by the validator. Fails with `object_not_generated`, whose `reason` is
  /// `needs_model`, `not_understood` or `not_satisfied`; with `timed_out` after the call's time; or
  /// as a check of a schema fails.
  [[nodiscard]] Task<ObjectOutcome> run(Call call, schema::CheckedSchema schema);

 private:
  Task<Result<ObjectOutcome>> run_untimed(Call call, schema::CheckedSchema schema);

  Ports ports_;
};

}  // namespace skerry::fn
