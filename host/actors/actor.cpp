#include "host/actors/actor.hpp"

#include <algorithm>

#include "host/actors/limits.hpp"
#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/journal.hpp"
#include "host/capabilities/planted_faults.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {
namespace {

constexpr HostProblem kStorageFailed{"storage_unavailable", "The actor's storage failed."};

std::uint64_t retry_delay_ms(std::uint32_t attempt) {
  const std::uint32_t doublings = std::min<std::uint32_t>(attempt - 1, 16);
  return std::min(kAlarmRetryMsMin << doublings, kAlarmRetryMsMax);
}

}  // namespace

Actor::Actor(const Environment& environment, EventLoop& loop, const Module& module,
             ActorStore& store, ActorIdentity identity, std::shared_ptr<SocketTable> sockets,
             Hooks hooks)
    : Guest(environment, loop, module),
      store_(store),
      identity_(std::move(identity)),
      sockets_(std::move(sockets)),
      hooks_(std::move(hooks)) {}

void Actor::open() {
  opening_ = true;
  store_.open_actor(identity_, [weak = weak_from_this(), loop = &loop()](auto result) {
    // Tasks must be copyable; a database is not.
    auto shared = std::make_shared<decltype(result)>(std::move(result));
    loop->post([weak, shared] {
      if (const auto self = weak.lock()) static_cast<Actor&>(*self).opened(std::move(*shared));
    });
  });
}

void Actor::opened(Result<std::unique_ptr<ActorDatabase>> database) {
  opening_ = false;
  if (!database) {
    write_log(LogLevel::kError, module().description.name, "an actor cannot be opened",
              log_field("detail", database.error().detail));
    auto waiting = std::exchange(queue_, {});
    for (auto& delivery : waiting) {
      if (delivery.refuse) delivery.refuse();
    }
    return hooks_.on_idle();
  }
  database_ = std::move(*database);
  ++epoch_;
  close_stale_sockets();
  pump();
}

void Actor::accept(Inbound inbound) {
  if (requests_open() < kActorRequestsMax) return deliver_request(std::move(inbound));
  environment().metrics->add("skerry_requests_refused", "", 1);
  answer_problem(inbound, kOverloadedProblem);
}

void Actor::deliver_alarm() {
  enqueue({.call =
               [this](Instance& instance) {
                 const auto attempt = database_->take_alarm(wall_ms());
                 // A broken database shows when the event ends; no alarm means a late index.
                 if (!attempt || !*attempt) return CallOutcome::kDone;
                 alarm_attempt_ = **attempt;
                 return instance.call(Event::kAlarm, **attempt);
               },
           .refuse = [this] { store_.postpone_alarm(identity_, wall_ms() + kAlarmReopenMs); }});
}

bool Actor::can_leave() const {
  return is_quiescent() && !opening_ && !committing_ && !pumping_ && !destroying_ && held_.empty();
}

bool Actor::is_keeping() const { return !queue_.empty() || committing_; }

void Actor::rest() {
  if (!can_leave()) return;
  // Its state is in its database; the next event makes another instance.
  if (is_large()) drop_instance(nullptr);
  hooks_.on_idle();
}

// Events -----------------------------------------------------------------------------------------

void Actor::pump() {
  if (pumping_ || committing_ || opening_ || destroying_) return;
  if (database_ == nullptr) return open();
  const auto self = shared_from_this();
  pumping_ = true;
  while (!queue_.empty() && !committing_ && database_ != nullptr && !destroying_) {
    if (!ensure_instance()) break;
    if (run_batch()) commit();
  }
  pumping_ = false;
  rest();
}

bool Actor::run_batch() {
  for (std::size_t i = 0; i < kEventsPerCommitMax && !queue_.empty(); ++i) {
    Delivery delivery = std::move(queue_.front());
    queue_.pop_front();
    if (!run_one(delivery)) return false;
    if (trapped_ || destroy_asked_) break;
  }
  return true;
}

bool Actor::befalls(std::string_view fault) const {
  PlantedFaults* faults = environment().faults;
  if (faults == nullptr) return false;
  const std::string any = std::string(fault) + " " + identity_.actor_namespace;
  return faults->strikes(any) || faults->strikes(any + "/" + identity_.name);
}

