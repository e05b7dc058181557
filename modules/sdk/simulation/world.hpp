#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string_view>
#include <vector>

#include "modules/sdk/instance.hpp"

namespace skerry::simulation {

/// One built instance of a module with everything it owns. Destroying it is what a trap does.
class Guest {
 public:
  virtual ~Guest() = default;
  virtual Instance& instance() = 0;
};

/// Something whose changes one event makes are kept or undone together.
class Participant {
 public:
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void roll_back() = 0;
  /// The instance is gone; what belonged to it alone is forgotten.
  virtual void instance_dropped() {}

 protected:
  ~Participant() = default;
};

/// Time, order and failure of a simulated installation, all from one seed.
///
/// Events are delivered one at a time. Among those that are due, the seed decides which is next.
/// What an event starts takes effect after the event, and is dropped with it when it is undone.
class World {
 public:
  using Delivery = std::function<void(Instance&)>;

  explicit World(std::uint64_t seed) : seed_(seed), generator_(seed) {}

  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] double now_ms() const { return now_ms_; }
  [[nodiscard]] std::uint64_t random() { return generator_(); }
  /// From 0 to `end` - 1.
  [[nodiscard]] std::uint64_t random_below(std::uint64_t end) { return generator_() % end; }
  [[nodiscard]] bool chance(double probability);
  /// A delay in whole milliseconds, up to `latency_ms_max`.
  [[nodiscard]] double latency_ms();

  void join(Participant& participant) { participants_.push_back(&participant); }
  /// How instances are made; makes the first one.
  void load(std::function<std::unique_ptr<Guest>()> factory);

  /// Delivers to the instance that is there now; dropped and counted if that one is gone by then.
  void deliver(double delay_ms, Delivery delivery);
  /// Delivers to whichever instance is there when the time has come.
  void deliver_to_any(double delay_ms, Delivery delivery);
  /// Something that happens outside, without an event of the module.
  void happen(double delay_ms, std::function<void()> action);
  /// Performs `action` once the running event has been committed.
  void effect(std::function<void()> action);

  /// Runs one event, moving the clock to the next one that will be due when none is. False when
  /// nothing is scheduled at all.
  bool step();
  /// Steps until nothing is scheduled. Traps, after naming the seed, beyond `steps_max`.
  void run(std::uint64_t steps_max = 1'000'000);
  /// Steps through everything due in the next `duration_ms`, then sets the clock there.
  void advance(double duration_ms);

  /// Drops the instance between two events and makes a new one.
  void crash();
  /// The next event runs to its end and then counts as trapped: its writes are undone, its effects
  /// dropped, its instance replaced.
  void crash_in_next_event() { crash_in_next_event_ = true; }

  /// Drops the instance for good, before what it refers to goes.
  void unload();

  [[nodiscard]] Instance& instance() { return guest_->instance(); }
  [[nodiscard]] Guest& guest() { return *guest_; }
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  /// Deliveries whose instance was gone.
  [[nodiscard]] std::uint64_t stale_deliveries() const { return stale_deliveries_; }

  /// The contract was broken: names the seed and stops.
  [[noreturn]] void violated(std::string_view what) const;
  void require(bool kept, std::string_view what) const {
    if (!kept) violated(what);
  }

  double latency_ms_max = 0;
  /// How often an asynchronous operation fails for no reason of its own.
  double failure_probability = 0;

 private:
  static constexpr std::uint64_t kAnyGeneration = ~std::uint64_t{0};

  struct Event {
    double due_ms;
    std::uint64_t generation;
    Delivery delivery;
    std::function<void()> action;
  };

  void run_event(const Delivery& delivery);
  void replace_instance();

  std::uint64_t seed_;
  std::mt19937_64 generator_;
  double now_ms_ = 1'700'000'000'000;
  std::vector<Event> events_;
  std::vector<std::function<void()>> effects_;
  std::vector<Participant*> participants_;
  std::function<std::unique_ptr<Guest>()> factory_;
  std::unique_ptr<Guest> guest_;
  std::uint64_t generation_ = 0;
  std::uint64_t stale_deliveries_ = 0;
  bool in_event_ = false;
  bool dropping_ = false;
  bool crash_in_next_event_ = false;
};

}  // namespace skerry::simulation
