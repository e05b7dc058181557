#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skerry {

/// Decodes `%xx` (RFC 3986 section 2.1). Nothing when an escape is broken, or the result is not
/// UTF-8 or holds a control character.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// Encodes everything but the unreserved characters, so that the result is one path segment or one
/// query value.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// The parameters of a query in order, decoded as `application/x-www-form-urlencoded` (WHATWG URL):
/// `+` is a space. Nothing when an escape is broken.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(
    std::string_view query);

/// Whether a text is well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace skerry
