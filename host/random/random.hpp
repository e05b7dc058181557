#pragma once

#include <cstdint>
#include <optional>

namespace skerry::host {

/// The next 64 bits of OpenSSL's cryptographic generator, which is seeded by the system. They are
/// drawn many at a time, into a buffer of the thread: a draw costs more than a number, and asking
/// the system for each costs more than a whole small request. May be called on every thread.
/// Nothing when the generator failed.
std::optional<std::uint64_t> random_bits();

}  // namespace skerry::host
