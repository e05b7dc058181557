#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modules/sdk/clock.hpp"
#include "modules/sdk/random.hpp"

namespace skerry {

/// What an id names; the prefix says so.
enum class IdKind : std::uint8_t {
  kRequest,
  kCall,
  kJob,
  kTask,
  kFunction,
  kAgent,
  kKey,
  kDelivery
};

inline constexpr std::size_t kIdKinds = 8;
inline constexpr std::array<std::string_view, kIdKinds> kIdPrefixes = {
    "req_", "call_", "job_", "task_", "fn_", "agt_", "key_", "dlv_"};
/// Characters after the prefix: 48 bits of milliseconds and 80 random bits, as a ULID.
inline constexpr std::size_t kIdCharacters = 26;

[[nodiscard]] constexpr std::string_view prefix_of(IdKind kind) {
  return kIdPrefixes[static_cast<std::size_t>(kind)];
}

/// A new id such as `job_01JD…`: a prefix and 26 characters of Crockford's base32 that sort by time
/// of creation. Ids of one millisecond are in no particular order.
[[nodiscard]] std::string make_id(IdKind kind, ClockPort& clock, RandomPort& random);

/// The id that these three name: the same for the same, so that what is made again after its answer
/// was lost is found instead. `time_ms` is below 2^48; `digest` is a SHA-256 in hexadecimal.
[[nodiscard]] std::string make_id(IdKind kind, std::uint64_t time_ms, std::string_view digest);

/// Whether a text is an id of this kind, in the one spelling that `make_id` writes. A text that a
/// caller supplied is used as a key only after this.
[[nodiscard]] bool is_id(IdKind kind, std::string_view text);

/// The time of creation in milliseconds since 1970, or nothing when `text` is no such id.
[[nodiscard]] std::optional<std::uint64_t> id_time_ms(IdKind kind, std::string_view text);

}  // namespace skerry
