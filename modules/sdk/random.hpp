#pragma once

#include <cstdint>

namespace skerry {

class RandomPort {
 public:
  /// 64 bits from the system's cryptographic generator.
  virtual std::uint64_t next() = 0;

 protected:
  ~RandomPort() = default;
};

}  // namespace skerry
