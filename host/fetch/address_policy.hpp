#pragma once

#include <optional>
#include <string>

struct sockaddr;

namespace skerry::host {

/// True for an address on the public internet (IANA's special-purpose registries, RFC 6890):
/// neither this machine, nor a private or link-local network, nor multicast, nor reserved, nor an
/// IPv6 address that stands for such an IPv4 one.
[[nodiscard]] bool is_public_address(const sockaddr& address);

/// `scheme://host:port` of a URL of http or https, in lower case and with the port that the scheme
/// stands for, read as libcurl reads it when it connects; nothing for any other text.
[[nodiscard]] std::optional<std::string> origin_of(const std::string& url);

}  // namespace skerry::host
