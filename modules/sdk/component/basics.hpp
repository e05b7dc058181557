#pragma once

#include "modules/sdk/basics.hpp"
#include "modules/sdk/component/types.hpp"

namespace skerry::component {

class Clock final : public ClockPort {
 public:
  double now_ms() override { return host::clock::NowMs(); }
  double monotonic_ms() override { return host::clock::MonotonicMs(); }
};

class Random final : public RandomPort {
 public:
  std::uint64_t next() override { return host::random::Next(); }
};

class Log final : public LogPort {
 public:
  void write(LogLevel level, std::string_view message, std::string_view fields) override {
    host::log::Write(static_cast<host::log::Level>(level), message, fields);
  }
};

class Metrics final : public MetricsPort {
 public:
  void add(std::string_view name, std::string_view labels, double amount) override {
    host::metrics::Add(name, labels, amount);
  }
  void observe(std::string_view name, std::string_view labels, double value) override {
    host::metrics::Observe(name, labels, value);
  }
};

class Config final : public ConfigPort {
 public:
  std::optional<std::string> get(std::string_view name) override {
    const auto value = host::config::Get(name);
    if (!value) return std::nullopt;
    return value->to_string();
  }
};

class Crypto final : public CryptoPort {
 public:
  std::string sha256(std::string_view text) override {
    return host::crypto::Sha256(text).to_string();
  }
  std::string hmac_sha256(std::string_view key, std::string_view text) override {
    return host::crypto::HmacSha256(key, text).to_string();
  }
  Result<bool> verify(std::string_view algorithm, std::string_view key, std::string_view text,
                      std::string_view signature) override {
    const auto matches = host::crypto::Verify(algorithm, key, text, signature);
    if (!matches) return std::unexpected(to_failure(matches.error()));
    return *matches;
  }
};

/// All of them; a module's instance holds one.
class BasicPorts {
 public:
  [[nodiscard]] Basics basics() { return {clock_, random_, log_, metrics_, config_, crypto_}; }

 private:
  Clock clock_;
  Random random_;
  Log log_;
  Metrics metrics_;
  Config config_;
  Crypto crypto_;
};

}  // namespace skerry::component
