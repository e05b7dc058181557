// A core module whose loops of co_await must need no stack on any engine. Run by check_guest.py.

#include <cstdint>
#include <vector>

#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace {

using skerry::OpId;
using skerry::Task;

constexpr OpId kRequest = 2;

class LastTimer final : public skerry::TimersPort {
 public:
  void start(OpId op, std::uint64_t) override { running = op; }
  void cancel(OpId) override { running = 0; }
  OpId running = 0;
};

Task<int> immediate() { co_return 1; }

Task<int> waiting(skerry::TimersPort& timers) {
  co_await skerry::sleep(timers, 1);
  co_return 1;
}

Task<void> count_immediate(std::int32_t rounds, std::int32_t& sum) {
  for (std::int32_t i = 0; i < rounds; ++i) sum += co_await immediate();
}

Task<void> count_waiting(skerry::TimersPort& timers, std::int32_t rounds, std::int32_t& sum) {
  for (std::int32_t i = 0; i < rounds; ++i) sum += co_await waiting(timers);
}

}  // namespace

extern "C" {

/// Awaits `rounds` children that finish at once; returns how many did, or -1 for a leaked frame.
__attribute__((export_name("count-immediate"))) std::int32_t skerry_count_immediate(
    std::int32_t rounds) {
  skerry::Runtime runtime;
  std::int32_t sum = 0;
  runtime.spawn(kRequest, count_immediate(rounds, sum));
  runtime.drain();
  return runtime.counts().live_frames == 0 ? sum : -1;
}

/// The same with children that wait for an event each.
__attribute__((export_name("count-waiting"))) std::int32_t skerry_count_waiting(
    std::int32_t rounds) {
  skerry::Runtime runtime;
  LastTimer timers;
  std::int32_t sum = 0;
  runtime.spawn(kRequest, count_waiting(timers, rounds, sum));
  runtime.drain();
  for (std::int32_t i = 0; i < rounds; ++i) {
    runtime.deliver<skerry::OperationKind::kTimer>(timers.running, {});
    runtime.drain();
  }
  return runtime.counts().live_frames == 0 ? sum : -1;
}
}
