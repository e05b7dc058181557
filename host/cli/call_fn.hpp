#pragma once

#include <optional>
#include <string>

#include "host/cli/installation.hpp"

namespace skerry::host {

/// Asks Fn inside this process, as `POST /fn` would. `arguments` is JSON text, or nothing.
/// Prints the answer's JSON on standard output and returns 0, or a problem on standard error and
/// returns 1.
[[nodiscard]] int call_fn(const std::string& description,
                          const std::optional<std::string>& arguments,
                          Installation::Options options, Configuration configuration);

}  // namespace skerry::host
