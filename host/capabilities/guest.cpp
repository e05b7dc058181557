#include "host/capabilities/guest.hpp"

#include <algorithm>
#include <chrono>

#include "host/capabilities/journal.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {
namespace {

std::uint64_t monotonic_ms() {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                        std::chrono::steady_clock::now().time_since_epoch())
                                        .count());
}

/// Runs a task on a loop: at once when that is the calling one.
template <typename Task>
void run_on(EventLoop& loop, Task task) {
  if (EventLoop::current() == &loop) {
    task();
  } else {
    loop.post(std::move(task));
  }
}

}  // namespace

Guest::Guest(const Environment& environment, EventLoop& loop, const Module& module)
    : environment_(environment), loop_(loop), module_(module) {}

Guest::~Guest() = default;

// While an export runs ---------------------------------------------------------------------------

void Guest::perform_later(Effect effect, std::size_t bytes) {
  if (!hold(bytes)) return;
  if (effects_.size() >= kEffectsMax) return trap("effects_max=" + std::to_string(kEffectsMax));
  effects_.push_back(std::move(effect));
}

bool Guest::hold(std::size_t bytes) {
  effects_bytes_ += bytes;
  if (effects_bytes_ <= kEffectsBytesMax) return true;
  trap("effects_bytes_max=" + std::to_string(kEffectsBytesMax));
  return false;
}

void Guest::start(OpId op, Event end_event, std::function<void(const Ticket&)> begin,
                  std::size_t bytes) {
  if (operations_.contains(op)) return trap("operation id used twice: " + std::to_string(op));
  const bool room = operations_.size() < kOperationsMax;
  operations_[op] = {.request = current_request_,
                     .end_event = end_event,
                     .deadline_ms = current_deadline_ms_};
  if (current_deadline_ms_ != 0) arm_sweep();
  perform_later(
      [this, op, room, begin = std::move(begin)] {
        if (!operations_.contains(op)) return;
        if (room) return begin(ticket(op));
        stop_operation(op, {FailureKind::kLimitExceeded,
                            "operations_max=" + std::to_string(kOperationsMax)});
      },
      bytes);
}

void Guest::cancel_later(OpId op) {
  if (!operations_.contains(op)) return;
  perform_later([this, op] { stop_operation(op, {FailureKind::kCancelled, "by the module"}); });
}

std::shared_ptr<HttpRequest> Guest::find_request(OpId id) const {
  const auto found = requests_.find(id);
  return found == requests_.end() ? nullptr : found->second;
}

Ticket Guest::ticket(OpId op) { return {weak_from_this(), loop_, generation_, op}; }

// Between events ---------------------------------------------------------------------------------

void Guest::set_handlers(OpId op, std::function<void()> cancel,
                         std::function<void(std::uint32_t)> pull) {
  const auto found = operations_.find(op);
  if (found == operations_.end()) return;
  found->second.cancel = std::move(cancel);
  found->second.pull = std::move(pull);
}

const std::function<void(std::uint32_t)>* Guest::find_pull(OpId op) const {
  const auto found = operations_.find(op);
  return found == operations_.end() || !found->second.pull ? nullptr : &found->second.pull;
}

void Guest::forget_request(OpId id) {
  const auto found = requests_.find(id);
  if (found == requests_.end()) return;
  const auto request = found->second;
  requests_.erase(found);
  note_answered(*request);
}

void Guest::note_answered(HttpRequest& request) {
  if (request.over) return;
  request.over = true;
  request.state = HttpRequest::State::kAnswered;
  --requests_open_;
  request_over();
}

// From outside -----------------------------------------------------------------------------------

void Guest::deliver_request(Inbound inbound) {
  auto request = std::make_shared<HttpRequest>();
  request->id = std::exchange(next_id_, next_id_ + 2);
  request->inbound = std::move(inbound);
  if (module_.description.role == ModuleDescription::Role::kFront) {
    request->deadline_ms = monotonic_ms() + kRequestDeadlineMs;
    arm_sweep();
  }
  requests_[request->id] = request;
  ++requests_open_;
  ++requests_served_;
  watch(request);
  const bool eager = module_.description.bodies == ModuleDescription::Bodies::kEager;
  const bool needs_body = eager && request->inbound.body == nullptr;
  if (!needs_body || request->inbound.exchange->is_upgrade()) return enqueue_request(request);
  request->body_asked = true;
  request->inbound.exchange->read_body(
      kEagerBodyBytesMax, [weak = weak_from_this(), loop = &loop_, request](auto body) {
        request->inbound.body = std::make_shared<const decltype(body)>(std::move(body));
        run_on(*loop, [weak, request] {
          if (const auto guest = weak.lock()) guest->enqueue_request(request);
        });
      });
}

