#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/ai/model.hpp"

namespace skerry::ai {

/// Keeps requests away from a provider and model that has just failed again and again: after
/// `kBreakerFailuresMax` failures within `kBreakerWindowMs` it is skipped for `kBreakerOpenMs`;
/// then one request may try, and its outcome closes or opens it again.
///
/// Plain data, shared by the requests of an instance; times are the monotonic clock's.
class Breakers {
 public:
  /// Whether a request may be sent now; if not, when one may. One that may try is held to have
  /// failed unless its outcome is reported; without a report another may try `kBreakerOpenMs`
  /// later.
  [[nodiscard]] std::expected<void, double> admit(Provider provider, std::string_view model,
                                                  double now_ms);
  void succeeded(Provider provider, std::string_view model);
  void failed(Provider provider, std::string_view model, double now_ms);
  /// The request was given up by its caller, which says nothing about the provider.
  void abandoned(Provider provider, std::string_view model, double now_ms);

 private:
  struct State {
    std::vector<double> failed_at_ms;
    /// Nothing is sent before; 0 while closed.
    double open_until_ms = 0;
    bool probing = false;
  };
  using Key = std::pair<Provider, std::string>;

  State* find(Provider provider, std::string_view model);

  std::map<Key, State> states_;
};

}  // namespace skerry::ai
