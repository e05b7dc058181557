#pragma once

#include <cstdint>
#include <optional>

namespace skerry {

/// The actor's one durable alarm (`alarm` of the contract); part of the event's transaction.
class AlarmPort {
 public:
  /// Milliseconds since 1970. A time that has passed fires at once, after the event has committed.
  virtual void set(std::uint64_t at_ms) = 0;
  virtual void clear() = 0;
  /// None while its handler runs, unless set anew.
  virtual std::optional<std::uint64_t> get() = 0;

 protected:
  ~AlarmPort() = default;
};

}  // namespace skerry
