#pragma once

#include <cstdint>

#include "modules/sdk/task.hpp"

namespace skerry {

/// Starts timers (`timers` of the contract).
class TimersPort {
 public:
  virtual void start(OpId op, std::uint64_t delay_ms) = 0;
  virtual void cancel(OpId op) = 0;

 protected:
  ~TimersPort() = default;
};

namespace detail {

inline Task<void> sleep(TimersPort* timers, std::uint64_t delay_ms) {
  co_await operation<OperationKind::kTimer>([=](OpId op) { timers->start(op, delay_ms); },
                                            [=](OpId op) { timers->cancel(op); });
}

}  // namespace detail

/// Waits for at least `delay_ms` milliseconds.
inline Task<void> sleep(TimersPort& timers, std::uint64_t delay_ms) {
  return detail::sleep(&timers, delay_ms);
}

}  // namespace skerry
