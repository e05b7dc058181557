#include "host/capabilities/due_timer.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace skerry::host {
namespace {

/// The longest sleep: wall clocks are set.
constexpr std::uint64_t kSleepMsMax = 60'000;

}  // namespace

std::uint64_t wall_ms() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count());
}

std::uint64_t monotonic_ms() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                        std::chrono::steady_clock::now().time_since_epoch())
                                        .count());
}

struct DueTimer::State {
  State(EventLoop& the_loop, Work the_work) : loop(the_loop), work(std::move(the_work)) {}

  void tick() {
    // Before the work: what becomes due meanwhile must be looked at again.
    asked = false;
    const std::uint64_t now_ms = wall_ms();
    const auto due_ms = work.next_due_ms();
    if (due_ms && *due_ms <= now_ms) work.run(now_ms);
    const std::uint64_t next_ms = work.next_due_ms().value_or(now_ms + kSleepMsMax);
    // At least a millisecond: work that stays due must not keep the loop from everything else.
    const std::uint64_t wait_ms = next_ms <= now_ms ? 1 : std::min(next_ms - now_ms, kSleepMsMax);
    timer = loop.after(wait_ms, [this] { tick(); });
  }

  EventLoop& loop;
  const Work work;
  std::unique_ptr<EventLoop::Timer> timer;
  std::atomic<bool> asked = false;
};

DueTimer::DueTimer(EventLoop& loop, Work work)
    : state_(std::make_shared<State>(loop, std::move(work))) {
  wake()();
}

DueTimer::~DueTimer() = default;

std::function<void()> DueTimer::wake() {
  return [weak = std::weak_ptr(state_)] {
    const auto state = weak.lock();
    if (state == nullptr || state->asked.exchange(true)) return;
    state->loop.post([weak] {
      if (const auto alive = weak.lock()) alive->tick();
    });
  };
}

}  // namespace skerry::host
