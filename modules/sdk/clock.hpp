#pragma once

namespace skerry {

class ClockPort {
 public:
  /// Milliseconds since 1970-01-01T00:00:00Z. Does not advance within one event on Workers.
  virtual double now_ms() = 0;
  /// Milliseconds since an arbitrary start; never goes back.
  virtual double monotonic_ms() = 0;

 protected:
  ~ClockPort() = default;
};

}  // namespace skerry
