#pragma once

#include <cstdint>
#include <string>

namespace skerry::host {

/// The kinds of the contract's `failure` variant, in the order of `wit/deps/host/host.wit`.
enum class FailureKind : std::uint8_t {
  kCancelled,
  kTimedOut,
  kUnreachable,
  kNotFound,
  kLimitExceeded,
  kNotUtf8,
  kDenied,
  kOverloaded,
  kTrapped,
  kConstraint,
  kInvalid,
  kNumberOutOfRange,
  kUnavailable,
};

/// Why a host operation failed. `detail` is context for a log; for `kLimitExceeded` it is
/// `name_of_limit=value`.
struct Failure {
  FailureKind kind;
  std::string detail;
};

}  // namespace skerry::host
