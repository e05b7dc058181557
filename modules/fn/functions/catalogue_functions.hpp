#pragma once

#include <expected>
#include <string_view>

#include "modules/fn/call.hpp"
#include "modules/fn/code_run.hpp"
#include "modules/fn/matching/table.hpp"

namespace skerry::fn {

/// The function of the catalogue with this id (`fn_…`, as answers name it), or null.
[[nodiscard]] const table::Function* find_catalogue_function(std::string_view id);

/// What everybody may know of it, as a JSON object; `Function` of the OpenAPI document.
[[nodiscard]] Json view_of(const table::Function& function);

/// What it takes, as a JSON array of `name`, `shape` as the catalogue writes it, `required`, and
/// `default` where it has one.
[[nodiscard]] Json expected_arguments(const table::Function& function);

/// The member `code` of an answer that it gave. `source` is the function's own.
[[nodiscard]] Json describe(const table::Function& function, std::string_view source);

/// A run of it on `args` of a call, null for none, defaults filled in. Fails with
/// `invalid_arguments` where an argument does not fit, or `argument_missing`.
[[nodiscard]] std::expected<CodeRun, Problem> code_run_of(const table::Function& function,
                                                          const Json* args);

}  // namespace skerry::fn
