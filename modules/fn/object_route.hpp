#pragma once

#include <expected>
#include <optional>
#include <string>

#include "modules/ai/service.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/fn/generation/object_writer.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// What an object call gave.
struct ObjectResult {
  Json result;
  /// The schema that was inferred where the caller sent none.
  std::optional<Json> schema;
  /// Who made it; `local` made it up.
  ai::Provider provider = ai::Provider::kLocal;
  /// Empty for `local`.
  std::string model = {};
};

using ObjectOutcome = std::expected<ObjectResult, Problem>;

/// Makes data by models or by the local provider, which is deterministic and no model
/// (docs/object.md), in the order of providers.
class ObjectRoute {
 public:
  struct Ports {
    ClockPort& clock;
    CryptoPort& crypto;
    TimersPort& timers;
    schema::SchemaChecker& schemas;
    ai::AiService& models;
    TenantTokens& tokens;
  };

  explicit ObjectRoute(Ports ports)
      : ports_(ports),
        writer_({ports.clock, ports.crypto, ports.models, ports.schemas, ports.tokens}) {}

  /// Makes what the call describes and notes in it what was tried and how long that took. Every
  /// result was found valid by the validator. Fails as models do; with `object_not_generated`,
  /// whose `reason` is `needs_model`, `not_understood` or `not_satisfied`; with `timed_out` when
  /// the call's time is over; or as a check of a schema fails.
  [[nodiscard]] Task<ObjectOutcome> run(ClassifiedCall* call);

 private:
  Task<Result<ObjectOutcome>> run_untimed(ClassifiedCall* call);
  Task<ObjectOutcome> run_local(ClassifiedCall* call);
  Task<ObjectOutcome> make_local(ClassifiedCall* call);
  Task<ObjectOutcome> run_by_model(ClassifiedCall* call);

  Ports ports_;
  ObjectWriter writer_;
};

}  // namespace skerry::fn
