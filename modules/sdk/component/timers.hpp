#pragma once

#include "modules/sdk/component/types.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::component {

class Timers final : public TimersPort {
 public:
  void start(OpId op, std::uint64_t delay_ms) override { host::timers::Start(op, delay_ms); }
  void cancel(OpId op) override { host::timers::Cancel(op); }
};

}  // namespace skerry::component

namespace exports::skerry::host::timers_events {

void OnTimer(std::uint64_t op) { ::skerry::component::instance().on_timer(op); }

}  // namespace exports::skerry::host::timers_events
