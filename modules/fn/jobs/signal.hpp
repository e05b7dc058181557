#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "modules/sdk/task.hpp"

namespace skerry::fn {

/// Wakes tasks of one actor's instance from within another of its events. For actors alone, where
/// all events have one context: a stateless module's requests must not wait for one another.
class Signal {
 public:
  Signal() = default;
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

  /// Waits until the signal is next fired.
  [[nodiscard]] Task<void> wait() { return wait_on(this); }

  /// Wakes everyone who waits; they run before the event ends.
  void fire(Runtime& runtime) {
    for (const OpId id : std::exchange(waiting_, {})) {
      runtime.deliver<OperationKind::kTimer>(id, {});
    }
  }

 private:
  static Task<void> wait_on(Signal* signal) {
    co_await operation<OperationKind::kTimer>([=](OpId id) { signal->waiting_.push_back(id); },
                                              [=](OpId id) { std::erase(signal->waiting_, id); });
  }

  std::vector<OpId> waiting_;
};

}  // namespace skerry::fn
