#include "host/http/websocket.hpp"

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdio>

#include "host/http/test_support.hpp"

// WebSockets, with a client nobody here wrote (websocket_client.mjs).

namespace skerry::host::http {
namespace {

using namespace std::chrono_literals;

/// What one scene of the client prints.
std::string play(const RunningServer& running, const std::string& scene) {
  const std::string command = "node " SKERRY_SOURCE_DIR "/host/http/websocket_client.mjs ws" +
                              running.url("/socket").substr(4) + " " + scene + " 2>&1";
  // NOLINTNEXTLINE(bugprone-command-processor): every part of it is written here.
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string printed;
  std::array<char, 4096> piece;
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe)) {
    printed.append(piece.data(), count);
  }
  CHECK(::pclose(pipe) == 0);
  return printed;
}

constexpr std::string_view kOpened = "upgrade 101 yes - Skerry\nopen -\n";

/// Accepts every socket; `on_open` and `on_message` say what to do with it.
struct Sockets {
  using Act = std::function<void(const std::shared_ptr<WebSocket>&)>;
  using Hear = std::function<void(const std::shared_ptr<WebSocket>&, std::string)>;
  Act on_open = [](const auto&) {};
  Hear on_message = [](const auto& socket, std::string text) { socket->send(std::move(text)); };
  std::string extra_head;
  std::mutex mutex;
  std::string ends;
  std::atomic<int> closed = 0;
  std::atomic<int> sent = 0;
  /// Loops do not assert: Catch is not made for several threads.
  std::atomic<int> wrong = 0;

  Server::Handler handler() {
    return [this](const std::shared_ptr<Exchange>& exchange, std::size_t) {
      if (!exchange->is_upgrade()) return exchange->respond(426, "", "");
      exchange->watch({.on_abort = {}, .on_drain = {}, .on_sent = [this] { ++sent; }});
      wrong += exchange->accept_websocket("bad head") != nullptr;
      const auto socket = exchange->accept_websocket("x-test: yes\n" + extra_head);
      if (socket == nullptr) return;
      wrong += exchange->accept_websocket("") != nullptr;
      exchange->respond(200, "", "ignored");
      socket->start(
          {.on_message = [this, socket](std::string text) { on_message(socket, std::move(text)); },
           .on_close =
               [this](std::uint16_t code, const std::string& reason) {
                 const std::lock_guard lock(mutex);
                 ends += std::to_string(code) + " \"" + reason + "\"\n";
                 ++closed;
               }});
      on_open(socket);
    };
  }
  std::string end() {
    CHECK(eventually([&] { return closed == 1; }));
    CHECK(wrong == 0);
    const std::lock_guard lock(mutex);
    return ends;
  }
};

}  // namespace

TEST_CASE("text is echoed, whole and in order", "[websocket]") {
  Sockets sockets;
  RunningServer running(sockets.handler());
  struct Case {
    const char* scene;
    const char* seen;
  };
  const auto expected = GENERATE(
      Case{"echo", "message \"grüße\"\n"}, Case{"empty", "message \"\"\n"},
      Case{"fragments", "message \"one two\"\n"}, Case{"largest", "message bytes=1048576\n"});
  CHECK(play(running, expected.scene) ==
        std::string(kOpened) + expected.seen + "close 1000 \"\"\n");
  sockets.end();
  CHECK(sockets.sent == 1);
}

TEST_CASE("two thousand messages come back in order", "[websocket]") {
  Sockets sockets;
  RunningServer running(sockets.handler(), {.websocket_buffer_bytes_max = 16 * 1024 * 1024});
  CHECK(play(running, "many") == std::string(kOpened) + "all\nclose 1000 \"\"\n");
  CHECK(sockets.end() == "1000 \"\"\n");
}

TEST_CASE("what is not acceptable closes with the code that says so", "[websocket]") {
  Sockets sockets;
  RunningServer running(sockets.handler());
  struct Case {
    const char* scene;
    const char* client;
    const char* server;
  };
  const auto expected =
      GENERATE(Case{"too-large", "close 1009 \"\"\n", "1009 \"\"\n"},
               Case{"binary", "close 1003 \"text only\"\n", "1003 \"text only\"\n"},
               Case{"bad-text", "close 1007 \"\"\n", "1007 \"\"\n"},
               Case{"bad-frame", "close 1002 \"\"\n", "1002 \"\"\n"},
               Case{"unmasked", "close 1002 \"\"\n", "1002 \"\"\n"},
               Case{"leave", "close 3001 \"\"\n", "3001 \"so long\"\n"},
               Case{"leave-silently", "close 1000 \"\"\n", "1005 \"\"\n"},
               Case{"vanish", "close 1006 \"\"\n", "1006 \"\"\n"});
  INFO(expected.scene);
  CHECK(play(running, expected.scene) == std::string(kOpened) + expected.client);
  CHECK(sockets.end() == expected.server);
  CHECK(eventually([&] { return running.server().connections() == 0; }));
}

