#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "modules/sdk/destination.hpp"
#include "modules/sdk/head.hpp"
#include "modules/sdk/response.hpp"
#include "modules/sdk/task.hpp"

namespace skerry {

/// Answers requests (`http` of the contract). Nothing may follow an answer.
class HttpPort {
 public:
  virtual void respond(OpId request, std::uint16_t status, std::string_view head,
                       std::string_view body) = 0;
  virtual void begin(OpId request, std::uint16_t status, std::string_view head) = 0;
  /// Returns the bytes waiting for the client, this text included.
  virtual std::uint64_t write(OpId request, std::string_view text) = 0;
  virtual std::uint64_t write_base64(OpId request, std::string_view data) = 0;
  virtual void finish(OpId request) = 0;
  virtual void break_off(OpId request) = 0;
  virtual void send_blob(OpId request, std::uint16_t status, std::string_view head,
                         std::string_view key) = 0;
  virtual void forward(OpId request, const Destination& to, std::string_view path,
                       std::string_view principal, std::string_view head) = 0;
  virtual void read_body(OpId request, std::uint64_t bytes_max) = 0;

 protected:
  ~HttpPort() = default;
};

/// How far the answer to one request has come. Owned by the request's scope, so it outlives every
/// task of that request. Each function traps when the answer is past the point where it may be
/// called: answering twice is a bug in the module.
class Exchange {
 public:
  Exchange(HttpPort& port, OpId request) : port_(port), request_(request) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  [[nodiscard]] OpId request() const { return request_; }
  [[nodiscard]] bool open() const { return state_ == State::kOpen; }
  [[nodiscard]] bool streaming() const { return state_ == State::kStreaming; }

  void respond(std::uint16_t status, const Head& head, std::string_view body);
  void send_blob(std::uint16_t status, const Head& head, std::string_view key);
  void forward(const Destination& to, std::string_view path, std::string_view principal,
               const Head& head);
  void begin(std::uint16_t status, const Head& head);
  std::uint64_t write(std::string_view text);
  std::uint64_t write_base64(std::string_view data);
  void finish();
  void break_off();
  /// An upgrade was accepted through the sockets port.
  void accepted();
  /// The client has gone; nothing may be sent any more.
  void aborted() { state_ = State::kOver; }
  [[nodiscard]] HttpPort& port() const { return port_; }

 private:
  enum class State : std::uint8_t { kOpen, kStreaming, kOver };

  HttpPort& port_;
  OpId request_;
  State state_ = State::kOpen;
};

/// A request as a handler gets it.
struct Request {
  /// `/fn/jobs?limit=3` split at the first question mark; both as received, still encoded.
  [[nodiscard]] std::string_view method() const { return head.get(":method"); }
  [[nodiscard]] std::string_view path() const;
  [[nodiscard]] std::string_view query() const;
  [[nodiscard]] OpId id() const { return exchange->request(); }

  Head head;
  /// JSON made by the gateway; empty when the request came from outside.
  std::string principal;
  /// The whole body, or why there is none. Empty for modules that read bodies on demand.
  Result<std::string> body;
  /// Valid as long as any task of this request.
  Exchange* exchange = nullptr;
};

/// The request is handed on, unread body and possible upgrade included.
struct Forward {
  Destination to;
  /// Replaces path and query.
  std::string path;
  /// JSON, attached out of band.
  std::string principal;
  /// Fields added to the answer.
  Head head;
};

/// A blob as the body; it never enters the module. A missing one is a 404.
struct BlobResponse {
  std::uint16_t status = 200;
  Head head;
  std::string key;
};

/// The handler has answered by itself: it finished a stream, or accepted a WebSocket.
struct Answered {};

using Answer = std::variant<Response, Forward, BlobResponse, Answered>;

/// Reads the body of a request whose module reads bodies on demand. At most once a request.
Task<Result<std::string>> read_body(Exchange& exchange, std::uint64_t bytes_max);

/// A streamed answer. Destroyed before `finish` it breaks the answer off, so that the client sees
/// it is not whole.
class ResponseStream {
 public:
  /// Sends the head.
  ResponseStream(Exchange& exchange, std::uint16_t status, const Head& head);
  ResponseStream(ResponseStream&& other) noexcept
      : exchange_(std::exchange(other.exchange_, nullptr)) {}
  ResponseStream& operator=(ResponseStream&&) = delete;
  ~ResponseStream();

  /// Adds text and waits while more than `kResponseBufferBytes` wait for the client.
  Task<void> write(std::string text);
  /// The same for bytes given as base64 (RFC 4648, padded).
  Task<void> write_base64(std::string data);
  /// The answer is whole.
  Answered finish();

 private:
  Exchange* exchange_;
};

}  // namespace skerry
