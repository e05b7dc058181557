#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/capabilities/environment.hpp"

namespace skerry::host {

/// The value of a field of a contract's head, or empty.
[[nodiscard]] std::string_view field_of(std::string_view head, std::string_view name);
/// The head with its `:path` replaced.
[[nodiscard]] std::string with_path(std::string_view head, std::string_view path);
/// The id by which a request is found in logs: the principal's, or the caller's own when it is a
/// sane token, or a new one.
[[nodiscard]] std::string request_id_of(const Inbound& request);

/// A problem (RFC 9457) that only the host can notice.
struct HostProblem {
  /// Of the SDK's table, which has the status and the title.
  std::string_view code;
  std::string_view detail;
};
inline constexpr HostProblem kModuleTrapped{"module_trapped", "The module failed."};
inline constexpr HostProblem kOverloadedProblem{"overloaded", "Too many requests are under way."};
inline constexpr HostProblem kNoDestination{"destination_unavailable",
                                            "The destination cannot take the request."};
inline constexpr HostProblem kDeadlinePassed{"timed_out", "The request took too long."};
inline constexpr HostProblem kBadText{"invalid_utf8", "The request is not valid UTF-8."};
inline constexpr HostProblem kShuttingDown{"shutting_down", "The server is shutting down."};

/// Answers a request with a problem.
void answer_problem(const Inbound& request, const HostProblem& problem);
/// The answer to a call that failed for a reason that the module cannot tell:
/// `{"success":false,"error":problem}`.
[[nodiscard]] std::string call_answer(const Failure& failure);

}  // namespace skerry::host
