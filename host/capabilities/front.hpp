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
  /// Reads a body before its request takes a place in the instance, so that slow clients hold up
  /// nobody but themselves.
  void await_body(Inbound inbound);
  /// Gives a request a place, lets it wait for one, or refuses it.
  void admit(Inbound inbound);
  void refuse(const Inbound& inbound);

  /// Requests beyond `kRequestsInFlightMax`.
  std::deque<Inbound> waiting_;
  std::size_t bodies_arriving_ = 0;
  bool pumping_ = false;
};

}  // namespace skerry::host
