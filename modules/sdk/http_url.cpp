#include "modules/sdk/http_url.hpp"

#include <algorithm>
#include <cstddef>

namespace skerry {
namespace {

// Apart from the `uri` format of modules/fn/schema, which takes any scheme, userinfo and IRIs and
// says only yes or no: this check allows less, tells what is at fault, and must not depend on Fn.
constexpr std::string_view kNotAbsolute = "expected an absolute http or https URL";
constexpr std::string_view kUnreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
constexpr std::string_view kSubDelimiters = "!$&'()*+,;=";
constexpr std::string_view kHexDigits = "0123456789ABCDEFabcdef";
constexpr std::string_view kDigits = "0123456789";

bool is_made_of(std::string_view text, std::string_view allowed) {
  return std::ranges::all_of(text, [&](char character) { return allowed.contains(character); });
}

/// Unreserved characters, sub-delimiters, percent-escapes, and those of `further`.
bool is_encoded(std::string_view text, std::string_view further) {
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char character = text[index];
    if (character == '%') {
      if (index + 2 >= text.size() || !is_made_of(text.substr(index + 1, 2), kHexDigits)) {
        return false;
      }
      index += 2;
    } else if (!kUnreserved.contains(character) && !kSubDelimiters.contains(character) &&
               !further.contains(character)) {
      return false;
    }
  }
  return true;
}

/// Scheme names are compared without regard to case (RFC 3986, 3.1).
std::optional<std::string_view> after_scheme(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    const auto same = [](char left, char right) {
      return left == right || (left >= 'A' && left <= 'Z' && left - 'A' + 'a' == right);
    };
    if (std::ranges::equal(text.substr(0, scheme.size()), scheme, same)) {
      return text.substr(scheme.size());
    }
  }
  return std::nullopt;
}

bool is_host(std::string_view host) {
  if (!host.starts_with('[')) return !host.empty() && is_encoded(host, "");
  if (!host.ends_with(']')) return false;
  host = host.substr(1, host.size() - 2);
  return std::ranges::count(host, ':') >= 2 && std::ranges::all_of(host, [](char c) {
           return kHexDigits.contains(c) || c == ':' || c == '.';
         });
}

/// Empty is the scheme's own port.
bool is_port(std::string_view port) {
  constexpr std::size_t kDigitsMax = 5;
  constexpr int kPortMax = 65'535;
  if (port.size() > kDigitsMax || !is_made_of(port, kDigits)) return false;
  int number = 0;
  for (const char digit : port) number = number * 10 + (digit - '0');
  return number <= kPortMax;
}

}  // namespace

std::optional<std::string_view> fault_of_http_url(std::string_view text) {
  const auto rest = after_scheme(text);
  if (!rest) return kNotAbsolute;
  const std::string_view authority = rest->substr(0, rest->find_first_of("/?#"));
  if (authority.contains('@')) return "a URL must not hold credentials";
  const auto bracket = authority.rfind(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (!is_host(authority.substr(0, colon))) return kNotAbsolute;
  if (colon != std::string_view::npos && !is_port(authority.substr(colon + 1))) {
    return "expected a port from 0 to 65535";
  }
  std::string_view beyond = rest->substr(authority.size());
  const auto hash = beyond.find('#');
  const bool well_formed =
      is_encoded(beyond.substr(0, hash), "/?:@") &&
      (hash == std::string_view::npos || is_encoded(beyond.substr(hash + 1), "/?:@"));
  if (!well_formed) return "a character that a URL holds only percent-encoded (RFC 3986)";
  return std::nullopt;
}

}  // namespace skerry
