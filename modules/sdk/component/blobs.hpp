#pragma once

#include "modules/sdk/blobs.hpp"
#include "modules/sdk/component/types.hpp"

namespace skerry::component {

class Blobs final : public BlobsPort {
 public:
  void put(OpId op, std::string_view key, std::string_view content_type,
           std::string_view text) override {
    host::blobs::Put(op, key, content_type, text);
  }
  void get(OpId op, std::string_view key) override { host::blobs::Get(op, key); }
  void list(OpId op, std::string_view prefix, std::string_view cursor,
            std::uint32_t limit) override {
    host::blobs::List(op, prefix, cursor, limit);
  }
  void remove(OpId op, std::string_view key) override { host::blobs::Delete(op, key); }
  void receive(OpId op, OpId request, std::string_view key, std::string_view content_type,
               std::uint64_t bytes_max) override {
    host::blobs::Receive(op, request, key, content_type, bytes_max);
  }
};

}  // namespace skerry::component

namespace exports::skerry::host::blobs_events {

void OnResult(std::uint64_t op,
              std::expected<wit::string, ::skerry::host::types::Failure> outcome) {
  ::skerry::component::instance().on_blobs_result(op, ::skerry::component::to_result(outcome));
}

}  // namespace exports::skerry::host::blobs_events
