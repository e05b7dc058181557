#pragma once

#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/adjustable_limits.hpp"
#include "modules/fn/call.hpp"
#include "modules/fn/functions/limits.hpp"
#include "modules/sdk/clock.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::fn {

/// What a batch's calls are made by: from the JSON text of a call to that of its answer, which is
/// `{"success": false, "error": <problem>}` when it fails.
using MakeCall = std::function<Task<std::string>(std::string body)>;

/// Reads the body of `POST /fn/batch`: 1 to as many calls as the limits say, which are not looked
/// at. Fails as `read_call` does, or with `batch_too_large`.
[[nodiscard]] std::expected<std::vector<Json>, Problem> read_batch(std::string_view body,
                                                                   const CallLimits& limits);

/// `{"calls": [Call, …]}` as a JSON Schema, for OpenAPI.
[[nodiscard]] Json batch_schema(const CallLimits& limits);

/// Makes calls, `kBatchConcurrencyMax` at a time, and gives `{"items": […]}` with their answers in
/// the calls' order. One that fails harms no other. Calls that `timeout_ms` leaves no time for are
/// `timed_out`; answers beyond `kBatchAnswersBytesMax` in all become `output_limit`.
[[nodiscard]] Task<std::string> run_batch(ClockPort* clock, TimersPort* timers, MakeCall make,
                                          std::vector<Json> calls, std::string request_id,
                                          std::uint32_t timeout_ms);

}  // namespace skerry::fn