void Guest::enqueue_request(std::shared_ptr<HttpRequest> request) {
  static const std::expected<std::string, Failure> kNoBody;
  const bool eager = module_.description.bodies == ModuleDescription::Bodies::kEager;
  enqueue({.request = request->id,
           .call =
               [request, eager](Instance& instance) {
                 const auto& body = request->inbound.body;
                 return instance.call(Event::kHttpRequest, request->id, request->inbound.head,
                                      request->inbound.principal,
                                      eager && body != nullptr ? *body : kNoBody);
               },
           .admit =
               [this, request] {
                 // It may have gone while its body was read or while it waited.
                 if (!requests_.contains(request->id)) return false;
                 request->delivered = true;
                 return true;
               },
           .after =
               [this, request](CallOutcome outcome) {
                 if (outcome == CallOutcome::kDone) return;
                 forget_request(request->id);
                 answer_problem(request->inbound, outcome == CallOutcome::kNotUtf8 ? kBadText
                                                                                  : kNoDestination);
               },
           .refuse =
               [this, request] {
                 if (!requests_.contains(request->id)) return;
                 forget_request(request->id);
                 answer_problem(request->inbound, kNoDestination);
               }});
}

void Guest::watch(const std::shared_ptr<HttpRequest>& request) {
  const auto on_loop = [weak = weak_from_this(), loop = &loop_, id = request->id](auto function) {
    return [weak, loop, id, function] {
      run_on(*loop, [weak, id, function] {
        if (const auto guest = weak.lock()) function(*guest, id);
      });
    };
  };
  request->inbound.exchange->watch(
      {.on_abort = on_loop([](Guest& guest, OpId id) { guest.request_aborted(id); }),
       .on_drain = on_loop([](Guest& guest, OpId id) {
         const auto found = guest.find_request(id);
         if (found == nullptr) return;
         if (auto drained = std::exchange(found->drained, {})) return drained();
         found->waiting_bytes = std::min(found->waiting_bytes, kStreamBufferBytes / 2);
         found->awaits_drain = false;
         guest.request_event(id, Event::kHttpDrain);
       }),
       .on_sent = on_loop([](Guest& guest, OpId id) {
         guest.request_event(id, Event::kHttpSent);
         guest.forget_request(id);
       })});
}

void Guest::request_event(OpId id, Event event) {
  const auto request = find_request(id);
  if (request == nullptr || !request->delivered) return;
  enqueue({.generation = generation_, .request = id, .call = [event, id](Instance& instance) {
             return instance.call(event, id);
           }});
}

void Guest::request_drained(OpId id) { request_event(id, Event::kHttpDrain); }

void Guest::request_aborted(OpId id) {
  const auto request = find_request(id);
  if (request == nullptr) return;
  const bool delivered = request->delivered;
  forget_request(id);
  if (!delivered) return;
  enqueue({.generation = generation_,
           .request = id,
           .call = [id](Instance& instance) { return instance.call(Event::kHttpAbort, id); },
           .after =
               [this, id](CallOutcome) {
                 if (module_.description.role != ModuleDescription::Role::kFront) return;
                 std::vector<OpId> orphans;
                 for (const auto& [op, operation] : operations_) {
                   if (operation.request == id) orphans.push_back(op);
                 }
                 for (const OpId op : orphans) {
                   stop_operation(op, {FailureKind::kCancelled, "the request ended"});
                 }
               }});
}

void Guest::accept_call(std::string method, std::string principal, std::string arguments,
                        Dispatcher::Reply reply) {
  const OpId id = std::exchange(next_id_, next_id_ + 2);
  const auto shared = std::make_shared<Dispatcher::Reply>(std::move(reply));
  enqueue({.call =
               [id, method = std::move(method), principal = std::move(principal),
                arguments = std::move(arguments)](Instance& instance) {
                 return instance.call(Event::kRpcCall, id, method, principal, arguments);
               },
           .admit =
               [this, id, shared] {
                 calls_[id] = {*shared, monotonic_ms() + kRequestDeadlineMs};
                 arm_sweep();
                 return true;
               },
           .after =
               [this, id, shared](CallOutcome outcome) {
                 if (outcome == CallOutcome::kDone) return;
                 calls_.erase(id);
                 (*shared)(std::unexpected(
                     outcome == CallOutcome::kNotUtf8
                         ? Failure{FailureKind::kNotUtf8, "call"}
                         : Failure{FailureKind::kNotFound, "the service answers no calls"}));
               },
           .refuse =
               [shared] {
                 (*shared)(std::unexpected(Failure{FailureKind::kUnavailable, "no instance"}));
               }});
}

