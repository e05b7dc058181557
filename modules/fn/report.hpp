#pragma once

#include <optional>

#include "modules/fn/call.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// The problem that a sandbox report stands for (`modules/sandbox/REPORT.md`), or nothing when the
/// program returned.
[[nodiscard]] std::optional<Problem> problem_of_report(const Json& report);

/// The console lines of a report as the member `code.console` of an answer; null when there are
/// none.
[[nodiscard]] Json console_of_report(const Json& report);

}  // namespace skerry::fn
