#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "host/capabilities/environment.hpp"
#include "host/capabilities/event_loop.hpp"
#include "host/capabilities/limits.hpp"
#include "host/capabilities/module.hpp"
#include "host/engine/instance.hpp"

namespace skerry::host {

/// Names a request, call, message (even, chosen here) or operation (odd, chosen by the module).
using OpId = std::uint64_t;

class Guest;
struct HostProblem;

/// An operation's way back to the module that started it. Copies are equal. All functions may be
/// called from any thread; what comes too late is dropped and counted.
class Ticket {
 public:
  Ticket() = default;
  Ticket(std::weak_ptr<Guest> guest, EventLoop& loop, std::uint64_t generation, OpId op)
      : guest_(std::move(guest)), loop_(&loop), generation_(generation), op_(op) {}

  /// Delivers an event of the operation, which goes on.
  template <typename... Args>
  void progress(Event event, Args... arguments) const {
    deliver(false, event, std::move(arguments)...);
  }
  /// Delivers the operation's last event.
  template <typename... Args>
  void finish(Event event, Args... arguments) const {
    deliver(true, event, std::move(arguments)...);
  }
  [[nodiscard]] EventLoop& loop() const { return *loop_; }
  [[nodiscard]] OpId op() const { return op_; }

 private:
  template <typename... Args>
  void deliver(bool last, Event event, Args... arguments) const;

  std::weak_ptr<Guest> guest_;
  EventLoop* loop_ = nullptr;
  std::uint64_t generation_ = 0;
  OpId op_ = 0;
};

/// A request that a module answers.
struct HttpRequest {
  enum class State : std::uint8_t { kOpen, kStreaming, kAnswered };

  OpId id = 0;
  Inbound inbound;
  State state = State::kOpen;
  /// Bytes of a streamed answer that wait, as far as is known, those not yet performed included.
  std::uint64_t waiting_bytes = 0;
  /// The module was told to wait for `on-drain`.
  bool awaits_drain = false;
  bool body_asked = false;
  /// What the event of this number writes to a streamed answer; performed as one.
  std::shared_ptr<std::string> written = {};
  std::uint64_t written_in_event = 0;
  /// Whoever streams the answer in the module's place goes on when this is called.
  std::function<void()> drained = {};
  /// The module has seen it; a trap costs it an answer.
  bool delivered = false;
  /// What has really been sent: `state` runs ahead of it by what one event has asked for.
  bool begun = false;
  bool over = false;
  /// On the monotonic clock; 0 means none.
  std::uint64_t deadline_ms = 0;
};

/// A module's instance as its capabilities see it: what it has started, what is delivered to it,
/// and the requests it answers.
///
/// Imports only note what is to be done (`perform_later`, `start`); it is done after the export has
/// returned and, for an actor, its writes are durable. Events wait in a queue and run one at a
/// time. Lives on one event loop; every function is called there. `Front` and `Actor` decide when
/// events run and when effects are performed.
class Guest : public ImportTarget, public std::enable_shared_from_this<Guest> {
 public:
  using Effect = std::function<void()>;

  Guest(const Environment& environment, EventLoop& loop, const Module& module);
  virtual ~Guest();
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

  /// Ends what is over at `now_ms`, a time of `monotonic_ms`: requests, operations, calls and
  /// messages past `kRequestDeadlineMs`, and waits. Comes by itself about once a second.
  void sweep(std::uint64_t now_ms);

  [[nodiscard]] const Environment& environment() const { return environment_; }
  [[nodiscard]] EventLoop& loop() const { return loop_; }
  [[nodiscard]] const Module& module() const { return module_; }

  // While an export runs: called by imports.

  /// Performs `effect` after the event. Traps the module beyond the limits of one event; `bytes` is
  /// what the effect holds on to.
  void perform_later(Effect effect, std::size_t bytes = 0);
  /// Counts bytes that an effect of this event holds on to; false when that traps the module.
  bool hold(std::size_t bytes);
  /// Distinguishes the events of this guest.
  [[nodiscard]] std::uint64_t event_number() const { return event_number_; }
  /// Starts an operation after the event: `begin` gets the way back. `end_event` is what reports
  /// its failure, delivered as `(op, failure)`.
  void start(OpId op, Event end_event, std::function<void(const Ticket&)> begin,
             std::size_t bytes = 0);
  /// Cancels an operation after the event; nothing happens when it is over.
  void cancel_later(OpId op);
  /// The request with this id, or null when it is over.
  [[nodiscard]] std::shared_ptr<HttpRequest> find_request(OpId id) const;
  /// The principal of the request whose event runs; empty when it belongs to none.
  [[nodiscard]] std::string_view principal() const;
  /// The instance has this much memory.
  void note_memory(double bytes) { memory_bytes_ = bytes; }
  /// A way back for what belongs to a request rather than to an operation.
  [[nodiscard]] Ticket ticket(OpId op);

  // While effects are performed, and between events.

  /// Sets how an operation under way is stopped, and how it gets credit.
  void set_handlers(OpId op, std::function<void()> cancel,
                    std::function<void(std::uint32_t)> pull = {});
  [[nodiscard]] const std::function<void(std::uint32_t)>* find_pull(OpId op) const;
  /// Tells the module that a streamed answer may go on.
  void request_drained(OpId id);
  /// The request is over for this module.
  void forget_request(OpId id);
  /// The answer is whole, broken off or left to somebody else; in-flight requests are limited.
  void note_answered(HttpRequest& request);

  // From outside.