void Guest::reply_later(OpId call, std::string answer) {
  const std::size_t bytes = answer.size();
  perform_later(
      [this, call, answer = std::move(answer)]() mutable {
        const auto found = calls_.find(call);
        if (found == calls_.end()) return count_late();
        const auto reply = std::move(found->second.function);
        calls_.erase(found);
        reply(std::move(answer));
      },
      bytes);
}

void Guest::accept_message(std::string queue, std::string id, std::string body,
                           std::uint32_t attempts, std::function<void(MessageOutcome)> done) {
  const OpId message = std::exchange(next_id_, next_id_ + 2);
  enqueue({.call =
               [message, queue = std::move(queue), id = std::move(id), body = std::move(body),
                attempts](Instance& instance) {
                 return instance.call(Event::kQueueMessage, message, queue, id, body, attempts);
               },
           .admit =
               [this, message, done] {
                 messages_[message] = {done, monotonic_ms() + kRequestDeadlineMs};
                 arm_sweep();
                 return true;
               },
           .after =
               [this, message, done](CallOutcome outcome) {
                 if (outcome == CallOutcome::kDone) return;
                 messages_.erase(message);
                 done({});
               },
           .refuse = [done] { done({}); }});
}

void Guest::settle_message_later(OpId message, MessageOutcome outcome) {
  perform_later([this, message, outcome] {
    const auto found = messages_.find(message);
    if (found == messages_.end()) return count_late();
    const auto done = std::move(found->second.function);
    messages_.erase(found);
    done(outcome);
  });
}

void Guest::shut_down() {
  drop_instance(&kShuttingDown);
  auto waiting = std::exchange(queue_, {});
  for (auto& delivery : waiting) {
    if (delivery.refuse) delivery.refuse();
  }
}

// Events -----------------------------------------------------------------------------------------

void Guest::enqueue(Delivery delivery) {
  if (queue_.size() >= kEventsWaitingMax && delivery.refuse) return delivery.refuse();
  queue_.push_back(std::move(delivery));
  pump();
}

CallOutcome Guest::run(Delivery& delivery) {
  if (delivery.generation != 0 && delivery.generation != generation_) {
    count_late();
    return CallOutcome::kDone;
  }
  OpId request = delivery.request;
  std::uint64_t deadline_ms = 0;
  if (delivery.op != 0) {
    const auto found = operations_.find(delivery.op);
    if (found == operations_.end()) {
      count_late();
      return CallOutcome::kDone;
    }
    request = found->second.request;
    deadline_ms = found->second.deadline_ms;
    if (delivery.last) operations_.erase(found);
  } else if (const auto owner = find_request(request)) {
    deadline_ms = owner->deadline_ms;
  } else if (module_.description.role == ModuleDescription::Role::kFront) {
    deadline_ms = monotonic_ms() + kRequestDeadlineMs;
  }
  if (delivery.admit && !delivery.admit()) return CallOutcome::kDone;
  current_request_ = request;
  current_deadline_ms_ = deadline_ms;
  const CallOutcome outcome = delivery.call(*instance_);
  current_request_ = 0;
  current_deadline_ms_ = 0;
  if (outcome != CallOutcome::kTrapped && delivery.after) delivery.after(outcome);
  return outcome;
}

std::vector<Guest::Effect> Guest::take_effects() {
  ++event_number_;
  effects_bytes_ = 0;
  return std::exchange(effects_, {});
}

bool Guest::ensure_instance() {
  if (instance_ != nullptr) return true;
  auto made = Instance::create(*module_.component, *this);
  if (made) {
    instance_ = std::move(*made);
    environment_.metrics->add("skerry_instances_created", "", 1);
    return true;
  }
  write_log(LogLevel::kError, module_.description.name, "a module cannot be instantiated",
            log_field("detail", made.error()));
  auto waiting = std::exchange(queue_, {});
  for (auto& delivery : waiting) {
    if (delivery.refuse) delivery.refuse();
  }
  return false;
}

