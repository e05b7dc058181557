#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "host/http/connection.hpp"
#include "host/http/exchange.hpp"

namespace skerry::host::http {

/// What the handler of a request holds: a name for one exchange of a connection. It only sends
/// requests there; the state is the connection's and belongs to its loop.
class TcpExchange final : public Exchange {
 public:
  TcpExchange(std::shared_ptr<Connection> connection, std::uint64_t serial, std::string head,
              bool is_upgrade)
      : connection_(std::move(connection)),
        serial_(serial),
        head_(std::move(head)),
        is_upgrade_(is_upgrade) {}
  TcpExchange(const TcpExchange&) = delete;
  TcpExchange& operator=(const TcpExchange&) = delete;
  ~TcpExchange() override;

  [[nodiscard]] const std::string& head() const override { return head_; }
  [[nodiscard]] bool is_upgrade() const override { return is_upgrade_; }
  void watch(Watcher watcher) override;
  void read_body(std::uint64_t bytes_max, BodyHandler handler) override;
  void read_body_some(std::uint64_t bytes_max_in_all, BodyHandler handler) override;
  void respond(std::uint16_t status, std::string head, std::string body) override;
  void begin(std::uint16_t status, std::string head) override;
  std::uint64_t write(std::string bytes) override;
  void finish() override;
  void break_off() override;
  std::shared_ptr<WebSocket> accept_websocket(std::string head) override;

 private:
  enum class State : std::uint8_t { kUnanswered, kStreaming, kAnswered };
  /// Claims the change from `from` to `to`; false when somebody else was first.
  [[nodiscard]] bool advance(State from, State to) {
    return state_.compare_exchange_strong(from, to);
  }

  std::shared_ptr<Connection> connection_;
  std::uint64_t serial_;
  std::string head_;
  bool is_upgrade_;
  std::atomic<State> state_ = State::kUnanswered;
  Connection::Waiting waiting_;
};

}  // namespace skerry::host::http
