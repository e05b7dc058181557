#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "host/capabilities/event_loop.hpp"

namespace skerry::host {

/// Milliseconds since 1970-01-01T00:00:00Z.
[[nodiscard]] std::uint64_t wall_ms();

/// Milliseconds on a clock that never goes back.
[[nodiscard]] std::uint64_t monotonic_ms();

/// Does work when it is due, for stores that know when that is but have no clock: alarms, queues.
/// Lives on one event loop; a clock that is set is noticed within a minute.
class DueTimer {
 public:
  struct Work {
    /// When there is next something to do, in milliseconds since 1970; none when there is nothing.
    std::function<std::optional<std::uint64_t>()> next_due_ms;
    /// Does what is due, on the loop.
    std::function<void(std::uint64_t now_ms)> run;
  };

  DueTimer(EventLoop& loop, Work work);
  /// On the loop's thread, or after the loop has stopped.
  ~DueTimer();
  DueTimer(const DueTimer&) = delete;
  DueTimer& operator=(const DueTimer&) = delete;

  /// Makes the timer look at `next_due_ms` anew; may be called on any thread, even when the timer
  /// is gone.
  [[nodiscard]] std::function<void()> wake();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace skerry::host
