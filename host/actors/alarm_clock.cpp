#include "host/actors/alarm_clock.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>

#include "host/actors/limits.hpp"

namespace skerry::host {
namespace {

/// The longest sleep: wall clocks are set.
constexpr std::uint64_t kSleepMsMax = 60'000;

std::uint64_t wall_ms() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count());
}

}  // namespace

struct AlarmClock::State : std::enable_shared_from_this<AlarmClock::State> {
  State(ActorStore& the_store, EventLoop& the_loop, Deliver the_deliver)
      : store(the_store), loop(the_loop), deliver(std::move(the_deliver)) {}

  void tick() {
    asked = false;
    const std::uint64_t now_ms = wall_ms();
    for (const auto& identity : store.take_due_alarms(now_ms, kAlarmsTakenMax)) deliver(identity);
    const auto next_ms = store.next_alarm_ms();
    const std::uint64_t wait_ms = next_ms && *next_ms <= now_ms ? 0
                                  : next_ms ? std::min(*next_ms - now_ms, kSleepMsMax)
                                            : kSleepMsMax;
    timer = loop.after(wait_ms, [this] { tick(); });
  }

  ActorStore& store;
  EventLoop& loop;
  const Deliver deliver;
  std::unique_ptr<EventLoop::Timer> timer;
  std::atomic<bool> asked = false;
};

AlarmClock::AlarmClock(ActorStore& store, EventLoop& loop, Deliver deliver)
    : state_(std::make_shared<State>(store, loop, std::move(deliver))) {
  const auto wake = [weak = std::weak_ptr(state_), loop_of = &loop] {
    const auto state = weak.lock();
    if (state == nullptr || state->asked.exchange(true)) return;
    loop_of->post([weak] {
      if (const auto alive = weak.lock()) alive->tick();
    });
  };
  store.set_alarm_listener(wake);
  wake();
}

AlarmClock::~AlarmClock() { state_->store.set_alarm_listener([] {}); }

}  // namespace skerry::host
