#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/http.hpp"

namespace skerry {

/// WebSockets of an actor (`sockets` of the contract). Ids survive eviction.
class SocketsPort {
 public:
  virtual std::string accept(OpId request) = 0;
  virtual void send(std::string_view socket, std::string_view text) = 0;
  virtual void close(std::string_view socket, std::uint16_t code, std::string_view reason) = 0;
  virtual std::vector<std::string> list() = 0;

 protected:
  ~SocketsPort() = default;
};

/// Answers an upgrade request with 101; returns the socket's id. The handler then returns
/// `Answered{}`.
[[nodiscard]] inline std::string accept(SocketsPort& port, Exchange& exchange) {
  exchange.accepted();
  return port.accept(exchange.request());
}

}  // namespace skerry
