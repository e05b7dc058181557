#pragma once

#include <chrono>
#include <string>
#include <string_view>

// The fields that every answer has, whoever wrote it. The gateway sets them on both hosts; here the
// native host adds what is missing, for the answers that never saw the gateway.

namespace skerry::host::http {

/// True for a client's request id that may be repeated in fields and logs: 1 to 64 letters, digits,
/// `.`, `-` and `_`.
[[nodiscard]] bool is_sane_request_id(std::string_view text);

/// The fields of every answer (`X-Request-Id`, `Server-Timing` and those that keep browsers from
/// guessing) that `head` lacks, as `name: value\n` lines; empty when it has them all.
///
/// `request_id` is the client's sane one or empty, in which case one is made when it is needed.
/// `elapsed` counts from the request's first byte.
[[nodiscard]] std::string missing_common_fields(std::string_view head, std::string_view request_id,
                                                std::chrono::nanoseconds elapsed);

}  // namespace skerry::host::http
