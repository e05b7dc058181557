#include "modules/sdk/simulation/simulated_queue.hpp"

#include <utility>

namespace skerry::simulation {

namespace {
constexpr double kMsPerSecond = 1000;
}

void SimulatedQueue::send(OpId op, std::string_view queue, std::string_view body,
                          std::uint32_t delay_s) {
  world_.require(op % 2 == 1, "an operation's id must be odd");
  world_.effect([this, op, delay_s,
                 message = Message{std::string(queue), {}, std::string(body), 0}]() mutable {
    Result<void> outcome;
    if (world_.chance(world_.failure_probability)) {
      outcome = fail(FailureKind::kUnavailable, "simulated");
    } else {
      message.id = "m" + std::to_string(sent.size() + 1);
      sent.push_back(message);
      if (consumed) schedule(message, delay_s * kMsPerSecond + world_.latency_ms());
    }
    world_.deliver(world_.latency_ms(),
                   [op, outcome](Instance& instance) { instance.on_queued(op, outcome); });
  });
}

void SimulatedQueue::schedule(Message message, double delay_ms) {
  ++message.attempts;
  world_.deliver_to_any(delay_ms, [this, message](Instance& instance) {
    const OpId id = next_id_;
    next_id_ += 2;
    handled_[id] = message;
    instance.on_message(id, {message.queue, message.id, message.body, message.attempts});
  });
}

void SimulatedQueue::again(const Message& message, double delay_ms) {
  if (message.attempts >= attempts_max) {
    dead_letters.push_back(message);
  } else {
    schedule(message, delay_ms);
  }
}

void SimulatedQueue::ack(OpId message) {
  world_.require(handled_.contains(message), "an answer to a message that is not being handled");
  world_.effect([this, message] {
    const auto handled = handled_.extract(message);
    if (!handled.empty() && world_.chance(duplicate_probability)) again(handled.mapped(), 0);
  });
}

void SimulatedQueue::retry(OpId message, std::uint32_t delay_s) {
  world_.require(handled_.contains(message), "an answer to a message that is not being handled");
  world_.effect([this, message, delay_s] {
    const auto handled = handled_.extract(message);
    if (!handled.empty()) again(handled.mapped(), delay_s * kMsPerSecond);
  });
}

void SimulatedQueue::instance_dropped() {
  for (const auto& [id, message] : std::exchange(handled_, {})) again(message, kRetryDelayMs);
}

}  // namespace skerry::simulation
