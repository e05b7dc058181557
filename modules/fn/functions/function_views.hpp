#pragma once

#include <string>

#include "modules/fn/functions/accepted_functions.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// A function as lists show it, without its code.
[[nodiscard]] Json view_of(const FunctionSummary& function);

/// A function with its code and examples.
[[nodiscard]] Json view_of(const AcceptedFunction& function);

/// A function as a TypeScript module: its source as it is, after comments that say what it does and
/// by what it was proven.
[[nodiscard]] std::string typescript_of(const AcceptedFunction& function);

}  // namespace skerry::fn
