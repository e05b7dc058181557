#include "modules/fn/jobs/webhook_address.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "modules/sdk/percent.hpp"
#include "modules/sdk/public_ipv4.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kInsideNames[] = {"localhost", "local",     "internal", "intranet",
                                             "lan",       "home.arpa", "metadata"};

/// A number as WHATWG URL reads the parts of an IPv4 address: decimal, 0x… or 0….
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::size_t kDigitsMax = 24;
  if (text.empty() || text.size() > kDigitsMax) return std::nullopt;
  std::uint64_t base = 10;
  if (text.starts_with("0x")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text.front() == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  std::uint64_t number = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit >= base) return std::nullopt;
    number = std::min<std::uint64_t>(number * base + digit, UINT64_C(1) << 40);
  }
  return number;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// The address, or nothing for a name. One that is malformed counts as 0.0.0.0.
std::optional<std::uint32_t> ipv4_of(std::string_view host) {
  const auto parts = split(host, '.');
  if (!ipv4_number(parts.back())) return std::nullopt;
  constexpr std::size_t kPartsMax = 4;
  if (parts.size() > kPartsMax) return 0;
  std::uint64_t address = 0;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const auto number = ipv4_number(parts[index]);
    const bool last = index + 1 == parts.size();
    const auto room = static_cast<int>(last ? kPartsMax - index : 1) * 8;
    if (!number || *number >> room != 0) return 0;
    address |= last ? *number : *number << (24 - 8 * static_cast<int>(index));
  }
  return static_cast<std::uint32_t>(address);
}

/// The groups before or after `::`; nothing when they are none.
std::optional<std::vector<std::uint16_t>> ipv6_groups(std::string_view text) {
  constexpr std::size_t kGroupDigitsMax = 4;
  std::vector<std::uint16_t> groups;
  if (text.empty()) return groups;
  const auto parts = split(text, ':');
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const std::string_view part = parts[index];
    if (part.contains('.')) {
      const auto address = ipv4_of(part);
      if (index + 1 != parts.size() || !address) return std::nullopt;
      groups.push_back(static_cast<std::uint16_t>(*address >> 16));
      groups.push_back(static_cast<std::uint16_t>(*address & 0xffff));
      continue;
    }
    const auto number = ipv4_number("0x" + std::string(part));
    if (part.empty() || part.size() > kGroupDigitsMax || !number) return std::nullopt;
    groups.push_back(static_cast<std::uint16_t>(*number));
  }
  return groups;
}

constexpr std::size_t kIpv6Groups = 8;

std::optional<std::array<std::uint16_t, kIpv6Groups>> ipv6_of(std::string_view text) {
  const std::size_t gap = text.find("::");
  const auto front = ipv6_groups(text.substr(0, gap));
  const auto back = gap == std::string_view::npos ? std::optional(std::vector<std::uint16_t>())
                                                  : ipv6_groups(text.substr(gap + 2));
  if (!front || !back) return std::nullopt;
  const std::size_t written = front->size() + back->size();
  if (gap == std::string_view::npos ? written != kIpv6Groups : written >= kIpv6Groups) {
    return std::nullopt;
  }
  std::array<std::uint16_t, kIpv6Groups> groups{};
  std::ranges::copy(*front, groups.begin());
  std::ranges::copy_backward(*back, groups.end());
  return groups;
}

/// Global unicast is 2000::/3; within it lie what stands for IPv4 (6to4, Teredo) and examples.
bool is_inside_ipv6(std::string_view text) {
  const auto groups = ipv6_of(text);
  if (!groups) return true;
  const std::uint16_t first = (*groups)[0];
  const std::uint16_t second = (*groups)[1];
  if (first >> 13 != 1) return true;
  if (first == 0x2001 && (second < 0x200 || second == 0xdb8)) return true;
  return first == 0x2002 || first == 0x3fff;
}

std::string_view authority_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 3);
  return url.substr(0, url.find_first_of("/?#\\"));
}

}  // namespace

bool leads_inside(std::string_view url) {
  const std::string_view authority = authority_of(url);
  if (authority.starts_with('[')) {
    return is_inside_ipv6(authority.substr(1, authority.find(']') - 1));
  }
  auto host = percent_decode(authority.substr(0, authority.rfind(':')));
  if (!host || host->empty()) return true;
  std::ranges::transform(*host, host->begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (host->ends_with('.')) host->pop_back();
  // Full-width digits and dots become ASCII ones where a host name is prepared for a look-up.
  if (host->empty() || !std::ranges::all_of(*host, [](char c) { return c > ' ' && c < 0x7f; })) {
    return true;
  }
  if (const auto address = ipv4_of(*host)) return !is_public_ipv4(*address);
  return std::ranges::any_of(kInsideNames, [&](std::string_view name) {
    return *host == name || host->ends_with("." + std::string(name));
  });
}

}  // namespace skerry::fn
