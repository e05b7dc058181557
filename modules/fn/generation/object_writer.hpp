#pragma once

#include <expected>
#include <optional>
#include <string>

#include "modules/ai/service.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/fn/generation/tenant_tokens.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// Data that a model made.
struct WrittenObject {
  Json value;
  /// The schema that was inferred from it where the caller sent none.
  std::optional<Json> schema;
  ai::Provider provider = ai::Provider::kLocal;
  std::string model;
};

/// Has models make data. Refers to its ports, which outlive it.
class ObjectWriter {
 public:
  struct Ports {
    ClockPort& clock;
    CryptoPort& crypto;
    ai::AiService& models;
    schema::SchemaChecker& schemas;
    TenantTokens& tokens;
  };
  using Outcome = std::expected<WrittenObject, Problem>;

  explicit ObjectWriter(Ports ports) : ports_(ports) {}

  /// What the call describes, valid against its schema. Notes in the call's trace what was tried.
  /// Fails as models do, with pointers below `/result` where their last answer was not valid.
  [[nodiscard]] Task<Outcome> write(ClassifiedCall* call);

 private:
  Ports ports_;
};

}  // namespace skerry::fn
