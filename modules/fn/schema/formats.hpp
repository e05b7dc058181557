#pragma once

#include <optional>
#include <string_view>

namespace skerry::fn::schema {

/// Whether a text has a format of JSON Schema, draft 2020-12, section 7.3; nothing for `regex`,
/// which the engine of patterns decides, and for a name that is no known format.
[[nodiscard]] std::optional<bool> has_format(std::string_view format, std::string_view text);

/// An IPv6 address in text form (RFC 4291, 2.2), without a zone.
[[nodiscard]] bool is_ipv6(std::string_view text);

}  // namespace skerry::fn::schema
