#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "modules/sdk/fetch.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// How pauses between tries grow.
struct Backoff {
  std::uint64_t first_ms;
  std::uint64_t last_ms;
};

/// The bound of the pause after `failed` tries, at least one: doubled with each, up to the last.
[[nodiscard]] std::uint64_t backoff_bound_ms(Backoff backoff, std::uint32_t failed);

/// The pause itself with full jitter, from 0 to the bound, made of 64 random bits.
[[nodiscard]] std::uint64_t backoff_ms(Backoff backoff, std::uint32_t failed, std::uint64_t random);

/// How an attempt at a job's work ended.
struct AttemptOutcome {
  enum class Kind : std::uint8_t {
    kSucceeded,  ///< `text` is the answer.
    kPassing,    ///< May succeed another time: 429, 502, 503, 504, a lost or busy service, a trap.
    kFinal,      ///< Would fail again.
    kHandedOn,   ///< The work is of another type: `text` is its name.
  };

  Kind kind;
  /// JSON text: the answer, or the problem.
  std::string text;
  /// The problem's code; empty for a success.
  std::string code = {};
  /// How long the other side asks to be left alone.
  std::optional<double> retry_after_ms = {};
  /// What the attempt did and took, as the answer or problem says: `attempts`, `usage`, `timings`.
  Json account = Json::object();
};

/// These members of an answer or problem, as far as it has them.
[[nodiscard]] Json account_in(const Json& answer);

/// What the front's answer means.
[[nodiscard]] AttemptOutcome outcome_of(const Result<FetchAnswer>& answer, double now_ms,
                                        std::string_view request_id);

}  // namespace skerry::fn
