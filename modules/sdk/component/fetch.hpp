#pragma once

#include "modules/sdk/component/types.hpp"
#include "modules/sdk/fetch.hpp"

namespace skerry::component {

class Fetch final : public FetchPort {
 public:
  void start(OpId op, const Destination& to, FetchMode mode, std::string_view head,
             std::string_view principal, std::string_view body) override {
    host::fetch::Start(op, to_wit(to), static_cast<host::fetch::Mode>(mode), head, principal, body);
  }
  void pull(OpId op, std::uint32_t bytes) override { host::fetch::Pull(op, bytes); }
  void cancel(OpId op) override { host::fetch::Cancel(op); }
};

}  // namespace skerry::component

namespace exports::skerry::host::fetch_events {

void OnWhole(std::uint64_t op, std::expected<Answer, ::skerry::host::types::Failure> outcome) {
  ::skerry::Instance& instance = ::skerry::component::instance();
  if (!outcome) {
    instance.on_fetch_failed(op, ::skerry::component::to_failure(outcome.error()));
    return;
  }
  instance.on_fetch_whole(op, outcome->status, outcome->head.to_string(),
                          outcome->body.to_string());
}
void OnHead(std::uint64_t op, std::uint16_t status, wit::string head) {
  ::skerry::component::instance().on_fetch_head(op, status, head.to_string());
}
void OnChunk(std::uint64_t op, wit::string text) {
  ::skerry::component::instance().on_fetch_chunk(op, text.to_string());
}
void OnEnd(std::uint64_t op, std::expected<void, ::skerry::host::types::Failure> outcome) {
  ::skerry::component::instance().on_fetch_end(op, ::skerry::component::to_result(outcome));
}

}  // namespace exports::skerry::host::fetch_events
