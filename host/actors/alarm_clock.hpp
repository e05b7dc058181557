#pragma once

#include <functional>
#include <memory>

#include "host/capabilities/event_loop.hpp"
#include "host/database/actor_store.hpp"

namespace skerry::host {

/// Wakes actors whose alarm is due, those of earlier runs included. Lives on one event loop.
class AlarmClock {
 public:
  /// Called on the clock's loop for each due actor.
  using Deliver = std::function<void(const ActorIdentity&)>;

  AlarmClock(ActorStore& store, EventLoop& loop, Deliver deliver);
  /// On the loop's thread, or after the loop has stopped.
  ~AlarmClock();
  AlarmClock(const AlarmClock&) = delete;
  AlarmClock& operator=(const AlarmClock&) = delete;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace skerry::host
