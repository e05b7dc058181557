#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/planted_faults.hpp"
#include "host/database/durable_queue.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/queue@0.1.0";

void send(Guest& guest, std::uint64_t op, std::string_view queue, std::string_view body,
          std::uint32_t delay_s) {
  guest.start(
      op, Event::kQueueQueued,
      [&guest, queue = std::string(queue), body = std::string(body),
       delay_s](const Ticket& ticket) mutable {
        DurableQueue* queues = guest.environment().queues;
        if (queues == nullptr) {
          return ticket.finish(Event::kQueueQueued,
                               Result<void>(fail(FailureKind::kUnavailable, "queues")));
        }
        if (PlantedFaults* faults = guest.environment().faults) {
          if (faults->strikes("drop " + queue)) {
            return ticket.finish(Event::kQueueQueued, Result<void>());
          }
          if (faults->strikes("double " + queue)) {
            queues->send(queue, body, delay_s, wall_ms(), [](const Result<void>&) {});
          }
        }
        queues->send(queue, std::move(body), delay_s, wall_ms(), [ticket](Result<void> result) {
          ticket.finish(Event::kQueueQueued, std::move(result));
        });
      },
      body.size());
}

void ack(Guest& guest, std::uint64_t message) {
  guest.settle_message_later(message, {.acknowledged = true, .retry_delay_s = {}});
}

void retry(Guest& guest, std::uint64_t message, std::uint32_t delay_s) {
  guest.settle_message_later(message, {.acknowledged = false, .retry_delay_s = delay_s});
}

}  // namespace

void add_queue(Imports& imports) {
  imports.add<&send>(kInterface, "send");
  imports.add<&ack>(kInterface, "ack");
  imports.add<&retry>(kInterface, "retry");
}

}  // namespace skerry::host
