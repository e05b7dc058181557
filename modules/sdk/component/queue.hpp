#pragma once

#include "modules/sdk/component/types.hpp"
#include "modules/sdk/queue.hpp"

namespace skerry::component {

class Queue final : public QueuePort {
 public:
  void send(OpId op, std::string_view queue, std::string_view body,
            std::uint32_t delay_s) override {
    host::queue::Send(op, queue, body, delay_s);
  }
  void ack(OpId message) override { host::queue::Ack(message); }
  void retry(OpId message, std::uint32_t delay_s) override { host::queue::Retry(message, delay_s); }
};

}  // namespace skerry::component

namespace exports::skerry::host::queue_events {

void OnQueued(std::uint64_t op, std::expected<void, ::skerry::host::types::Failure> outcome) {
  ::skerry::component::instance().on_queued(op, ::skerry::component::to_result(outcome));
}
void OnMessage(std::uint64_t message, wit::string queue, wit::string id, wit::string body,
               std::uint32_t attempts) {
  ::skerry::component::instance().on_message(
      message, {queue.to_string(), id.to_string(), body.to_string(), attempts});
}

}  // namespace exports::skerry::host::queue_events
