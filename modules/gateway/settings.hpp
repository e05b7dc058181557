#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/sdk/config.hpp"

namespace skerry::gateway {

/// Who may call without a key.
enum class Authentication : unsigned char {
  /// Nobody: without a configured key everything but `/health` is 503.
  kClosed,
  /// The local host says that it listens on loopback only.
  kOpenOnLoopback,
  /// The operator said `open` in so many words.
  kOpen,
};

/// What the operator decided. Read once an instance; configuration does not change under it.
struct Settings {
  Authentication authentication = Authentication::kClosed;
  /// Required of every caller when set.
  std::optional<std::string> api_key;
  /// Host names that the server answers to beside the loopback names; `*` is every name, for
  /// platforms that route by name themselves.
  std::vector<std::string> hosts;
  /// Browser origins that may call, each `scheme://host[:port]`.
  std::vector<std::string> cors_origins;
  /// Given by the local host when only this machine reaches it: the one port at which its loopback
  /// names are its own origin. Another port is another program of the same machine.
  std::optional<std::string> listening_port;
};

/// Reads `authentication` (`open`, `open-on-loopback`, anything else is closed), `api_key`, `hosts`
/// and `cors_origins` (both separated by commas), and `listening_port`.
[[nodiscard]] Settings read_settings(ConfigPort& config);

}  // namespace skerry::gateway
