#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "modules/sdk/http.hpp"
#include "modules/sdk/queue.hpp"
#include "modules/sdk/rpc.hpp"
#include "modules/sdk/task.hpp"

namespace skerry {

/// A module's logic, as events see it. Override what the module's world delivers; an event that a
/// module does not override traps, as its world cannot deliver it. Each call runs as a scope of its
/// own, begun in the order of events; a handler that waits is overtaken by those that follow. The
/// object outlives every task it returned.
class Module {
 public:
  virtual Task<Answer> on_request(Request request);
  /// The reply: JSON, `{"success": …}`.
  virtual Task<std::string> on_call(RpcCall call);
  virtual Task<QueueVerdict> on_message(QueueMessage message);
  virtual Task<void> on_alarm(std::uint32_t attempt);
  virtual Task<void> on_socket_open(std::string socket);
  virtual Task<void> on_socket_message(std::string socket, std::string text);
  virtual Task<void> on_socket_close(std::string socket, std::uint16_t code, std::string reason);

  /// The answer to a request that the instance refuses by itself, before the module sees it: its
  /// head is beyond the limits, or too much is under way. `head` is empty when it was unreadable.
  /// As it stands, the problem under the principal's request id; a module that faces clients adds
  /// what each of its answers has. May start nothing.
  [[nodiscard]] virtual Response refuse(std::string_view code, std::string_view detail,
                                        const Head& head, std::string_view principal);

 protected:
  ~Module() = default;
};

}  // namespace skerry
