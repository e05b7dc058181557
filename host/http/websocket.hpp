#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "host/http/exchange.hpp"
#include "host/http/loop.hpp"

namespace skerry::host::http {

/// The WebSocket of a TCP connection, on Boost.Beast. Lives on its loop; keeps itself alive while
/// the connection does.
class TcpWebSocket final : public WebSocket, public LoopMember {
 public:
  /// `head` holds checked fields for the 101.
  TcpWebSocket(std::shared_ptr<Core> core, Loop& loop, std::string head);
  ~TcpWebSocket() override;

  void start(Callbacks callbacks) override;
  void send(std::string text) override;
  void close(std::uint16_t code, std::string reason) override;

  void on_deadline() override;
  void on_drain() override;
  void on_quiet() override {}
  void on_last_words() override;
  void on_force_close() override;
  [[nodiscard]] std::optional<Clock::time_point> idle_since() const override { return {}; }
  void on_shed() override {}

  /// The request that asked for the upgrade.
  struct Request {
    /// The client's own sane one, or empty.
    std::string_view id;
    Clock::time_point began;
  };
  /// Takes the connection over and sends the 101. On the loop.
  void attach(Socket socket, const std::string& key, Slot slot, const Request& asked);
  /// There is no connection to take over. On the loop.
  void fail();

 private:
  struct Stream;

  [[nodiscard]] std::shared_ptr<TcpWebSocket> shared() {
    return std::static_pointer_cast<TcpWebSocket>(shared_from_this());
  }
  /// As Connection::on_loop.
  template <class F>
  void on_loop(F f);
  void open();
  void read();
  void on_message();
  void write();
  /// `at_once` drops what is queued but not being written.
  void begin_close(std::uint16_t code, std::string reason, bool at_once);
  void close_stream();
  /// The connection is gone; `on_close` hears `code`, unless an end was heard before.
  void end(std::uint16_t code, std::string reason);
  void report_end();

  std::shared_ptr<Core> core_;
  Loop& loop_;
  std::string head_;
  std::unique_ptr<Stream> stream_;
  Slot slot_;
  Callbacks callbacks_;
  std::deque<std::string> queue_;
  std::atomic<std::uint64_t> waiting_bytes_ = 0;
  std::atomic<bool> closing_ = false;
  std::atomic<int> posted_ = 0;
  std::uint16_t close_code_ = 0;
  std::string close_reason_;
  bool open_ = false;
  bool started_ = false;
  bool reading_ = false;
  bool writing_ = false;
  bool close_due_ = false;
  bool close_sent_ = false;
  bool ended_ = false;
  bool reported_ = false;
};

}  // namespace skerry::host::http
