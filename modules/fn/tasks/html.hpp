#pragma once

#include <string>
#include <string_view>

namespace skerry::fn {

/// A text as it stands in HTML, between tags and in quoted attributes alike. Control characters
/// that HTML does not allow become U+FFFD.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace skerry::fn
