#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/ai/attempt.hpp"
#include "modules/fn/adjustable_limits.hpp"
#include "modules/fn/classification/classification.hpp"
#include "modules/fn/limits.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::fn {

/// What happens to a call whose type stays below the threshold.
enum class OnUncertain : unsigned char { kHuman, kError, kNamedType };

/// What happens to a call whose route fails in a way that says that its type was wrong.
enum class OnRouteFailure : unsigned char { kError, kNextType, kHuman };

/// The options of a call, with their defaults.
struct CallOptions {
  bool async = false;
  std::uint32_t timeout_ms = limits::kCallTimeoutMs;
  bool cache = true;
  double confidence_threshold = 0.7;
  OnUncertain on_uncertain = OnUncertain::kHuman;
  /// The type to use when `on_uncertain` is `kNamedType`.
  WorkType uncertain_type = WorkType::kHuman;
  OnRouteFailure on_route_failure = OnRouteFailure::kError;
  /// Who is to do the work, and with which model; nobody else does it then. Whether they may is
  /// for `fault_of_choice` to say.
  std::optional<ai::Provider> provider;
  std::optional<std::string> model;
  /// Equal calls with equal seeds give equal generated data.
  std::optional<Json> seed;
  /// The time that the caller named; of a call that becomes a job its whole time.
  std::optional<std::uint64_t> job_timeout_ms;
  /// Where the end of a job is reported; empty for nowhere.
  std::string callback_url;
};

/// One call, as a caller sent it and found valid.
struct Call {
  std::string description;
  std::string context;
  std::optional<Json> args;
  std::optional<Json> schema;
  std::optional<WorkType> type;
  CallOptions options;
};

/// A refusal: a code of the table of problems, what the caller may know, and each place at fault.
struct Problem {
  std::string_view code;
  std::string detail;
  std::vector<FieldError> errors;
  /// Members added to the problem's JSON (RFC 9457, 3.2); an object or null.
  Json extension;
};

/// Which route a call is for: classification takes no `type`.
enum class CallKind : unsigned char { kExecute, kClassify };

/// What options stand for that are left out and have one value for every call, as they are written.
[[nodiscard]] Json default_options();

/// What `read_call` takes, as a JSON Schema (2020-12), from the definitions that it reads by.
[[nodiscard]] Json call_schema(CallKind kind, const CallLimits& limits = {});

/// Reads a call from the text of a body. Fails with the first problem of the text itself
/// (`invalid_json`, `duplicate_key`, `invalid_utf8`, `number_out_of_range`, `json_too_deep`), else
/// with `unknown_field`, `invalid_arguments`, `unsupported_schema_draft`, or `model_not_allowed`
/// and `model_unavailable` for providers that are not known or can never be there, listing all
/// places. Of a call without a type `fault_of_options` is for whoever classifies it.
[[nodiscard]] std::expected<Call, Problem> read_call(std::string_view body,
                                                     CallKind kind = CallKind::kExecute,
                                                     const CallLimits& limits = {});

/// The problem of a call of this type that ends with its request: its `timeoutMs` is more than such
/// a call may take, or nobody would report to its `callbackUrl`, which is for jobs. Nothing when
/// there is none.
[[nodiscard]] std::optional<Problem> fault_of_options(const CallOptions& options, WorkType type,
                                                      const CallLimits& limits = {});

}  // namespace skerry::fn
