#pragma once

#include "modules/sdk/component/types.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::component {

class Storage final : public StoragePort {
 public:
  void batch(OpId op, std::string_view statements) override {
    host::storage::Batch(op, statements);
  }
};

}  // namespace skerry::component

namespace exports::skerry::host::storage_events {

void OnResult(std::uint64_t op,
              std::expected<wit::string, ::skerry::host::types::Failure> outcome) {
  ::skerry::component::instance().on_storage_result(op, ::skerry::component::to_result(outcome));
}

}  // namespace exports::skerry::host::storage_events
