#pragma once

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "host/http/head.hpp"
#include "host/http/server.hpp"

namespace skerry::host::http {

/// How long a test waits for what must happen. Generous: sanitizers on a busy machine are slow.
inline constexpr auto kPatience = std::chrono::seconds(20);

/// True as soon as `holds` is, false when patience ends.
[[nodiscard]] bool eventually(const std::function<bool()>& holds);

/// The first value of a field or pseudo field of a contract's head, or "(none)".
[[nodiscard]] inline std::string field(std::string_view head, std::string_view wanted) {
  std::string found = "(none)";
  bool seen = false;
  static_cast<void>(for_each_field(head, [&](std::string_view name, std::string_view value) {
    if (name == wanted && !std::exchange(seen, true)) found = value;
  }));
  return found;
}

/// A server on a free port of the loopback interface, its loops on threads of their own.
class RunningServer {
 public:
  explicit RunningServer(Server::Handler handler, Limits limits = {}, std::size_t loops = 1);
  ~RunningServer();
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] Server& server() { return *server_; }
  [[nodiscard]] std::string url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }
  /// Runs `task` on the first loop.
  void post(std::function<void()> task);

 private:
  struct Loops;
  std::unique_ptr<Loops> loops_;
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0;
};

/// A plain TCP connection, for bytes that no well-behaved client sends.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// False if the connection is gone.
  bool send(std::string_view bytes);
  /// Everything received so far once it holds `text` (or `count` times of it), the connection
  /// ended, or patience did.
  const std::string& receive_until(std::string_view text, int count = 1);
  /// Everything received up to the connection's end. `ended()` tells whether it came.
  const std::string& receive_all();
  /// Receives at most `bytes_max` more bytes, and returns how many. 0 at the end.
  std::size_t receive_some(std::size_t bytes_max);
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] const std::string& received() const { return received_; }
  void close();
  /// Closes with a reset instead of an orderly end.
  void reset();

 private:
  int socket_ = -1;
  bool ended_ = false;
  std::string received_;
};

/// Keeps what it gets, so that nothing is answered until the test says so.
struct Holder {
  std::mutex mutex;
  std::vector<std::shared_ptr<Exchange>> exchanges;
  std::atomic<int> count = 0;
  std::atomic<int> aborted = 0;
  std::atomic<int> sent = 0;

  Server::Handler handler() {
    return [this](const std::shared_ptr<Exchange>& exchange, std::size_t) {
      exchange->watch(
          {.on_abort = [this] { ++aborted; }, .on_drain = {}, .on_sent = [this] { ++sent; }});
      const std::lock_guard lock(mutex);
      exchanges.push_back(exchange);
      ++count;
    };
  }
  std::shared_ptr<Exchange> take(int index) {
    REQUIRE(eventually([&] { return count > index; }));
    const std::lock_guard lock(mutex);
    return std::move(exchanges[static_cast<std::size_t>(index)]);
  }
};

/// How often `text` occurs in `in`.
[[nodiscard]] int occurrences(std::string_view in, std::string_view text);

}  // namespace skerry::host::http
