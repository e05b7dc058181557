#pragma once

#include <optional>
#include <string>

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// An integer that is another one once a function of the sandbox reads it: 2^53 + 1, say.
struct InexactInteger {
  /// Where it stands: a JSON Pointer (RFC 6901).
  std::string pointer;
  std::string digits;
};

/// The first integer within `value` that a double would round. What is written with a fraction or
/// an exponent is a double already and never one of them.
[[nodiscard]] std::optional<InexactInteger> find_inexact_integer(const Json& value);

}  // namespace skerry::fn
