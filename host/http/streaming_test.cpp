#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "host/http/test_support.hpp"

// Streamed answers: backpressure, clients that read slowly or not at all, answers broken off.

namespace skerry::host::http {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::size_t kPieceBytes = 32 * 1024;

/// Writes pieces for as long as less than the buffer waits, and goes on when it is drained.
class Pump : public std::enable_shared_from_this<Pump> {
 public:
  Pump(std::shared_ptr<Exchange> exchange, std::size_t pieces)
      : exchange_(std::move(exchange)), left_(pieces) {}

  void start() {
    exchange_->watch({.on_abort = [self = shared_from_this()] { ++self->aborted; },
                      .on_drain =
                          [self = shared_from_this()] {
                            ++self->drained;
                            self->run();
                          },
                      .on_sent = [self = shared_from_this()] { ++self->sent; }});
    exchange_->begin(200, "content-type: application/octet-stream\n");
    run();
  }

  std::atomic<int> aborted = 0;
  std::atomic<int> drained = 0;
  std::atomic<int> sent = 0;
  std::atomic<std::uint64_t> most_waiting = 0;

 private:
  void run() {
    while (left_ > 0) {
      --left_;
      const std::uint64_t waiting = exchange_->write(std::string(kPieceBytes, 'x'));
      most_waiting = std::max(most_waiting.load(), waiting);
      if (waiting > kResponseBufferBytes) return;
    }
    exchange_->finish();
  }
  std::shared_ptr<Exchange> exchange_;
  std::size_t left_;
};

struct PumpServer {
  std::mutex mutex;
  std::shared_ptr<Pump> pump;
  std::size_t pieces;
  RunningServer running;

  explicit PumpServer(std::size_t pieces_of_answer, Limits limits = {})
      : pieces(pieces_of_answer),
        running(
            [this](const std::shared_ptr<Exchange>& exchange, std::size_t) {
              const std::lock_guard lock(mutex);
              pump = std::make_shared<Pump>(exchange, pieces);
              pump->start();
            },
            limits) {}
  std::shared_ptr<Pump> started() {
    REQUIRE(eventually([&] {
      const std::lock_guard lock(mutex);
      return pump != nullptr;
    }));
    return pump;
  }
};

std::string_view body_of(std::string_view answer) { return answer.substr(answer.find("\r\n\r\n")); }

}  // namespace

TEST_CASE("ten megabytes go to a slow reader within the buffer", "[streaming]") {
  PumpServer server(320);
  RawClient client(server.running.port(), 16 * 1024);
  REQUIRE(client.send(kGet));
  while (!client.received().ends_with("\r\n0\r\n\r\n")) {
    REQUIRE(client.receive_some(8 * 1024) > 0);
    if (client.received().size() % (64 * 1024) < 8 * 1024) std::this_thread::sleep_for(1ms);
  }
  CHECK(std::ranges::count(body_of(client.received()), 'x') == 320 * kPieceBytes);
  const auto pump = server.started();
  CHECK(eventually([&] { return pump->sent == 1; }));
  CHECK(pump->drained > 1);
  CHECK(pump->aborted == 0);
  CHECK(pump->most_waiting <= kResponseBufferBytes + kPieceBytes);
}

TEST_CASE("a client that leaves a stream is noticed, and the stream ends there", "[streaming]") {
  PumpServer server(100'000);
  RawClient client(server.running.port(), 16 * 1024);
  REQUIRE(client.send(kGet));
  client.receive_until(std::string(1000, 'x'));
  client.close();
  const auto pump = server.started();
  CHECK(eventually([&] { return pump->aborted == 1; }));
  CHECK(pump->sent == 0);
  CHECK(eventually([&] { return server.running.server().connections() == 0; }));
}

TEST_CASE("a client that takes nothing is given up after the write limit", "[streaming]") {
  PumpServer server(100'000, {.write_timeout_ms = 150});
  RawClient client(server.running.port(), 4 * 1024);
  REQUIRE(client.send(kGet));
  const auto pump = server.started();
  CHECK(eventually([&] { return pump->aborted == 1; }));
  CHECK(eventually([&] { return server.running.server().connections() == 0; }));
}

TEST_CASE("an author who ignores what waits is broken off", "[streaming]") {
  std::atomic<int> aborted = 0;
  std::atomic<bool> told_within = false;
  RunningServer running(
      [&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
        exchange->watch({.on_abort = [&, exchange] { ++aborted; }, .on_drain = {}, .on_sent = {}});
        exchange->begin(200, "");
        for (int i = 0; i < 1000; ++i) exchange->write(std::string(kPieceBytes, 'x'));
        told_within = aborted > 0;
      },
      {.response_waiting_bytes_max = 20 * kPieceBytes});
  RawClient client(running.port(), 4 * 1024);
  REQUIRE(client.send(kGet));
  CHECK(eventually([&] { return aborted == 1; }));
  CHECK_FALSE(told_within);
  CHECK(client.receive_all().size() < 1000 * kPieceBytes);
}

TEST_CASE("a stream broken off cannot be taken for whole", "[streaming]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->begin(200, "");
    exchange->write("part");
    if (field(exchange->head(), ":path") == "/asked") exchange->break_off();
  });
  const char* path = GENERATE("/asked", "/dropped");
  RawClient client(running.port());
  REQUIRE(client.send(std::string("GET ") + path + " HTTP/1.1\r\nHost: a\r\n\r\n"));
  const std::string& answer = client.receive_all();
  CHECK(client.ended());
  CHECK(answer.find("4\r\npart\r\n") != std::string::npos);
  CHECK(answer.find("0\r\n\r\n") == std::string::npos);
}

TEST_CASE("what is written within one event arrives complete and framed", "[streaming]") {
  std::atomic<int> wrong = 0;
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->begin(200, "");
    const bool is_head = field(exchange->head(), ":method") == "HEAD";
    wrong += exchange->write("one") != 3;
    wrong += exchange->write("") != (is_head ? 0 : 3);
    wrong += exchange->write("seventeen letters") != (is_head ? 17 : 20);
    exchange->finish();
    wrong += exchange->write("late") != 0;
    exchange->respond(200, "", "second");
  });
  RawClient client(running.port());
  REQUIRE(client.send(kGet));
  CHECK(client.receive_until("0\r\n\r\n")
            .ends_with("\r\n\r\n3\r\none\r\n11\r\nseventeen letters\r\n0\r\n\r\n"));
  REQUIRE(client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  CHECK(client.receive_all().ends_with("Connection: close\r\n\r\n"));
  CHECK(wrong == 0);
}

TEST_CASE("an answer of many megabytes is sent whole", "[streaming]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    // NOLINTNEXTLINE(bugprone-string-constructor): more than any buffer on the way holds.
    exchange->respond(200, "", std::string(20'000'000, 'y'));
  });
  RawClient client(running.port());
  REQUIRE(client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  CHECK(std::ranges::count(body_of(client.receive_all()), 'y') == 20'000'000);
}

}  // namespace skerry::host::http
