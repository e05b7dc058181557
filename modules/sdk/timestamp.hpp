#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skerry {

/// A time as every answer writes it: ISO 8601, UTC, with milliseconds, such as
/// `2026-11-22T23:00:00.000Z`. Takes milliseconds since 1970, up to the year 9999.
[[nodiscard]] std::string timestamp(std::uint64_t at_ms);

/// Reads a date-time of RFC 3339 (section 5.6) with any offset and fraction, of which milliseconds
/// are kept. Nothing for any other text, for a day that is none, for leap seconds, and for times
/// before 1970.
[[nodiscard]] std::optional<std::uint64_t> read_timestamp(std::string_view text);

}  // namespace skerry
