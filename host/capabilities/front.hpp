#pragma once

#include <deque>

#include "host/capabilities/guest.hpp"

namespace skerry::host {

/// The instance of a stateless module on one event loop. Many requests interleave in it; effects
/// are performed as soon as their event's export has returned.
class Front final : public Guest {
 public:
  using Guest::Guest;
  void accept(Inbound inbound) override;

 private:
  void pump() override;
  void request_over() override;

  /// Requests beyond `kRequestsInFlightMax`.
  std::deque<Inbound> waiting_;
  bool pumping_ = false;
};

}  // namespace skerry::host
