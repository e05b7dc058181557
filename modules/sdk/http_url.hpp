#pragma once

#include <optional>
#include <string_view>

namespace skerry {

/// What keeps a text from being an absolute `http` or `https` URL (RFC 3986) with a host, a port a
/// TCP connection can have, and no userinfo; nothing when it is one. The words are for the caller
/// who wrote it. Names and addresses are not looked up: where a URL may lead is the host's to
/// decide when it is fetched.
[[nodiscard]] std::optional<std::string_view> fault_of_http_url(std::string_view text);

}  // namespace skerry
