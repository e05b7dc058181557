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
  /// Refuses the requests whose wait for a place is over at `now_ms`, a time of `monotonic_ms`:
  /// those in flight may themselves depend on what waits here.
  void end_waiting(std::uint64_t now_ms) override;

 private:
  void pump() override;
  void request_over() override;
  /// Reads a body before its request takes a place in the instance, so that slow clients hold up
  /// nobody but themselves.
  void await_body(Inbound inbound);
  /// Gives a request a place, lets it wait for one, or refuses it.
  void admit(Inbound inbound);
  void refuse(const Inbound& inbound);

  struct Waiting {
    Inbound inbound;
    std::uint64_t deadline_ms = 0;
  };

  /// Requests beyond `kRequestsInFlightMax`, the longest waiting first.
  std::deque<Waiting> waiting_;
  std::size_t bodies_arriving_ = 0;
  bool pumping_ = false;
};

}  // namespace skerry::host
