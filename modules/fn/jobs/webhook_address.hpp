#pragma once

#include <string_view>

namespace skerry::fn {

/// Whether the host of an http or https URL is written as an address, in any form that URLs may
/// have it (WHATWG URL, section 3.5), or as a name that is known to stay inside: this machine,
/// private and link-local networks, carrier-grade NAT, metadata services, IPv6 addresses that stand
/// for such IPv4 ones, and whatever else is not on the public internet (RFC 6890).
///
/// A name may still lead to such an address: that is for the host to refuse when it connects, and
/// both do (`fetch_private_addresses` natively; Cloudflare's network reaches none).
[[nodiscard]] bool leads_inside(std::string_view url);

}  // namespace skerry::fn
