#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace skerry::host {

/// Counters and distributions of an installation, in memory. Thread-safe.
class Metrics {
 public:
  /// Adds to a counter. `labels` is a JSON object of texts; other labels, negative amounts and
  /// names that OpenMetrics does not allow are dropped.
  void add(std::string_view name, std::string_view labels, double amount);
  /// Records one observation of a distribution.
  void observe(std::string_view name, std::string_view labels, double value);
  /// The sum of a counter over all labels; 0 when there is none.
  [[nodiscard]] double total(std::string_view name) const;
  /// Everything in OpenMetrics 1.0 text.
  [[nodiscard]] std::string text() const;

 private:
  /// Upper bounds of the buckets; milliseconds are the usual unit.
  static constexpr std::array<double, 12> kBounds = {0.1, 0.5, 1,    5,    10,    50,
                                                     100, 500, 1000, 5000, 10000, 60000};
  struct Distribution {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};
    double sum = 0;
  };
  using Series = std::pair<std::string, std::string>;

  [[nodiscard]] bool has_room(const Series& series) const;

  mutable std::mutex mutex_;
  std::map<Series, double> counters_;
  std::map<Series, Distribution> distributions_;
};

}  // namespace skerry::host