TEST_CASE("pings are answered", "[websocket]") {
  Sockets sockets;
  RunningServer running(sockets.handler());
  CHECK(play(running, "ping") == std::string(kOpened) + "pong are you there\nclose 1000 \"\"\n");
}

TEST_CASE("compression is not negotiated, a subprotocol is the module's choice", "[websocket]") {
  Sockets sockets;
  sockets.on_open = [](const auto& socket) { socket->close(1000, ""); };
  const std::string scene = GENERATE("deflate", "protocol");
  if (scene == "protocol") sockets.extra_head = "sec-websocket-protocol: chat.v1\nupgrade: x\n";
  RunningServer running(sockets.handler());
  const std::string open = scene == "protocol" ? "open chat.v1\n" : "open -\n";
  CHECK(play(running, scene) == "upgrade 101 yes - Skerry\n" + open + "close 1000 \"\"\n");
}

TEST_CASE("the server closes after what is queued, with a code it may send", "[websocket]") {
  struct Case {
    std::uint16_t code;
    const char* seen;
  };
  const auto expected =
      GENERATE(Case{4000, "close 4000 "}, Case{1000, "close 1000 "}, Case{1005, "close 1011 "},
               Case{1006, "close 1011 "}, Case{999, "close 1011 "}, Case{5000, "close 1011 "});
  Sockets sockets;
  const std::string reason = std::string(122, 'r') + "é";
  sockets.on_open = [&](const auto& socket) {
    socket->send("last words");
    socket->close(expected.code, reason);
    socket->send("ignored");
    socket->close(4001, "ignored");
  };
  RunningServer running(sockets.handler());
  CHECK(play(running, "listen") == std::string(kOpened) + "message \"last words\"\n" +
                                       expected.seen + "\"" + std::string(122, 'r') + "\"\n");
  sockets.end();
}

TEST_CASE("a reader too slow is closed with 4008 and holds nobody up", "[websocket]") {
  Sockets sockets;
  std::atomic<bool> full = false;
  sockets.on_open = [&](const auto& socket) {
    for (int i = 0; i < 400; ++i) socket->send(std::string(64 * 1024, 'x'));
    full = true;
  };
  RunningServer running(sockets.handler());
  RawClient client(running.port());
  std::atomic<bool> served_meanwhile = false;
  std::thread other([&] {
    if (!eventually([&] { return full.load(); })) return;
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const bool served = client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 426 ");
    served_meanwhile = served && sockets.closed == 0;
  });
  const std::string seen = play(running, "slow");
  other.join();
  CHECK(seen == std::string(kOpened) + "close 4008 \"too slow\"\n");
  CHECK(served_meanwhile);
  CHECK(sockets.end().starts_with("4008 "));
}

TEST_CASE("a peer that answers neither close nor ping is dropped", "[websocket]") {
  Sockets sockets;
  const bool closes = GENERATE(false, true);
  sockets.on_open = [&](const auto& socket) {
    for (int i = 0; closes && i < 400; ++i) socket->send(std::string(64 * 1024, 'x'));
  };
  RunningServer running(sockets.handler(), {.websocket_buffer_bytes_max = 64 * 1024 * 1024,
                                            .websocket_idle_timeout_ms = 200,
                                            .websocket_handshake_timeout_ms = 200});
  CHECK(play(running, closes ? "stuck" : "dumb").starts_with(kOpened));
  CHECK(sockets.end() == "1006 \"\"\n");
  CHECK(eventually([&] { return running.server().connections() == 0; }));
}

TEST_CASE("sends from another thread keep their order", "[websocket]") {
  Sockets sockets;
  std::thread sender;
  sockets.on_message = [](const auto&, const std::string&) {};
  sockets.on_open = [&](const auto& socket) {
    sender = std::thread([socket] {
      for (int i = 0; i < 2000; ++i) socket->send(std::to_string(i));
    });
  };
  RunningServer running(sockets.handler());
  CHECK(play(running, "many") == std::string(kOpened) + "all\nclose 1000 \"\"\n");
  sender.join();
}

TEST_CASE("sockets hear that the server goes down", "[websocket]") {
  Sockets sockets;
  std::atomic<int> done = 0;
  std::atomic<RunningServer*> server = nullptr;
  sockets.on_open = [&](const auto&) { server.load()->server().drain(5s, [&] { ++done; }); };
  RunningServer running(sockets.handler());
  server = &running;
  CHECK(play(running, "listen") == std::string(kOpened) + "close 1001 \"server going away\"\n");
  CHECK(sockets.end().starts_with("1001 "));
  CHECK(eventually([&] { return done == 1; }));
}

TEST_CASE("an upgrade may be refused like any request", "[websocket]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->respond(403, "", "");
  });
  CHECK(play(running, "echo") == "refused 403\n");
}

TEST_CASE("frames before the handshake's end are refused", "[websocket]") {
  Sockets sockets;
  RunningServer running(sockets.handler());
  RawClient client(running.port());
  REQUIRE(
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\n"
                  "Upgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81\x81"));
  CHECK(client.receive_all().empty());
  CHECK(sockets.end() == "1006 \"\"\n");
}

}  // namespace skerry::host::http
