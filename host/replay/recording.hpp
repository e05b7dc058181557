#pragma once

#include <atomic>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include "host/engine/engine.hpp"
#include "host/engine/observer.hpp"
#include "host/replay/limits.hpp"

namespace skerry::host {

/// Writes what crosses each instance's boundary to a log of its own, from which `replay` can repeat
/// the instance's life. The format is described in docs/replay.md.
///
/// A log holds everything a module has seen, secrets included: files are readable by their owner
/// alone. Writing happens on the instance's thread. Outlives every instance. Thread-safe.
class Recording final : public Observers {
 public:
  struct Limits {
    std::uint64_t log_bytes_max = kRecordedLogBytesMax;
    std::uint64_t bytes_max = kRecordedBytesMax;
    std::uint32_t logs_max = kRecordedLogsMax;
  };

  /// Makes the folder unless it is there. `engine` is what the instances run with. The error is one
  /// line for an operator.
  [[nodiscard]] static std::expected<std::unique_ptr<Recording>, std::string> open(
      const std::filesystem::path& folder, const Engine::Options& engine, Limits limits);

  /// Begins a log, `<folder>/<module>-<number>.log`; nothing that exists is overwritten. Null
  /// beyond the limits or when the file cannot be made, which is said once in the host's own log.
  [[nodiscard]] std::unique_ptr<Observer> observe(std::string_view module,
                                                  const Component& component) override;

 private:
  class Log;

  Recording(std::filesystem::path folder, const Engine::Options& engine, Limits limits)
      : folder_(std::move(folder)), engine_(engine), limits_(limits) {}
  /// A new file's descriptor and its path, or why there is none.
  [[nodiscard]] std::expected<int, std::string> create(std::string_view module);
  void give_up(std::string_view reason);

  const std::filesystem::path folder_;
  const Engine::Options engine_;
  const Limits limits_;
  std::atomic<std::uint64_t> bytes_ = 0;
  std::atomic<std::uint32_t> logs_ = 0;
  std::atomic<bool> gave_up_ = false;
};

}  // namespace skerry::host
