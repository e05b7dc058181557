#pragma once

#include <cstdint>
#include <string>

#include "modules/sdk/fetch.hpp"
#include "modules/sdk/limits.hpp"
#include "modules/sdk/module.hpp"
#include "modules/sdk/runtime.hpp"

namespace skerry {

/// The ports through which events are answered. Null for what the module's world does not have.
struct AnswerPorts {
  HttpPort* http = nullptr;
  RpcPort* rpc = nullptr;
  QueuePort* queue = nullptr;
};

/// One instance of a module: turns the host's events into scopes and outcomes. Each function is one
/// event; when it returns, everything that can run has run. Hosts, the component adapters and the
/// simulation alike drive a module through this class alone.
class Instance {
 public:
  Instance(Module& module, AnswerPorts ports) : module_(module), ports_(ports) {}
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  /// A head that is malformed or beyond the limits is answered with 400 or 431. Beyond
  /// `kRequestsInFlightMax` scopes or `kBodiesInFlightBytesMax` bytes of bodies the answer is 503
  /// `overloaded`; a call is answered likewise, a message is retried.
  void on_request(OpId request, std::string head, std::string principal, Result<std::string> body);
  void on_body(OpId request, Result<std::string> body);
  void on_abort(OpId request);
  void on_drain(OpId request);
  void on_sent(OpId request);

  void on_call(OpId call, std::string method, std::string principal, std::string arguments);

  void on_fetch_whole(OpId op, std::uint16_t status, std::string head, std::string body);
  void on_fetch_failed(OpId op, Failure failure);
  void on_fetch_head(OpId op, std::uint16_t status, std::string head);
  void on_fetch_chunk(OpId op, std::string text);
  void on_fetch_end(OpId op, Result<void> outcome);

  void on_storage_result(OpId op, Result<std::string> outcome);
  void on_blobs_result(OpId op, Result<std::string> outcome);
  void on_queued(OpId op, Result<void> outcome);
  void on_message(OpId message, QueueMessage content);
  void on_timer(OpId op);
  void on_report(OpId op, Result<std::string> outcome);

  void on_alarm(std::uint32_t attempt);
  void on_socket_open(std::string socket);
  void on_socket_message(std::string socket, std::string text);
  void on_socket_close(std::string socket, std::uint16_t code, std::string reason);

  [[nodiscard]] Runtime& runtime() { return runtime_; }
  [[nodiscard]] RuntimeCounts counts() const { return runtime_.counts(); }

 private:
  [[nodiscard]] bool full() const {
    return runtime_.counts().scopes >= limits::kRequestsInFlightMax;
  }

  Module& module_;
  AnswerPorts ports_;
  /// Outlived by no scope, as it is declared before the runtime.
  std::size_t body_bytes_in_flight_ = 0;
  Runtime runtime_;
};

}  // namespace skerry
