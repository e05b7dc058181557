#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace skerry {

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

inline constexpr std::size_t kFailureKinds = 13;

/// Why an operation failed. `detail` is context for a log, never for a caller; for
/// `kLimitExceeded` it is `name_of_limit=value`.
struct Failure {
  FailureKind kind;
  std::string detail;

  friend bool operator==(const Failure&, const Failure&) = default;
};

template <class T>
using Result = std::expected<T, Failure>;

/// The contract's name of a kind, for logs: `timed-out`.
[[nodiscard]] constexpr std::string_view name_of(FailureKind kind) {
  constexpr std::string_view kNames[kFailureKinds] = {
      "cancelled",      "timed-out",  "unreachable", "not-found",
      "limit-exceeded", "not-utf8",   "denied",      "overloaded",
      "trapped",        "constraint", "invalid",     "number-out-of-range",
      "unavailable"};
  return kNames[static_cast<std::size_t>(kind)];
}

/// Shorthand for returning a failure from a function whose type is some `Result<T>`.
[[nodiscard]] inline std::unexpected<Failure> fail(FailureKind kind, std::string detail) {
  return std::unexpected(Failure{kind, std::move(detail)});
}

}  // namespace skerry
