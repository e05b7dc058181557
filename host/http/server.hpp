#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host/http/exchange.hpp"
#include "host/http/limits.hpp"
#include "host/http/problem.hpp"

namespace boost::asio {
class io_context;
}

namespace skerry::host::http {

/// An HTTP/1.1 and WebSocket server (RFC 9112, RFC 6455) without TLS.
///
/// Every accepted request becomes an `Exchange` and is given to the handler on its connection's
/// event loop; connections are dealt out to the loops in turn. A connection has one exchange at a
/// time. Requests that are malformed or break a limit are answered here and never reach it.
///
/// A client that closes its half of the connection while its answer is outstanding has gone away:
/// TCP does not tell that from closing both.
class Server {
 public:
  /// `loop` is the index of the connection's loop.
  using Handler = std::function<void(std::shared_ptr<Exchange> exchange, std::size_t loop)>;

  /// Each of `loops` is run by exactly one thread and outlives the server, every exchange and
  /// every WebSocket.
  /// `handler` and `problem_writer` are called on any of them; they must not throw.
  Server(const std::vector<boost::asio::io_context*>& loops, Handler handler, Limits limits = {},
         ProblemWriter problem_writer = write_problem);
  /// Closes the listener. Connections that are open live on, as the handler does.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds `address` (an IPv4 or IPv6 literal) and `port` (0: the system chooses) and begins to
  /// accept. Returns the bound port, or the system's message. Called at most once.
  [[nodiscard]] std::expected<std::uint16_t, std::string> listen(const std::string& address,
                                                                 std::uint16_t port);

  /// Stops accepting, closes idle connections, lets exchanges end (with `Connection: close`) and
  /// WebSockets close (1001); what is left after `within` is broken off. Then calls `done` once on
  /// the first loop. May be called from any thread, once.
  void drain(std::chrono::milliseconds within, std::function<void()> done);

  /// Connections open at this moment, WebSockets included. From any thread.
  [[nodiscard]] std::size_t connections() const;

 private:
  class Listener;
  std::shared_ptr<Listener> listener_;
};

}  // namespace skerry::host::http
