#include "host/capabilities/guest.hpp"

#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/journal.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {

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
  operations_[op] = {
      .request = current_request_, .end_event = end_event, .deadline_ms = current_deadline_ms_};
  if (current_deadline_ms_ != 0) arm_sweep();
  perform_later(
      [this, op, room, begin = std::move(begin)] {
        if (!operations_.contains(op)) return;
        if (room) return begin(ticket(op));
        stop_operation(
            op, {FailureKind::kLimitExceeded, "operations_max=" + std::to_string(kOperationsMax)});
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

std::string_view Guest::principal() const {
  const auto found = requests_.find(current_request_);
  return found == requests_.end() ? std::string_view() : found->second->inbound.principal;
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

// Events -----------------------------------------------------------------------------------------

void Guest::enqueue(Delivery delivery) {
  if (shut_down_) {
    if (delivery.refuse) delivery.refuse();
    return;
  }
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
  const auto observers = environment_.observers;
  auto made = Instance::create(
      *module_.component, *this,
      observers == nullptr ? nullptr
                           : observers->observe(module_.description.name, *module_.component));
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
  environment_.metrics->add("skerry_module_traps", log_field("module", module_.description.name),
                            1);
}

void Guest::drop_instance(const HostProblem* problem) {
  ++generation_;
  ++event_number_;
  effects_.clear();
  effects_bytes_ = 0;
  instance_.reset();
  requests_served_ = 0;
  memory_bytes_ = 0;
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
  enqueue(
      {.generation = generation_,
       .request = operation.request,
       .call = [event = operation.end_event, op,
                outcome = std::expected<std::string, Failure>(std::unexpected(std::move(failure)))](
                   Instance& instance) { return instance.call(event, op, outcome); }});
}

}  // namespace skerry::host
