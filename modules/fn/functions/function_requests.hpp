#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/adjustable_limits.hpp"
#include "modules/fn/call.hpp"
#include "modules/fn/functions/accepted_functions.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// A function that a tenant registers, as read and not yet proven.
struct NewFunction {
  std::string name;
  std::string description;
  std::vector<std::string> paraphrases;
  std::vector<std::string> parameters;
  std::string source;
  /// `[{"args": [positional…], "result": …}]`
  Json examples = Json::array();
};

/// A run of a function that the caller names.
struct Invocation {
  /// `fn_…`, of the catalogue or the tenant's own; from the path or, by RPC, from `functionId`.
  std::string id;
  std::optional<Json> args;
  std::optional<Json> schema;
  std::uint32_t timeout_ms = limits::kCallTimeoutMs;
};

// Each reads the text of a body and fails as `read_call` does. The schemas (JSON Schema 2020-12)
// are of the definitions that they read by.

/// Reads `POST /fn/functions`. Without `parameters` they are named as the first example's `args`.
[[nodiscard]] std::expected<NewFunction, Problem> read_new_function(std::string_view body);
[[nodiscard]] Json new_function_schema();

/// Reads `PATCH /fn/functions/:id`. Its phrases have no keys yet.
[[nodiscard]] std::expected<FunctionPatch, Problem> read_function_patch(std::string_view body);
[[nodiscard]] Json function_patch_schema();

/// Reads `POST /fn/functions/:id/invoke`.
[[nodiscard]] std::expected<Invocation, Problem> read_invocation(std::string_view body,
                                                                 std::string id,
                                                                 const CallLimits& limits);
/// Reads the argument of the method `invokeFunction`: the same with `functionId`.
[[nodiscard]] std::expected<Invocation, Problem> read_invocation_call(std::string_view argument,
                                                                      const CallLimits& limits);
[[nodiscard]] Json invocation_schema(const CallLimits& limits);

/// Reads `POST /fn/calls/:id/feedback`.
[[nodiscard]] std::expected<WorkType, Problem> read_feedback(std::string_view body);
[[nodiscard]] Json feedback_schema();

}  // namespace skerry::fn
