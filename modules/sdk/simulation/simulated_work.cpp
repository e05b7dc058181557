#include "modules/sdk/simulation/simulated_work.hpp"

namespace skerry::simulation {

void SimulatedTimers::start(OpId op, std::uint64_t delay_ms) {
  world_.require(op % 2 == 1, "an operation's id must be odd");
  world_.require(running_.insert(op).second, "an operation's id was used twice");
  world_.effect([this, op, delay_ms] {
    world_.deliver(static_cast<double>(delay_ms), [this, op](Instance& instance) {
      if (running_.erase(op) > 0) instance.on_timer(op);
    });
  });
}

void SimulatedSandbox::run(OpId op, SandboxLanguage language, std::string_view program,
                           std::string_view arguments, const SandboxLimits& limits) {
  world_.require(op % 2 == 1, "an operation's id must be odd");
  world_.require(running_.insert(op).second, "an operation's id was used twice");
  world_.effect(
      [this, op, run = Run{language, std::string(program), std::string(arguments), limits}] {
        if (!running_.contains(op)) return;
        Result<std::string> report =
            script ? script(run) : fail(FailureKind::kUnavailable, "no script");
        if (world_.chance(world_.failure_probability))
          report = fail(FailureKind::kTrapped, "simulated");
        world_.deliver(duration_ms + world_.latency_ms(), [this, op, report](Instance& instance) {
          if (running_.erase(op) > 0) instance.on_report(op, report);
        });
      });
}

void SimulatedSandbox::cancel(OpId op) {
  ++cancelled;
  running_.erase(op);
}

}  // namespace skerry::simulation
