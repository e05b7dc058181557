#pragma once

#include "modules/sdk/actor_storage.hpp"
#include "modules/sdk/component/types.hpp"

namespace skerry::component {

class ActorStorage final : public ActorStoragePort {
 public:
  Result<std::string> execute(std::string_view sql, std::string_view params) override {
    return to_result(host::actor_storage::Execute(sql, params));
  }
};

}  // namespace skerry::component
