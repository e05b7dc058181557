#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skerry {

class ConfigPort {
 public:
  virtual std::optional<std::string> get(std::string_view name) = 0;

 protected:
  ~ConfigPort() = default;
};

}  // namespace skerry
