#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "host/engine/core_module.hpp"
#include "modules/sandbox/sandbox_abi.hpp"
#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// The report of `modules/sandbox/REPORT.md` from what a run left in its memory. Fails with
/// `kTrapped` when the texts that `status` points to lie outside of it.
[[nodiscard]] std::expected<std::string, Failure> report_text(CoreInstance& instance,
                                                              const sandbox::SandboxStatus& status);

/// The report of a TypeScript program that cannot be run; `error` is the eraser's JSON object.
[[nodiscard]] std::string syntax_error_report(std::string_view error);

}  // namespace skerry::host
