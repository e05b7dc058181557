#pragma once

#include <algorithm>
#include <cstdint>

namespace skerry {

/// The IPv4 address `a.b.c.d` as a number, `a` topmost.
[[nodiscard]] constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c,
                                           std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

/// Whether an IPv4 address may belong to a machine of the open Internet: it is in no range of
/// IANA's special-purpose registry (RFC 6890), is no multicast and is not reserved. Requests that a
/// tenant causes go nowhere else.
[[nodiscard]] constexpr bool is_public_ipv4(std::uint32_t address) {
  struct Network {
    std::uint32_t address;
    int bits;
  };
  constexpr Network kClosed[] = {
      {ipv4(0, 0, 0, 0), 8},      {ipv4(10, 0, 0, 0), 8},     {ipv4(100, 64, 0, 0), 10},
      {ipv4(127, 0, 0, 0), 8},    {ipv4(169, 254, 0, 0), 16}, {ipv4(172, 16, 0, 0), 12},
      {ipv4(192, 0, 0, 0), 24},   {ipv4(192, 0, 2, 0), 24},   {ipv4(192, 88, 99, 0), 24},
      {ipv4(192, 168, 0, 0), 16}, {ipv4(198, 18, 0, 0), 15},  {ipv4(198, 51, 100, 0), 24},
      {ipv4(203, 0, 113, 0), 24}, {ipv4(224, 0, 0, 0), 3},
  };
  return std::ranges::none_of(kClosed, [address](const Network& network) {
    return (address ^ network.address) >> (32 - network.bits) == 0;
  });
}

}  // namespace skerry
