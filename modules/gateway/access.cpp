#include "modules/gateway/access.hpp"

#include <algorithm>

#include "modules/sdk/ascii.hpp"
#include "modules/sdk/constant_time.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::gateway {
namespace {

constexpr std::string_view kLoopbackNames[] = {"localhost", "127.0.0.1", "[::1]"};

/// `host[:port]` without the port; an IPv6 address keeps its brackets (RFC 3986, 3.2.2).
std::string_view without_port(std::string_view authority) {
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  if (colon == std::string_view::npos) return authority;
  if (bracket != std::string_view::npos && colon < bracket) return authority;
  return authority.substr(0, colon);
}

/// The port of `host[:port]`, or empty.
std::string_view port_of(std::string_view authority) {
  const std::string_view host = without_port(authority);
  return host.size() == authority.size() ? std::string_view() : authority.substr(host.size() + 1);
}

/// A name that ends in a dot is the same name (RFC 1034 section 3.1).
std::string_view without_root(std::string_view host) {
  if (!host.starts_with('[') && host.ends_with('.')) host.remove_suffix(1);
  return host;
}

bool is_loopback_name(std::string_view host) {
  return std::ranges::find(kLoopbackNames, host) != std::end(kLoopbackNames);
}

bool answers_to(std::string_view host, const Settings& settings) {
  return is_loopback_name(host) ||
         std::ranges::any_of(settings.hosts, [&](const std::string& name) {
           return name == "*" || lowered(name) == host;
         });
}

/// The server's own pages send their own origin, which is the authority they were loaded from.
bool is_own_origin(std::string_view origin, std::string_view authority, const Settings& settings) {
  constexpr std::string_view kHttp = "http://";
  constexpr std::string_view kHttps = "https://";
  constexpr std::string_view kHttpPort = "80";
  const bool plain = origin.starts_with(kHttp);
  if (!plain && !origin.starts_with(kHttps)) return false;
  const std::string_view from = origin.substr(plain ? kHttp.size() : kHttps.size());
  const std::string_view host = without_port(authority);
  if (!settings.listening_port || !is_loopback_name(without_root(host))) return from == authority;
  // What `Host` says of the port counts for nothing here: it may be left out.
  const std::string_view port = port_of(from);
  return plain && without_port(from) == host &&
         (port.empty() ? kHttpPort : port) == *settings.listening_port;
}

std::string_view bearer_token(const Head& head) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view value = head.get("authorization");
  if (value.size() <= kScheme.size() || lowered(value.substr(0, kScheme.size())) != kScheme)
    return {};
  return value.substr(kScheme.size());
}

}  // namespace

std::optional<Refusal> check_host(const Head& head, const Settings& settings) {
  const std::string host = lowered(without_root(without_port(head.get(":authority"))));
  if (answers_to(host, settings)) return std::nullopt;
  return Refusal{"misdirected_request", "This server does not answer to the name in Host."};
}

bool is_allowed_cross_origin(const Head& head, const Settings& settings) {
  const auto origin = head.find("origin");
  return origin && std::ranges::find(settings.cors_origins, *origin) != settings.cors_origins.end();
}

std::optional<Refusal> check_origin(const Head& head, const Settings& settings) {
  const auto origin = head.find("origin");
  if (!origin || is_allowed_cross_origin(head, settings)) return std::nullopt;
  if (is_own_origin(lowered(*origin), lowered(head.get(":authority")), settings))
    return std::nullopt;
  return Refusal{"origin_not_allowed", "Web pages of this origin may not call this server."};
}

std::expected<Identity, Refusal> authenticate(const Head& head, const Settings& settings,
                                              CryptoPort& crypto) {
  if (!settings.api_key) {
    if (settings.authentication == Authentication::kClosed) {
      return std::unexpected(
          Refusal{"authentication_not_configured", "No API key is configured on this server."});
    }
    return Identity{"default", "anonymous"};
  }
  const std::string_view token = bearer_token(head);
  if (token.empty()) {
    return std::unexpected(Refusal{"unauthenticated", "An API key is needed."});
  }
  // Hashes have equal lengths, so that not even the key's length can be timed.
  if (!equal_in_constant_time(crypto.sha256(token), crypto.sha256(*settings.api_key))) {
    return std::unexpected(Refusal{"unauthenticated", "The API key is not valid."});
  }
  return Identity{"default", "key:configured"};
}

std::string principal_of(const Identity& identity, std::string_view request_id) {
  // Put together from texts: an object of JSON would cost more than all else that a gateway does.
  std::string principal = R"({"tenant":)" + to_text(Json(identity.tenant));
  principal.append(R"(,"subject":)").append(to_text(Json(identity.subject)));
  principal.append(R"(,"scopes":["fn:execute","fn:read"],"requestId":)");
  return principal.append(to_text(Json(request_id))).append("}");
}

}  // namespace skerry::gateway
