#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "modules/sdk/sandbox.hpp"
#include "modules/sdk/simulation/world.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::simulation {

class SimulatedTimers final : public TimersPort, public Participant {
 public:
  explicit SimulatedTimers(World& world) : world_(world) { world.join(*this); }

  void start(OpId op, std::uint64_t delay_ms) override;
  void cancel(OpId op) override { running_.erase(op); }
  [[nodiscard]] std::size_t running() const { return running_.size(); }

  void begin() override {}
  void commit() override {}
  void roll_back() override {}
  void instance_dropped() override { running_.clear(); }

 private:
  World& world_;
  std::set<OpId> running_;
};

/// A sandbox whose reports are scripted. Without a script there is none.
class SimulatedSandbox final : public SandboxPort, public Participant {
 public:
  struct Run {
    SandboxLanguage language;
    std::string program;
    std::string arguments;
    SandboxLimits limits;
  };

  explicit SimulatedSandbox(World& world) : world_(world) { world.join(*this); }

  void run(OpId op, SandboxLanguage language, std::string_view program, std::string_view arguments,
           const SandboxLimits& limits) override;
  void cancel(OpId op) override;

  void begin() override {}
  void commit() override {}
  void roll_back() override {}
  void instance_dropped() override { running_.clear(); }

  std::function<Result<std::string>(const Run&)> script;
  double duration_ms = 0;
  std::uint64_t cancelled = 0;

 private:
  World& world_;
  std::set<OpId> running_;
};

}  // namespace skerry::simulation
