#pragma once

#include "modules/sdk/actor.hpp"
#include "modules/sdk/component/types.hpp"

namespace skerry::component {

class Actor final : public ActorPort {
 public:
  ActorIdentity self() override {
    const auto identity = host::actor::Self();
    return {identity.namespace_.to_string(), identity.name.to_string()};
  }
  void destroy() override { host::actor::Destroy(); }
};

}  // namespace skerry::component
