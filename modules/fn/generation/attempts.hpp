#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/ai/attempt.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// One try at a part of a call, as the member `attempts` of its answer shows it.
struct RouteAttempt {
  /// `classify`, `code` or `object`.
  std::string_view route;
  /// Why it failed: a problem's code, or a model's failure; empty when it succeeded.
  std::string reason;
  ai::Provider provider = ai::Provider::kLocal;
  /// Empty for `local`, which is no model.
  std::string model;
};

using RouteAttempts = std::vector<RouteAttempt>;

/// Adds what was asked of a model in vain. Its provider's own words stay in the log. `route` refers
/// to a constant.
void add_failed(RouteAttempts& attempts, std::string_view route, const ai::Attempt& failed);

/// `[{"route", "outcome", "reason"?, "provider", "model"?}]`
[[nodiscard]] Json to_json(const RouteAttempts& attempts);

}  // namespace skerry::fn
