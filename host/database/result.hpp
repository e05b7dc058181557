#pragma once

#include <expected>
#include <string>

#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// A limit was exceeded: `name=value`, as the contract asks.
template <typename Value>
[[nodiscard]] std::unexpected<Failure> fail_limit(const char* name, Value value) {
  return fail(FailureKind::kLimitExceeded, std::string(name) + "=" + std::to_string(value));
}

}  // namespace skerry::host
