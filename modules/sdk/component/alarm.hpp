#pragma once

#include "modules/sdk/alarm.hpp"
#include "modules/sdk/component/types.hpp"

namespace skerry::component {

class Alarm final : public AlarmPort {
 public:
  void set(std::uint64_t at_ms) override { host::alarm::Set(at_ms); }
  void clear() override { host::alarm::Clear(); }
  std::optional<std::uint64_t> get() override { return host::alarm::Get(); }
};

}  // namespace skerry::component

namespace exports::skerry::host::alarm_events {

void OnAlarm(std::uint32_t attempt) { ::skerry::component::instance().on_alarm(attempt); }

}  // namespace exports::skerry::host::alarm_events
