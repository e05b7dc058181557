#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// A WebSocket (RFC 6455) whose handshake is done. All functions may be called from any thread;
/// callbacks run on the connection's own event loop.
class WebSocket {
 public:
  struct Callbacks {
    /// One whole text message, valid UTF-8.
    std::function<void(std::string text)> on_message;
    /// Called exactly once, last. 1006 means without a closing handshake.
    std::function<void(std::uint16_t code, std::string reason)> on_close;
  };

  virtual ~WebSocket() = default;
  /// Begins delivery. Until then nothing is read. Called exactly once.
  virtual void start(Callbacks callbacks) = 0;
  /// Queues a text message. Beyond `websocket_buffer_bytes_max` waiting the socket is closed
  /// with 4008 instead.
  virtual void send(std::string text) = 0;
  /// Starts the closing handshake after what is queued; drops the connection when the peer does
  /// not answer in time. Further sends are ignored.
  virtual void close(std::uint16_t code, std::string reason) = 0;
};

/// One HTTP request and its answer, wherever it came from: a TCP connection, or a call made inside
/// the process. It can be handed from module to module until one answers.
///
/// All functions may be called from any thread. Callbacks run on the exchange's own event loop;
/// whoever lives on another one posts there. Dropping the last reference without an answer breaks
/// the connection off.
class Exchange {
 public:
  struct Watcher {
    /// The client went away before the answer was whole. Called at most once, and not after
    /// `on_sent`.
    std::function<void()> on_abort;
    /// Written bytes that wait have fallen below half of `response_buffer_bytes`.
    std::function<void()> on_drain;
    /// The answer was handed to the network in full. Called at most once.
    std::function<void()> on_sent;
  };
  using BodyHandler = std::function<void(std::expected<std::string, Failure>)>;

  virtual ~Exchange() = default;

  /// The request's head as the contract describes it: `:method`, `:path`, `:authority`, `:peer`,
  /// then the fields, one `name: value\n` each, valid UTF-8.
  [[nodiscard]] virtual const std::string& head() const = 0;
  /// True for a WebSocket upgrade that is well-formed.
  [[nodiscard]] virtual bool is_upgrade() const = 0;

  /// Replaces the watcher: whoever the request is handed to sees what happens from here on. An
  /// abort that has already happened is reported to the new watcher at once.
  virtual void watch(Watcher watcher) = 0;

  /// Reads the whole body as UTF-8 text. Fails with `kLimitExceeded` (`body_bytes_max=…`),
  /// `kNotUtf8`, `kTimedOut` (slow body), `kInvalid` (malformed chunks, or a second read) or
  /// `kUnreachable`. At most one read in all.
  virtual void read_body(std::uint64_t bytes_max, BodyHandler handler) = 0;
  /// Reads raw bytes of the body as they come, at most 64 KiB a call; empty at the end. Call again
  /// from the handler for more.
  virtual void read_body_some(std::uint64_t bytes_max_in_all, BodyHandler handler) = 0;

  /// Answers whole. `head` holds `name: value\n` lines without framing fields. A malformed head or
  /// a status outside 200 to 599 is answered with a 500 instead.
  virtual void respond(std::uint16_t status, std::string head, std::string body) = 0;
  /// Begins a streamed answer.
  virtual void begin(std::uint16_t status, std::string head) = 0;
  /// Adds bytes and returns how many wait, these included.
  virtual std::uint64_t write(std::string bytes) = 0;
  virtual void finish() = 0;
  /// Ends so that the client sees the answer is not whole.
  virtual void break_off() = 0;

  /// Answers an upgrade with 101 and `head`. Null when this is no upgrade, the client has gone or
  /// `head` is malformed.
  virtual std::shared_ptr<WebSocket> accept_websocket(std::string head) = 0;
};

}  // namespace skerry::host