void Guest::report_trap() const {
  write_log(LogLevel::kError, module_.description.name, "the module trapped",
            log_field("detail", instance_->trap_message()));
  environment_.metrics->add("skerry_module_traps", log_field("module", module_.description.name), 1);
}

void Guest::drop_instance(const HostProblem* problem) {
  ++generation_;
  ++event_number_;
  effects_.clear();
  effects_bytes_ = 0;
  instance_.reset();
  requests_served_ = 0;
  for (const auto& [op, operation] : std::exchange(operations_, {})) {
    if (operation.cancel) operation.cancel();
  }
  const Failure failure{FailureKind::kTrapped, std::string(module_.description.name)};
  for (const auto& [id, reply] : std::exchange(calls_, {})) {
    reply.function(std::unexpected(failure));
  }
  for (const auto& [id, done] : std::exchange(messages_, {})) done.function({});
  std::vector<std::shared_ptr<HttpRequest>> lost;
  for (const auto& [id, request] : requests_) {
    if (request->delivered) lost.push_back(request);
  }
  for (const auto& request : lost) {
    const bool answered = request->over;
    // First of all: the module that comes next must not hear that this one's answer was sent.
    forget_request(request->id);
    if (answered) continue;
    if (request->begun) {
      request->inbound.exchange->break_off();
    } else if (problem != nullptr) {
      answer_problem(request->inbound, *problem);
    }
  }
}

bool Guest::is_quiescent() const {
  return queue_.empty() && operations_.empty() && requests_.empty() && calls_.empty() &&
         messages_.empty();
}

void Guest::count_late() { environment_.metrics->add("skerry_late_callbacks", "", 1); }

void Guest::stop_operation(OpId op, Failure failure) {
  const auto found = operations_.find(op);
  if (found == operations_.end()) return;
  const Operation operation = std::move(found->second);
  operations_.erase(found);
  if (operation.cancel) operation.cancel();
  if (operation.end_event == Event::kTimer) return;
  enqueue({.generation = generation_,
           .request = operation.request,
           .call = [event = operation.end_event, op,
                    outcome = std::expected<std::string, Failure>(std::unexpected(
                        std::move(failure)))](Instance& instance) {
             return instance.call(event, op, outcome);
           }});
}

// Deadlines --------------------------------------------------------------------------------------

void Guest::arm_sweep() {
  if (sweep_timer_ != nullptr) return;
  sweep_timer_ = loop_.after(kSweepIntervalMs, [this] {
    sweep_timer_.reset();
    sweep();
    if (!is_quiescent()) arm_sweep();
  });
}

void Guest::sweep() {
  const auto self = shared_from_this();
  const std::uint64_t now_ms = monotonic_ms();
  sweep_requests(now_ms);
  sweep_operations(now_ms);
  sweep_callers(now_ms);
}

void Guest::sweep_requests(std::uint64_t now_ms) {
  std::vector<std::shared_ptr<HttpRequest>> late;
  for (const auto& [id, request] : requests_) {
    if (request->deadline_ms != 0 && request->deadline_ms <= now_ms) late.push_back(request);
  }
  for (const auto& request : late) {
    const bool answered = request->over;
    request_aborted(request->id);
    if (answered) continue;
    if (request->begun) {
      request->inbound.exchange->break_off();
    } else {
      answer_problem(request->inbound, kDeadlinePassed);
    }
  }
}

void Guest::sweep_operations(std::uint64_t now_ms) {
  std::vector<OpId> orphans;
  for (const auto& [op, operation] : operations_) {
    if (operation.deadline_ms != 0 && operation.deadline_ms <= now_ms) orphans.push_back(op);
  }
  for (const OpId op : orphans) {
    stop_operation(op, {FailureKind::kCancelled,
                        "request_deadline_ms=" + std::to_string(kRequestDeadlineMs)});
  }
}

void Guest::sweep_callers(std::uint64_t now_ms) {
  std::vector<Dispatcher::Reply> calls;
  std::erase_if(calls_, [&](auto& entry) {
    if (entry.second.deadline_ms > now_ms) return false;
    calls.push_back(std::move(entry.second.function));
    return true;
  });
  for (const auto& reply : calls) {
    reply(std::unexpected(Failure{FailureKind::kTimedOut,
                                  "request_deadline_ms=" + std::to_string(kRequestDeadlineMs)}));
  }
  // The queue's own lease has ended long before.
  std::erase_if(messages_, [&](const auto& entry) { return entry.second.deadline_ms <= now_ms; });
}

}  // namespace skerry::host
