#include "modules/gateway/settings.hpp"

#include <string_view>

#include "modules/sdk/ascii.hpp"

namespace skerry::gateway {
namespace {

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const std::string_view item = trimmed(text.substr(0, comma));
    if (!item.empty()) items.emplace_back(item);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return items;
}

}  // namespace

Settings read_settings(ConfigPort& config) {
  Settings settings;
  const std::string authentication = config.get("authentication").value_or("");
  if (authentication == "open") settings.authentication = Authentication::kOpen;
  if (authentication == "open-on-loopback") {
    settings.authentication = Authentication::kOpenOnLoopback;
  }
  settings.api_key = config.get("api_key");
  // An empty key is a mistake in a deployment, and must not open the door.
  if (settings.api_key && settings.api_key->empty()) settings.api_key.reset();
  settings.hosts = list_of(config.get("hosts").value_or(""));
  settings.cors_origins = list_of(config.get("cors_origins").value_or(""));
  settings.listening_port = config.get("listening_port");
  return settings;
}

}  // namespace skerry::gateway
