#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "modules/ai/settings.hpp"

namespace skerry::host {

/// How long a provider may take to list its models.
inline constexpr std::chrono::seconds kProviderWaitMax{5};

/// What asking a provider for its list of models showed.
struct ProviderCheck {
  bool good = false;
  /// One line for a person, without secrets and without the provider's own words.
  std::string detail;
};

/// Asks a provider for its models, with the key that calls would have, and looks whether those
/// `wanted` are among them. `proxy` is that of outgoing requests; empty for none.
[[nodiscard]] ProviderCheck check_provider(const ai::Endpoint& endpoint,
                                           const std::vector<std::string>& wanted,
                                           const std::string& proxy);

}  // namespace skerry::host
