#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/schema/compiled.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::fn::object {

/// A call for data, as its caller sent it.
struct ObjectRequest {
  std::string_view description;
  std::string_view context;
  /// Values that the data is to hold, by the names of its members; null for none.
  const Json* args = nullptr;
  /// The caller's schema; null for none.
  const schema::CompiledSchema* schema = nullptr;
};

/// What data is to be made for.
struct ObjectPlan {
  /// The caller's schema with what the description asks beyond it, or the inferred one.
  Json schema;
  schema::Draft draft = schema::Draft::k2020;
  bool inferred = false;
  /// The description says what a total is: lines that do not add up to it are no data for it.
  bool exact_totals = false;
};

enum class ObjectRefusalReason : std::uint8_t {
  /// Only a model can do what is asked.
  kNeedsModel,
  /// Words, or members of `args`, that were not understood; `errors` names each.
  kNotUnderstood,
  /// Nothing satisfies the schema, or the generator does not find it; `errors` says where.
  kNotSatisfied,
};

/// Why there is no data.
struct ObjectRefusal {
  ObjectRefusalReason reason;
  std::string detail;
  /// Pointers below `/description`, `/args` or `/schema`.
  std::vector<FieldError> errors;
};

/// Reads the description: every field, count and constraint it names becomes part of the schema,
/// and a word that says something else is refused.
[[nodiscard]] std::expected<ObjectPlan, ObjectRefusal> plan_object(const ObjectRequest& request);

/// Makes data for a plan: always the same for the same key. Still to be validated.
[[nodiscard]] std::expected<Json, ObjectRefusal> make_planned(const ObjectPlan& plan,
                                                              std::uint64_t key);

}  // namespace skerry::fn::object
