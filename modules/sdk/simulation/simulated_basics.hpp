#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/basics.hpp"
#include "modules/sdk/simulation/world.hpp"

namespace skerry::simulation {

/// The world's clock; it moves between events alone.
class SimulatedClock final : public ClockPort {
 public:
  explicit SimulatedClock(World& world) : world_(world), started_ms_(world.now_ms()) {}
  double now_ms() override { return world_.now_ms(); }
  double monotonic_ms() override { return world_.now_ms() - started_ms_; }

 private:
  World& world_;
  double started_ms_;
};

class SimulatedRandom final : public RandomPort {
 public:
  explicit SimulatedRandom(World& world) : world_(world) {}
  std::uint64_t next() override { return world_.random(); }

 private:
  World& world_;
};

class SimulatedLog final : public LogPort {
 public:
  struct Line {
    LogLevel level;
    std::string message;
    std::string fields;
  };
  void write(LogLevel level, std::string_view message, std::string_view fields) override {
    lines.push_back({level, std::string(message), std::string(fields)});
  }
  std::vector<Line> lines;
};

class SimulatedMetrics final : public MetricsPort {
 public:
  void add(std::string_view name, std::string_view labels, double amount) override {
    counters[std::string(name) + std::string(labels)] += amount;
  }
  void observe(std::string_view name, std::string_view labels, double value) override {
    observations[std::string(name) + std::string(labels)].push_back(value);
  }
  /// By name followed by labels.
  std::map<std::string, double> counters;
  std::map<std::string, std::vector<double>> observations;
};

class SimulatedConfig final : public ConfigPort {
 public:
  std::optional<std::string> get(std::string_view name) override {
    const auto value = values.find(name);
    if (value == values.end()) return std::nullopt;
    return value->second;
  }
  std::map<std::string, std::string, std::less<>> values;
};

/// The real functions; `verify` knows HS256 alone and takes other signatures for valid when they
/// are listed in `accepted_signatures`.
class SimulatedCrypto final : public CryptoPort {
 public:
  std::string sha256(std::string_view text) override;
  std::string hmac_sha256(std::string_view key, std::string_view text) override;
  Result<bool> verify(std::string_view algorithm, std::string_view key, std::string_view text,
                      std::string_view signature) override;
  std::vector<std::string> accepted_signatures;
};

}  // namespace skerry::simulation
