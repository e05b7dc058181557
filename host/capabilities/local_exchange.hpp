#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "host/capabilities/event_loop.hpp"
#include "host/http/exchange.hpp"

namespace skerry::host {

/// A request made inside the process: between modules, or by the command line.
class LocalExchange final : public Exchange, public std::enable_shared_from_this<LocalExchange> {
 public:
  /// Whoever asked. Called on the exchange's loop, in this order, `on_end` last and exactly once
  /// unless it has left.
  struct Client {
    std::function<void(std::uint16_t status, std::string head)> on_head;
    std::function<void(std::string bytes)> on_bytes;
    std::function<void(std::expected<void, Failure>)> on_end;
  };

  /// `head` is as the contract describes a request's.
  [[nodiscard]] static std::shared_ptr<LocalExchange> create(EventLoop& loop, std::string head,
                                                             std::string body, Client client);
  ~LocalExchange() override;

  // The client's side, on the exchange's loop.

  /// The client has dealt with this many bytes of a streamed answer.
  void taken(std::size_t bytes);
  /// The client goes away and hears no more.
  void leave();

  // The answering side, from any thread.

  [[nodiscard]] const std::string& head() const override { return head_; }
  [[nodiscard]] bool is_upgrade() const override { return false; }
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
  enum class Stage : std::uint8_t { kOpen, kStreaming, kOver };

  LocalExchange(EventLoop& loop, std::string head, std::string body, Client client);
  /// Ends the exchange and reports it. True for the first caller.
  bool end(Stage from);
  void report_sent();
  [[nodiscard]] std::shared_ptr<Client> client();

  EventLoop& loop_;
  const std::string head_;

  std::mutex mutex_;
  std::string body_;
  bool body_read_ = false;
  std::size_t body_offset_ = 0;
  Stage stage_ = Stage::kOpen;
  bool left_ = false;
  std::uint64_t waiting_bytes_ = 0;
  std::shared_ptr<Client> client_;
  Watcher watcher_;
};

}  // namespace skerry::host
