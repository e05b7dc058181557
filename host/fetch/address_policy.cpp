#include "host/fetch/address_policy.hpp"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

#include "modules/sdk/public_ipv4.hpp"

namespace skerry::host {
namespace {

bool is_public6(const std::array<std::uint8_t, 16>& bytes) {
  const auto tail = ipv4(bytes[12], bytes[13], bytes[14], bytes[15]);
  const bool first_ten_zero =
      std::all_of(bytes.begin(), bytes.begin() + 10, [](auto b) { return b == 0; });
  if (first_ten_zero && bytes[10] == 0xff && bytes[11] == 0xff) return is_public_ipv4(tail);
  // NAT64 (RFC 6052) reaches the IPv4 address in it.
  constexpr std::array<std::uint8_t, 12> kNat64 = {0, 0x64, 0xff, 0x9b};
  if (std::equal(kNat64.begin(), kNat64.end(), bytes.begin())) return is_public_ipv4(tail);
  // Only 2000::/3 is given out; of it not 2001::/23, documentation (RFC 3849, 9637) and 6to4.
  if ((bytes[0] & 0xe0) != 0x20) return false;
  if (bytes[0] == 0x3f && bytes[1] == 0xff) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && bytes[3] == 0xb8) return false;
  return !(bytes[0] == 0x20 && bytes[1] == 0x02);
}

/// A part of a URL, or nothing when there is none.
std::optional<std::string> part_of(CURLU& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(&url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return std::nullopt;
  std::string result(text);
  curl_free(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof(four));
    return is_public_ipv4(ntohl(four.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 six{};
    std::memcpy(&six, &address, sizeof(six));
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
    return is_public6(bytes);
  }
  return false;
}

std::optional<std::string> origin_of(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
  if (parsed == nullptr || url.contains('\0')) return std::nullopt;
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto scheme = part_of(*parsed, CURLUPART_SCHEME);
  const auto host = part_of(*parsed, CURLUPART_HOST);
  const auto port = part_of(*parsed, CURLUPART_PORT);
  if (!host || !port || (scheme != "http" && scheme != "https")) return std::nullopt;
  return *scheme + "://" + *host + ":" + *port;
}

}  // namespace skerry::host
