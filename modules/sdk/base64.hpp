#pragma once

#include <string>
#include <string_view>

namespace skerry {

/// Bytes as base64 with padding (RFC 4648, section 4).
[[nodiscard]] std::string base64(std::string_view bytes);

/// The bytes that lower-case hexadecimal digits stand for, as `CryptoPort` gives them. Traps when
/// the text is none.
[[nodiscard]] std::string bytes_of_hex(std::string_view hex);

}  // namespace skerry
