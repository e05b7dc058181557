#include <algorithm>
#include <utility>

#include "host/actors/limits.hpp"
#include "host/cli/installation.hpp"

// What is done when it is due rather than asked for: alarms of actors, and messages of queues.

namespace skerry::host {
namespace {

/// Of the time that a process may take to stop.
constexpr std::chrono::milliseconds kKeepingMax{1'000};

/// Looks until everything rests, at most so long.
void come_to_rest(const std::function<bool()>& rests, std::chrono::milliseconds wait_max) {
  constexpr std::chrono::milliseconds kLookAgain{2};
  // One look may miss what is on its way from one loop, or from a clock, to an actor.
  constexpr int kLooksAtRest = 2;
  const auto until = std::chrono::steady_clock::now() + wait_max;
  for (int looks = 0; looks < kLooksAtRest;) {
    if (rests()) {
      ++looks;
      continue;
    }
    if (std::chrono::steady_clock::now() >= until) return;
    looks = 0;
    std::this_thread::sleep_for(kLookAgain);
  }
}

}  // namespace

std::string Installation::dead_letter_queue_of(const ModuleDescription& module) {
  return std::string(module.queue) + "-dead";
}

void Installation::start_alarms() {
  alarm_clock_ = std::make_unique<DueTimer>(
      *loops_[0], DueTimer::Work{.next_due_ms = [this] { return actor_store_->next_alarm_ms(); },
                                 .run =
                                     [this](std::uint64_t now_ms) {
                                       for (const auto& identity : actor_store_->take_due_alarms(
                                                now_ms, kAlarmsTakenMax)) {
                                         deliver_alarm(identity);
                                       }
                                     }});
  actor_store_->set_alarm_listener(alarm_clock_->wake());
}

void Installation::start_messages() {
  queue_clock_ = std::make_unique<DueTimer>(
      *loops_[0], DueTimer::Work{.next_due_ms = [this] { return queues_->next_due_ms(); },
                                 .run = [this](std::uint64_t now_ms) { queues_->pump(now_ms); }});
  queues_->set_listener(queue_clock_->wake());
}

void Installation::deliver_alarm(const ActorIdentity& identity) {
  if (!is_attending_all_ && !attended_.contains(identity)) {
    // The store names it no more; its alarm stays, for the next start or for `attend`.
    passed_over_.insert(identity);
    return;
  }
  const std::size_t loop = loop_of(identity);
  loops_[loop]->post([this, loop, identity] { shards_[loop]->deliver_alarm(identity); });
}

void Installation::deliver_message(QueueDelivery delivery) {
  const auto consumer = std::ranges::find_if(kModules, [&](const ModuleDescription& module) {
    return !module.queue.empty() &&
           (delivery.queue == module.queue || delivery.queue == dead_letter_queue_of(module));
  });
  Service* service = consumer == kModules.end() ? nullptr : find_front(consumer->name);
  // Without its module a message stays leased, and comes again.
  if (service == nullptr) return;
  const std::size_t loop = choose_loop();
  loops_[loop]->post([this, front = service->fronts[loop], delivery = std::move(delivery)] {
    front->accept_message(delivery.queue, delivery.id, delivery.body, delivery.attempts,
                          [this, lease = delivery.lease](Guest::MessageOutcome outcome) {
                            // Refused after the end: its lease is over at the next start.
                            if (queues_ == nullptr) return;
                            if (outcome.acknowledged) return queues_->ack(lease);
                            queues_->retry(lease, outcome.retry_delay_s.value_or(0), wall_ms());
                          });
  });
}

void Installation::attend(const ActorIdentity& identity) {
  run_on_loop(0, [&] {
    if (is_attending_all_ || !attended_.insert(identity).second) return;
    if (alarm_clock_ == nullptr) return start_alarms();
    if (passed_over_.erase(identity) != 0) deliver_alarm(identity);
  });
}

void Installation::take_messages() {
  run_on_loop(0, [&] {
    if (queue_clock_ == nullptr) start_messages();
  });
}

bool Installation::has_settled() {
  std::set<ActorIdentity> attended;
  bool rests = true;
  run_on_loop(0, [&] {
    attended = attended_;
    const auto next_ms = alarm_clock_ == nullptr ? std::nullopt : actor_store_->next_alarm_ms();
    rests = !next_ms || *next_ms > wall_ms();
  });
  for (const ActorIdentity& identity : attended) {
    const std::size_t loop = loop_of(identity);
    run_on_loop(loop, [&] { rests = rests && shards_[loop]->is_at_rest(identity); });
  }
  return rests;
}

void Installation::settle(std::chrono::milliseconds wait_max) {
  come_to_rest([this] { return has_settled(); }, wait_max);
}

void Installation::let_actors_keep() {
  const auto rests = [this] {
    bool keeping = false;
    for (std::size_t i = 0; i < shards_.size(); ++i) {
      run_on_loop(i, [&] { keeping = keeping || shards_[i]->is_keeping(); });
    }
    return !keeping;
  };
  come_to_rest(rests, kKeepingMax);
}

}  // namespace skerry::host
