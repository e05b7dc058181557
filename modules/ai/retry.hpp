#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "modules/ai/failure.hpp"
#include "modules/sdk/head.hpp"

namespace skerry::ai {

/// What an answer's status means; nothing for 2xx. Redirects are not followed, so 3xx is rejected
/// like 4xx.
[[nodiscard]] std::optional<ModelFailureKind> failure_of_status(std::uint16_t status);

/// Whether the same request may be sent to the same provider again: 408, 409, 429, 5xx, connection
/// loss and time-out; never 400, 401, 403, 404, 422, a broken or a refused answer.
[[nodiscard]] bool may_retry(ModelFailureKind kind);

/// Whether a failure says that the provider is not well, so that its breaker counts it.
[[nodiscard]] bool counts_against_provider(ModelFailureKind kind);

/// Whether the next provider may be asked: not when the request was answered, by refusal say, and
/// not when the caller's budget is used up.
[[nodiscard]] bool may_fall_back(ModelFailureKind kind);

/// How long a provider asks to be left alone, in milliseconds from `now_ms` (since 1970):
/// `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3). Nothing
/// when it does not say, or nothing that makes sense; 0 for a time that has passed.
[[nodiscard]] std::optional<double> retry_after_ms(const Head& head, double now_ms);

/// The pause before the attempt that follows `failed` ones: exponential with full jitter, made of
/// 64 random bits. From 0 to `kBackoffMaxMs`.
[[nodiscard]] std::uint32_t backoff_ms(std::uint32_t failed, std::uint64_t random);

}  // namespace skerry::ai