bool Actor::run_one(Delivery& delivery) {
  if (auto begun = database_->begin_event(); !begun) {
    if (delivery.refuse) delivery.refuse();
    lose_database(begun.error());
    return false;
  }
  alarm_attempt_ = 0;
  if (environment().faults != nullptr) {
    // Between its last write and its return.
    delivery.call = [this, event = std::move(delivery.call)](Instance& instance) {
      const CallOutcome outcome = event(instance);
      return outcome == CallOutcome::kDone && befalls("trap") ? CallOutcome::kTrapped : outcome;
    };
  }
  trapped_ = run(delivery) == CallOutcome::kTrapped;
  if (trapped_) report_trap();
  if (!trapped_) {
    if (auto ended = database_->end_event(); !ended) {
      write_log(LogLevel::kError, module().description.name, "an event cannot be kept",
                log_field("detail", ended.error().detail));
      trapped_ = true;
    }
  }
  auto effects = take_effects();
  if (trapped_) {
    destroy_asked_ = false;
    if (auto undone = database_->undo_event(); !undone) {
      lose_database(undone.error());
      return false;
    }
    if (alarm_attempt_ != 0) count_failed_alarm();
    return true;
  }
  std::ranges::move(effects, std::back_inserter(held_));
  return true;
}

void Actor::count_failed_alarm() {
  // An event of its own: the one that failed was undone, its alarm stands as before.
  const std::uint64_t at_ms = wall_ms() + retry_delay_ms(alarm_attempt_);
  if (!database_->begin_event()) return;
  static_cast<void>(database_->retry_alarm(at_ms));
  static_cast<void>(database_->end_event());
}

void Actor::commit() {
  const bool wrote = database_->commit(
      [weak = weak_from_this(), loop = &loop(), epoch = epoch_](Result<void> result) {
        loop->post([weak, epoch, result = std::move(result)] {
          const auto self = std::static_pointer_cast<Actor>(weak.lock());
          if (self != nullptr && self->epoch_ == epoch) self->committed(result);
        });
      });
  if (wrote) {
    committing_ = true;
  } else {
    release();
  }
}

void Actor::committed(Result<void> result) {
  committing_ = false;
  if (!result) {
    lose_database(result.error());
  } else {
    const auto self = shared_from_this();
    pumping_ = true;
    release();
    pumping_ = false;
  }
  pump();
  rest();
}

void Actor::release() {
  auto effects = std::exchange(held_, {});
  for (const auto& effect : effects) effect();
  if (std::exchange(trapped_, false)) drop_instance(&kModuleTrapped);
  if (std::exchange(destroy_asked_, false)) erase();
}

void Actor::lose_database(const Failure& failure) {
  write_log(LogLevel::kError, module().description.name, "an actor's storage failed",
            log_field("detail", failure.detail));
  environment().metrics->add("skerry_actor_commits_failed", "", 1);
  held_.clear();
  trapped_ = false;
  destroy_asked_ = false;
  ++epoch_;
  drop_instance(&kStorageFailed);
  // The next event opens it anew.
  database_.reset();
}

void Actor::erase() {
  destroying_ = true;
  for (const auto& [id, socket] : std::exchange(*sockets_, {})) socket->close(1001, "destroyed");
  drop_instance(&kNoDestination);
  ++epoch_;
  store_.destroy(std::move(database_), [self = shared_from_this()](Result<void> result) {
    self->loop().post([self, result = std::move(result)] {
      auto& actor = static_cast<Actor&>(*self);
      if (!result) {
        write_log(LogLevel::kError, actor.module().description.name, "an actor cannot be erased",
                  log_field("detail", result.error().detail));
      }
      actor.destroying_ = false;
      if (!actor.queue_.empty()) return actor.pump();
      actor.hooks_.on_idle();
    });
  });
}

// While an export runs ---------------------------------------------------------------------------

void Actor::require(const Result<void>& result) {
  if (!result) trap("actor storage: " + result.error().detail);
}

std::expected<std::string, Failure> Actor::execute(std::string_view sql, std::string_view params) {
  return database_->execute(sql, params);
}

void Actor::set_alarm(std::uint64_t at_ms) {
  if (!befalls("keep-asleep")) require(database_->set_alarm(at_ms));
}

void Actor::clear_alarm() { require(database_->clear_alarm()); }

std::optional<std::uint64_t> Actor::get_alarm() {
  auto alarm = database_->get_alarm();
  if (alarm) return *alarm;
  trap("actor storage: " + alarm.error().detail);
  return std::nullopt;
}

void Actor::destroy_later() { destroy_asked_ = true; }

}  // namespace skerry::host
