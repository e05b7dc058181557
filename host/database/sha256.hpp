#pragma once

#include <string>
#include <string_view>

namespace skerry::host {

/// SHA-256 (FIPS 180-4) in 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view text);

}  // namespace skerry::host
