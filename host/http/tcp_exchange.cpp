#include "host/http/tcp_exchange.hpp"

#include <utility>

#include "host/http/head.hpp"
#include "host/http/websocket.hpp"

namespace skerry::host::http {

// NOLINTNEXTLINE(bugprone-exception-escape): Asio throws here only for want of memory.
TcpExchange::~TcpExchange() { break_off(); }

void TcpExchange::watch(Watcher watcher) {
  connection_->on_loop([serial = serial_, watcher = std::move(watcher)](Connection& c) mutable {
    c.watch(serial, std::move(watcher));
  });
}

void TcpExchange::read_body(std::uint64_t bytes_max, BodyHandler handler) {
  connection_->on_loop(
      [serial = serial_, bytes_max, handler = std::move(handler)](Connection& c) mutable {
        c.read_body(serial, bytes_max, true, std::move(handler));
      });
}

void TcpExchange::read_body_some(std::uint64_t bytes_max_in_all, BodyHandler handler) {
  connection_->on_loop(
      [serial = serial_, bytes_max_in_all, handler = std::move(handler)](Connection& c) mutable {
        c.read_body(serial, bytes_max_in_all, false, std::move(handler));
      });
}

void TcpExchange::respond(std::uint16_t status, std::string head, std::string body) {
  if (!advance(State::kUnanswered, State::kAnswered)) return;
  connection_->on_loop([serial = serial_, status, head = std::move(head),
                        body = std::move(body)](Connection& c) mutable {
    c.respond(serial, status, head, std::move(body));
  });
}

void TcpExchange::begin(std::uint16_t status, std::string head) {
  if (state_ != State::kUnanswered) return;
  waiting_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  if (!advance(State::kUnanswered, State::kStreaming)) return;
  connection_->on_loop([serial = serial_, status, head = std::move(head), waiting = waiting_](
                           Connection& c) { c.begin(serial, status, head, waiting); });
}

std::uint64_t TcpExchange::write(std::string bytes) {
  if (state_ != State::kStreaming || connection_->gone()) return 0;
  const std::uint64_t waiting = *waiting_ += bytes.size();
  const bool tell_drain = waiting > connection_->limits().response_buffer_bytes;
  connection_->on_loop(
      [serial = serial_, bytes = std::move(bytes), tell_drain](Connection& c) mutable {
        c.write(serial, std::move(bytes), tell_drain);
      });
  return waiting;
}

void TcpExchange::finish() {
  if (!advance(State::kStreaming, State::kAnswered)) return;
  connection_->on_loop([serial = serial_](Connection& c) { c.finish(serial); });
}

void TcpExchange::break_off() {
  if (state_.exchange(State::kAnswered) == State::kAnswered || connection_->gone()) return;
  connection_->on_loop([serial = serial_](Connection& c) { c.break_off(serial); });
}

std::shared_ptr<WebSocket> TcpExchange::accept_websocket(std::string head) {
  if (!is_upgrade_ || connection_->gone()) return nullptr;
  std::string checked;
  if (!append_answer_fields(checked, head)) return nullptr;
  if (!advance(State::kUnanswered, State::kAnswered)) return nullptr;
  auto websocket =
      std::make_shared<TcpWebSocket>(connection_->core(), connection_->loop(), std::move(head));
  connection_->on_loop(
      [serial = serial_, websocket](Connection& c) { c.upgrade(serial, websocket); });
  return websocket;
}

}  // namespace skerry::host::http
