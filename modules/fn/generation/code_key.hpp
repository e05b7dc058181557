#pragma once

#include <string>
#include <vector>

#include "modules/ai/service.hpp"
#include "modules/fn/classified_call.hpp"
#include "modules/fn/sandbox_runs.hpp"
#include "modules/sdk/basics.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// A text whose runs of white space (Unicode's White_Space) are one space each, with none at either
/// end.
[[nodiscard]] std::string with_white_space_folded(std::string_view text);

/// Texts in normalisation form C (UAX 15), as the sandbox's engine knows it; as they are where they
/// cannot be otherwise, or where there is no run to be had.
[[nodiscard]] Task<std::vector<std::string>> in_form_c(SandboxRuns* runs,
                                                       std::vector<std::string> texts);

/// What makes two code calls of a tenant want the same function: SHA-256, in hexadecimal, of
/// tenant, description and context (form C, white space folded), shape of args, schema, and the
/// provider and model that are asked first.
[[nodiscard]] Task<std::string> code_key(std::string tenant, const Call* call,
                                         ai::ModelChoice asked_first, SandboxRuns* runs,
                                         CryptoPort* crypto);

}  // namespace skerry::fn
