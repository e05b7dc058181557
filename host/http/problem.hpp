#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace skerry::host::http {

/// Why a request is answered before any module sees it.
enum class Problem : std::uint8_t {
  kMalformedRequest,
  kBadPath,
  kRequestTimeout,
  kBodyTooLarge,
  kTargetTooLong,
  kExpectationFailed,
  kUpgradeRequired,
  kHeadTooLarge,
  kInternalError,
  kNotImplemented,
  kOverloaded,
  kShuttingDown,
  kVersionNotSupported,
};

/// Writes the body (RFC 9457) of the problem `code`; `request_id` is a sane token.
using ProblemWriter =
    std::function<std::string(std::string_view code, std::string_view request_id)>;

/// The HTTP status of a problem.
[[nodiscard]] std::uint16_t problem_status(Problem problem);

/// The stable code of a problem, as it appears below `/problems/`.
[[nodiscard]] std::string_view problem_code(Problem problem);

/// Used when no other writer is given.
[[nodiscard]] std::string write_problem(std::string_view code, std::string_view request_id);

/// A new id of a request, as `make_id` of the SDK makes them, from the system's clock and
/// generator.
[[nodiscard]] std::string make_request_id();

}  // namespace skerry::host::http
