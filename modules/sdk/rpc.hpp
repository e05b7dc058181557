#pragma once

#include <string_view>

#include "modules/sdk/operation.hpp"

namespace skerry {

/// Answers typed calls between services (`rpc` of the contract). Texts are JSON.
class RpcPort {
 public:
  virtual void reply(OpId call, std::string_view answer) = 0;

 protected:
  ~RpcPort() = default;
};

/// A call as a handler gets it.
struct RpcCall {
  std::string method;
  std::string principal;  ///< JSON.
  std::string arguments;  ///< JSON.
};

}  // namespace skerry
