#include "modules/sdk/simulation/world.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

namespace skerry::simulation {

bool World::chance(double probability) {
  constexpr double kScale = 1'000'000;
  return static_cast<double>(random_below(static_cast<std::uint64_t>(kScale))) <
         probability * kScale;
}

double World::latency_ms() {
  return static_cast<double>(random_below(static_cast<std::uint64_t>(latency_ms_max) + 1));
}

void World::load(std::function<std::unique_ptr<Guest>()> factory) {
  factory_ = std::move(factory);
  guest_ = factory_();
}

void World::deliver(double delay_ms, Delivery delivery) {
  events_.push_back({now_ms_ + delay_ms, generation_, std::move(delivery), {}});
}

void World::deliver_to_any(double delay_ms, Delivery delivery) {
  events_.push_back({now_ms_ + delay_ms, kAnyGeneration, std::move(delivery), {}});
}

void World::happen(double delay_ms, std::function<void()> action) {
  events_.push_back({now_ms_ + delay_ms, kAnyGeneration, {}, std::move(action)});
}

void World::effect(std::function<void()> action) {
  if (dropping_) return;
  require(in_event_, "a module started something outside of an event");
  effects_.push_back(std::move(action));
}

bool World::step() {
  if (events_.empty()) return false;
  std::size_t due = 0;
  for (std::size_t index = 0; index < events_.size(); ++index) {
    if (events_[index].due_ms <= now_ms_) std::swap(events_[index], events_[due++]);
  }
  std::size_t chosen = 0;
  if (due > 0) {
    chosen = random_below(due);
  } else {
    const auto next = std::ranges::min_element(events_, {}, &Event::due_ms);
    now_ms_ = next->due_ms;
    chosen = static_cast<std::size_t>(next - events_.begin());
  }
  std::swap(events_[chosen], events_.back());
  const Event event = std::move(events_.back());
  events_.pop_back();
  if (event.action) {
    event.action();
  } else if (event.generation != kAnyGeneration && event.generation != generation_) {
    ++stale_deliveries_;
  } else {
    run_event(event.delivery);
  }
  return true;
}

void World::run(std::uint64_t steps_max) {
  while (step()) {
    require(steps_max-- > 0, "the simulation does not come to rest");
  }
}

void World::advance(double duration_ms) {
  const double end_ms = now_ms_ + duration_ms;
  const auto is_due = [&](const Event& event) { return event.due_ms <= end_ms; };
  while (std::ranges::any_of(events_, is_due)) step();
  now_ms_ = end_ms;
}

void World::run_event(const Delivery& delivery) {
  for (Participant* participant : participants_) participant->begin();
  const bool crash = std::exchange(crash_in_next_event_, false);
  in_event_ = true;
  delivery(guest_->instance());
  in_event_ = false;
  if (crash) {
    for (Participant* participant : participants_) participant->roll_back();
    effects_.clear();
    replace_instance();
    return;
  }
  for (Participant* participant : participants_) participant->commit();
  for (const auto& action : std::exchange(effects_, {})) action();
}

void World::crash() { replace_instance(); }

void World::unload() {
  dropping_ = true;
  guest_.reset();
  dropping_ = false;
}

void World::replace_instance() {
  unload();
  ++generation_;
  for (Participant* participant : participants_) participant->instance_dropped();
  guest_ = factory_();
}

void World::violated(std::string_view what) const {
  std::fprintf(stderr, "contract violated (seed %llu): %.*s\n",
               static_cast<unsigned long long>(seed_), static_cast<int>(what.size()), what.data());
  __builtin_trap();
}

}  // namespace skerry::simulation
