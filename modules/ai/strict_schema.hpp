#pragma once

#include "modules/sdk/json.hpp"

namespace skerry::ai {

/// Whether OpenAI can hold a model to a schema while it writes (`strict`): objects that name and
/// require every member and allow no others, and no keyword beyond those known to be taken. In
/// doubt it is not; the answer is validated either way.
[[nodiscard]] bool is_strict_schema(const Json& schema);

/// A schema as providers take it, with an object at its root and no `oneOf`, `anyOf` or `allOf`
/// there: any other is put under `kWrappedMember`.
struct WrappedSchema {
  Json schema;
  bool wrapped = false;
  /// Says all that the original does. References below another schema would lead astray, so such a
  /// one is replaced by one that takes any value; the model must learn of the original elsewhere.
  bool complete = true;
};
[[nodiscard]] WrappedSchema wrapped_schema(const Json& schema);

/// Name of the member that holds the answer when a schema was wrapped.
inline constexpr std::string_view kWrappedMember = "value";

}  // namespace skerry::ai
