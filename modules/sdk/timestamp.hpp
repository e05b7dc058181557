#pragma once

#include <cstdint>
#include <string>

namespace skerry {

/// A time as every answer writes it: ISO 8601, UTC, with milliseconds, such as
/// `2026-11-22T23:00:00.000Z`. Takes milliseconds since 1970, up to the year 9999.
[[nodiscard]] std::string timestamp(std::uint64_t at_ms);

}  // namespace skerry
