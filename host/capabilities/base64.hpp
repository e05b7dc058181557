#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skerry::host {

/// Decodes base64 with padding (RFC 4648 section 4). None when it is malformed.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// Decodes base64url without padding (RFC 7515 section 2). None when it is malformed.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace skerry::host
