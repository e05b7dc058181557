#pragma once

struct sockaddr;

namespace skerry::host {

/// True for an address on the public internet (IANA's special-purpose registries, RFC 6890):
/// neither this machine, nor a private or link-local network, nor multicast, nor reserved, nor an
/// IPv6 address that stands for such an IPv4 one.
[[nodiscard]] bool is_public_address(const sockaddr& address);

}  // namespace skerry::host
