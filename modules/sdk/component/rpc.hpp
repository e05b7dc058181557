#pragma once

#include "modules/sdk/component/types.hpp"
#include "modules/sdk/rpc.hpp"

namespace skerry::component {

class Rpc final : public RpcPort {
 public:
  void reply(OpId call, std::string_view answer) override { host::rpc::Reply(call, answer); }
};

}  // namespace skerry::component

namespace exports::skerry::host::rpc_events {

void OnCall(std::uint64_t call, wit::string method, wit::string principal, wit::string arguments) {
  ::skerry::component::instance().on_call(call, method.to_string(), principal.to_string(),
                                          arguments.to_string());
}

}  // namespace exports::skerry::host::rpc_events
