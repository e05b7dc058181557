#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace skerry::host {

/// Faults that a test plants into a running host (`serve --test-commands`). A fault is named by
/// what befalls whom: `trap <namespace>` or `trap <namespace>/<actor>` undoes an event of an actor
/// when it returns, `keep-asleep` of the same sets no alarm; `drop <queue>` and `double <queue>`
/// lose a message or send it twice. Each strikes once. Thread-safe.
class PlantedFaults {
 public:
  /// Lets `fault` strike at an occasion, after it was passed over at as many before as `passes`.
  void plant(const std::string& fault, std::uint32_t passes);
  /// Asked at each occasion, and true when one that was planted strikes.
  [[nodiscard]] bool strikes(const std::string& fault);
  /// How often each has struck: a JSON object by name.
  [[nodiscard]] std::string struck() const;

 private:
  mutable std::mutex mutex_;
  /// What is planted, by fault: occasions to be passed over first.
  std::multimap<std::string, std::uint32_t> planted_;
  std::map<std::string, std::uint32_t> struck_;
};

}  // namespace skerry::host
