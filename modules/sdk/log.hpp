#pragma once

#include <cstdint>
#include <string_view>

namespace skerry {

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

class LogPort {
 public:
  /// `fields` is a JSON object.
  virtual void write(LogLevel level, std::string_view message, std::string_view fields) = 0;

 protected:
  ~LogPort() = default;
};

}  // namespace skerry
