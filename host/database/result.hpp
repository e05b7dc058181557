#pragma once

#include <expected>
#include <string>
#include <utility>

#include "host/failure.hpp"

namespace skerry::host {

/// A value, or the contract's failure.
template <typename T>
using Result = std::expected<T, Failure>;

/// Shorthand for returning a failure.
[[nodiscard]] inline std::unexpected<Failure> fail(FailureKind kind, std::string detail) {
  return std::unexpected(Failure{kind, std::move(detail)});
}

/// A limit was exceeded: `name=value`, as the contract asks.
template <typename Value>
[[nodiscard]] std::unexpected<Failure> fail_limit(const char* name, Value value) {
  return fail(FailureKind::kLimitExceeded, std::string(name) + "=" + std::to_string(value));
}

}  // namespace skerry::host