  /// Takes a request over. It is refused with a problem beyond the limits.
  virtual void accept(Inbound inbound) = 0;
  /// Takes a call over.
  void accept_call(std::string method, std::string principal, std::string arguments,
                   Dispatcher::Reply reply);
  /// Takes a message over; `done` is told whether it was acknowledged, or after which delay it is
  /// to be tried again.
  struct MessageOutcome {
    bool acknowledged = false;
    /// None when the module said nothing in time or trapped.
    std::optional<std::uint32_t> retry_delay_s;
  };
  void accept_message(std::string queue, std::string id, std::string body, std::uint32_t attempts,
                      std::function<void(MessageOutcome)> done);
  /// Answers what is in flight with a problem and lets go of everything; what comes later is
  /// refused.
  void shut_down();

  /// Hands an operation's event over.
  template <typename... Args>
  void complete(std::uint64_t generation, OpId op, bool last, Event event, Args... arguments) {
    if (generation != generation_) return count_late();
    enqueue({.generation = generation,
             .op = op,
             .last = last,
             .request = 0,
             .call = [event, op, ... arguments = std::move(arguments)](Instance& instance) {
               return instance.call(event, op, arguments...);
             }});
  }

  // For the adapters of requests, calls and messages.
  void reply_later(OpId call, std::string answer);
  void settle_message_later(OpId message, MessageOutcome outcome);

 protected:
  /// An event that waits.
  struct Delivery {
    /// The instance it is meant for; 0 for any.
    std::uint64_t generation = 0;
    /// The operation it belongs to, or 0. Skipped when that is over.
    OpId op = 0;
    bool last = false;
    /// The request it belongs to, or 0.
    OpId request = 0;
    std::function<CallOutcome(Instance&)> call;
    /// Runs on the loop before the call, and decides whether it takes place.
    std::function<bool()> admit = {};
    /// Runs after the call unless it trapped.
    std::function<void(CallOutcome)> after = {};
    /// Runs instead of all that when there is no instance to call.
    std::function<void()> refuse = {};
  };

  /// Adds an event and lets the queue run.
  void enqueue(Delivery delivery);
  /// Runs events and performs effects as far as is possible now.
  virtual void pump() = 0;
  /// Runs one event on the instance that there is.
  [[nodiscard]] CallOutcome run(Delivery& delivery);
  /// The effects of the event that has just run.
  [[nodiscard]] std::vector<Effect> take_effects();
  /// Makes an instance unless there is one. When that fails, refuses everything that waits.
  [[nodiscard]] bool ensure_instance();
  /// Writes why the instance trapped to the log, and counts it.
  void report_trap() const;
  /// Drops the instance and everything that belonged to it, answering what is in flight with
  /// `problem`.
  void drop_instance(const HostProblem* problem);
  /// Registers a request and delivers it, with its body where the module reads bodies eagerly.
  void deliver_request(Inbound inbound);
  [[nodiscard]] std::size_t requests_open() const { return requests_open_; }
  [[nodiscard]] bool is_quiescent() const;
  /// The instance has grown past `kInstanceMemoryMarkBytes`.
  [[nodiscard]] bool is_large() const {
    return memory_bytes_ >= static_cast<double>(kInstanceMemoryMarkBytes);
  }
  /// A request has been answered or has gone.
  virtual void request_over() {}
  /// Called about once a second while anything is open, to end what has waited too long.
  virtual void end_waiting(std::uint64_t /*now_ms*/) {}
  void count_late();

  std::deque<Delivery> queue_;
  bool shut_down_ = false;
  std::unique_ptr<Instance> instance_;
  std::uint64_t requests_served_ = 0;

 private:
  struct Operation {
    OpId request = 0;
    Event end_event = Event::kTimer;
    std::uint64_t deadline_ms = 0;
    std::function<void()> cancel = {};
    std::function<void(std::uint32_t)> pull = {};
  };

  /// Somebody who waits for the module, and until when.
  template <typename Function>
  struct Timed {
    Function function;
    std::uint64_t deadline_ms;
  };

  void watch(const std::shared_ptr<HttpRequest>& request);
  /// Delivers a request with the body that it carries, or with none.
  void enqueue_request(const std::shared_ptr<HttpRequest>& request);
  void request_aborted(OpId id);
  void request_event(OpId id, Event event);
  /// Stops an operation and tells the module.
  void stop_operation(OpId op, Failure failure);
  void arm_sweep();
  void sweep_requests(std::uint64_t now_ms);
  void sweep_operations(std::uint64_t now_ms);
  void sweep_callers(std::uint64_t now_ms);

  const Environment& environment_;
  EventLoop& loop_;
  const Module& module_;
  std::uint64_t generation_ = 1;
  OpId next_id_ = 2;
  /// The request whose event runs, and when it must be over; what is started now belongs to it.
  OpId current_request_ = 0;
  std::uint64_t current_deadline_ms_ = 0;
  std::vector<Effect> effects_;
  std::size_t effects_bytes_ = 0;
  std::uint64_t event_number_ = 1;
  std::size_t requests_open_ = 0;
  std::unordered_map<OpId, std::shared_ptr<HttpRequest>> requests_;
  std::unordered_map<OpId, Operation> operations_;
  std::unordered_map<OpId, Timed<Dispatcher::Reply>> calls_;
  std::unordered_map<OpId, Timed<std::function<void(MessageOutcome)>>> messages_;
  std::unique_ptr<EventLoop::Timer> sweep_timer_;
  double memory_bytes_ = 0;
};

template <typename... Args>
void Ticket::deliver(bool last, Event event, Args... arguments) const {
  if (EventLoop::current() == loop_) {
    if (const auto guest = guest_.lock()) {
      guest->complete(generation_, op_, last, event, std::move(arguments)...);
    }
    return;
  }
  loop_->post([*this, last, event, ... arguments = std::move(arguments)]() mutable {
    if (const auto guest = guest_.lock()) {
      guest->complete(generation_, op_, last, event, std::move(arguments)...);
    }
  });
}

}  // namespace skerry::host
