#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host/http/bound_port.hpp"
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

  /// Begins to accept on a bound port. Fails with the system's message. Called at most once.
  [[nodiscard]] std::expected<void, std::string> listen(BoundPort port);

  /// Stops accepting, lets exchanges end and WebSockets close (1001), and answers requests that
  /// still arrive with 503 `shutting_down`. Connections without a request are closed when nothing
  /// is under way any more. After `within` what has no answer yet gets that 503 too, streams are
  /// broken off, and after `kLastWordsMs` more every connection is closed. Then calls `done` once
  /// on the first loop. May be called from any thread, once; the server must live until then.
  void drain(std::chrono::milliseconds within, std::function<void()> done);

  /// Connections open at this moment, WebSockets included. From any thread.
  [[nodiscard]] std::size_t connections() const;

 private:
  class Listener;
  std::shared_ptr<Listener> listener_;
};

}  // namespace skerry::host::http
