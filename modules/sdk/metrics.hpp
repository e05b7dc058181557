#pragma once

#include <string_view>

namespace skerry {

class MetricsPort {
 public:
  /// Adds to a counter. `labels` is a JSON object of texts.
  virtual void add(std::string_view name, std::string_view labels, double amount) = 0;
  /// Records one observation of a distribution.
  virtual void observe(std::string_view name, std::string_view labels, double value) = 0;

 protected:
  ~MetricsPort() = default;
};

}  // namespace skerry
