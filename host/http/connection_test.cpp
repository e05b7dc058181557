#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "host/http/test_support.hpp"

// What happens to connections: order, time limits, clients that leave.

namespace skerry::host::http {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

Server::Handler answering(std::string body) {
  return [body](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->respond(200, "", body);
  };
}

}  // namespace

TEST_CASE("pipelined requests are answered in order, one at a time", "[connection]") {
  Holder holder;
  RunningServer running(holder.handler());
  RawClient client(running.port());
  std::string requests;
  for (int i = 0; i < 3; ++i) {
    requests +=
        "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxy";
  }
  REQUIRE(client.send(requests));
  for (int i = 0; i < 3; ++i) {
    const auto exchange = holder.take(i);
    CHECK(holder.count == i + 1);
    CHECK(field(exchange->head(), ":path") == "/" + std::to_string(i));
    std::atomic<bool> read = false;
    exchange->read_body(
        10, [&](std::expected<std::string, Failure> body) { read = body.value_or("") == "xy"; });
    CHECK(eventually([&] { return read.load(); }));
    exchange->respond(200, "", "answer " + std::to_string(i));
  }
  const std::string& all = client.receive_until("answer 2");
  CHECK(all.find("answer 0") < all.find("answer 1"));
  CHECK(occurrences(all, "HTTP/1.1 200 OK\r\n") == 3);
  CHECK(eventually([&] { return holder.sent == 3; }));
  CHECK(holder.aborted == 0);
}

TEST_CASE("hundreds of pipelined requests fit through a bounded buffer", "[connection]") {
  RunningServer running(answering("done"));
  RawClient client(running.port());
  std::string requests;
  for (int i = 0; i < 5000; ++i) requests += kGet;
  std::thread sender([&] { client.send(requests); });
  CHECK(occurrences(client.receive_until("done", 5000), "done") == 5000);
  sender.join();
}

TEST_CASE("empty lines before a request line are ignored", "[connection]") {
  RunningServer running(answering("done"));
  RawClient client(running.port());
  REQUIRE(client.send("\r\n\r\n" + std::string(kGet) + "\r\n" + std::string(kGet)));
  CHECK(occurrences(client.receive_until("done", 2), "done") == 2);
}

TEST_CASE("100 Continue is sent when somebody reads the body, and only then", "[connection]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    if (field(exchange->head(), ":path") == "/refused") return exchange->respond(401, "", "no");
    exchange->read_body(100, [exchange](std::expected<std::string, Failure> body) {
      exchange->respond(200, "", body.value_or("failed"));
    });
  });
  const std::string rest =
      " HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n";
  RawClient client(running.port());
  REQUIRE(client.send("POST /read" + rest));
  CHECK(client.receive_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  REQUIRE(client.send("body"));
  CHECK(client.receive_until("body").ends_with("\r\n\r\nbody"));

  RawClient refused(running.port());
  REQUIRE(refused.send("POST /refused" + rest));
  const std::string& answer = refused.receive_all();
  CHECK(refused.ended());
  CHECK(answer.starts_with("HTTP/1.1 401 "));
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
}

TEST_CASE("a small body nobody read is skipped, a large one ends the connection", "[connection]") {
  RunningServer running(answering("done"));
  const bool chunked = GENERATE(false, true);
  const auto post = [&](std::size_t bytes) {
    const std::string text(bytes, 'x');
    std::array<char, 32> size{};
    std::snprintf(size.data(), size.size(), "%zx", bytes);
    return chunked ? "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
                         std::string(size.data()) + "\r\n" + text + "\r\n0\r\n\r\n"
                   : "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) +
                         "\r\n\r\n" + text;
  };
  RawClient small(running.port());
  REQUIRE(small.send(post(30'000) + post(30'000) + std::string(kGet)));
  CHECK(occurrences(small.receive_until("done", 3), "done") == 3);

  RawClient large(running.port());
  REQUIRE(large.send(post(500'000)));
  CHECK(occurrences(large.receive_all(), "done") == 1);
  CHECK(large.ended());
}

TEST_CASE("a head that dribbles in is refused when its time is over", "[connection]") {
  RunningServer running(answering("done"), {.head_timeout_ms = 150});
  RawClient client(running.port());
  const auto began = Clock::now();
  std::thread dribble([&] {
    for (const char c :
         std::string_view("GET / HTTP/1.1\r\nHost: a\r\nX: aaaaaaaaaaaaaaaaaaaaaa")) {
      if (!client.send({&c, 1})) return;
      std::this_thread::sleep_for(20ms);
    }
  });
  const std::string& answer = client.receive_until("requestId");
  CHECK(answer.starts_with("HTTP/1.1 408 "));
  CHECK(answer.find("application/problem+json") != std::string::npos);
  CHECK(Clock::now() - began >= 150ms);
  dribble.join();

  RawClient silent(running.port());
  CHECK(silent.receive_all().empty());
  CHECK(silent.ended());
}

TEST_CASE("an idle connection is closed, quietly", "[connection]") {
  RunningServer running(answering("done"), {.keep_alive_timeout_ms = 100});
  RawClient client(running.port());
  REQUIRE(client.send(kGet));
  CHECK(client.receive_all().ends_with("done"));
  CHECK(client.ended());
  CHECK(eventually([&] { return running.server().connections() == 0; }));
}

TEST_CASE("a body that stalls or trickles is a named failure", "[connection]") {
  std::atomic<int> kind = -1;
  RunningServer running(
      [&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
        exchange->read_body(1'000'000, [&, exchange](std::expected<std::string, Failure> body) {
          kind = body ? -2 : static_cast<int>(body.error().kind);
          exchange->respond(408, "", "slow");
        });
      },
      {.body_idle_timeout_ms = 200, .body_bytes_per_second_min = 10'000});
  const bool trickles = GENERATE(false, true);
  RawClient client(running.port());
  REQUIRE(client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc"));
  std::thread trickle([&] {
    // Each pause is shorter than the idle limit.
    while (trickles && kind == -1 && client.send("x")) std::this_thread::sleep_for(20ms);
  });
  CHECK(client.receive_until("slow").starts_with("HTTP/1.1 408 "));
  CHECK(kind == static_cast<int>(FailureKind::kTimedOut));
  trickle.join();
}

TEST_CASE("a client that leaves is noticed while its answer is pending", "[connection]") {
  Holder holder;
  RunningServer running(holder.handler());
  RawClient client(running.port());
  REQUIRE(client.send(kGet));
  const auto exchange = holder.take(0);
  const bool streaming = GENERATE(false, true);
  if (streaming) {
    exchange->begin(200, "");
    exchange->write("part");
    client.receive_until("part");
  }
  GENERATE(false, true) ? client.reset() : client.close();
  CHECK(eventually([&] { return holder.aborted == 1; }));
  CHECK(eventually([&] { return running.server().connections() == 0; }));

  std::atomic<int> told = 0;
  exchange->watch({.on_abort = [&] { ++told; }, .on_drain = {}, .on_sent = {}});
  CHECK(eventually([&] { return told == 1; }));
  CHECK(exchange->write("more") == 0);
  exchange->respond(200, "", "too late");
  exchange->finish();
  CHECK(holder.aborted == 1);
  CHECK(holder.sent == 0);
}

TEST_CASE("a client that leaves in its body fails the read", "[connection]") {
  std::atomic<int> kind = -1;
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->read_body(100, [&, exchange](std::expected<std::string, Failure> body) {
      kind = body ? -2 : static_cast<int>(body.error().kind);
    });
  });
  RawClient client(running.port());
  REQUIRE(client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc"));
  client.close();
  CHECK(eventually([&] { return kind == static_cast<int>(FailureKind::kUnreachable); }));
}

TEST_CASE("malformed chunks are a named failure and end the connection", "[connection]") {
  const auto body = GENERATE("xyz\r\n", "3\r\nabcdefg\r\n", "-1\r\n\r\n", "3\nabc\r\n", "3\n", "z",
                             "3\r\nabc\n0", "3\r\nabc\r\n0\n\n", "3\r\nabc\r\n0\r\nx: y\n",
                             "3;a\rb", "3 \r\nabc\r\n0\r\n\r\n", "0\r\nno colon\r\n\r\n",
                             "0\r\n a: folded\r\n\r\n", "0\r\nContent-Length: 5\r\n\r\n");
  std::atomic<int> kind = -1;
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->read_body(100, [&, exchange](std::expected<std::string, Failure> text) {
      kind = text ? -2 : static_cast<int>(text.error().kind);
      exchange->respond(400, "", "malformed");
    });
  });
  INFO(body);
  RawClient client(running.port());
  REQUIRE(client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
  REQUIRE(client.send(body));
  CHECK(client.receive_all().find("Connection: close\r\n") != std::string::npos);
  CHECK(kind == static_cast<int>(FailureKind::kInvalid));
}

TEST_CASE("a chunk that announces too much is refused before it comes", "[connection]") {
  const auto body = GENERATE("065\r\n", "3\r\nabc\r\n62\r\n", "FFFFFFFFFF\r\n",
                             "FFFFFFFFFFFFFFFF\r\n", "10000000000000000\r\n");
  std::atomic<int> kind = -1;
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->read_body(100, [&, exchange](std::expected<std::string, Failure> text) {
      kind = text ? -2 : static_cast<int>(text.error().kind);
      exchange->respond(413, "", "too large");
    });
  });
  INFO(body);
  RawClient client(running.port());
  const auto began = Clock::now();
  REQUIRE(client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
  REQUIRE(client.send(body));
  CHECK(client.receive_until("too large").find("Connection: close\r\n") != std::string::npos);
  CHECK(kind == static_cast<int>(FailureKind::kLimitExceeded));
  CHECK(Clock::now() - began < 5s);
}

TEST_CASE("content between two bare line ends may be cut anywhere too", "[connection]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->read_body(100, [exchange](std::expected<std::string, Failure> body) {
      exchange->respond(200, "", body && *body == "\n\r\n\r" ? "as sent" : "changed");
    });
  });
  const std::string body = "3\r\n\n\r\n\r\n1\r\n\r\r\n0\r\n\r\n";
  RawClient client(running.port());
  for (std::size_t cut = 1; cut < body.size(); ++cut) {
    REQUIRE(client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
    REQUIRE(client.send(body.substr(0, cut)));
    std::this_thread::sleep_for(1ms);
    REQUIRE(client.send(body.substr(cut)));
    const int answers = static_cast<int>(cut);
    REQUIRE(occurrences(client.receive_until("as sent", answers), "as sent") == answers);
  }
}

TEST_CASE("a chunked body may be cut anywhere", "[connection]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->read_body(100, [exchange](std::expected<std::string, Failure> body) {
      exchange->respond(200, "", "<" + body.value_or("failed") + ">");
    });
  });
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string body = "3\r\nabc\r\n1\r\nd\r\n0\r\nx: y\r\n\r\n";
  RawClient client(running.port());
  for (std::size_t cut = 0; cut <= body.size(); ++cut) {
    REQUIRE(client.send(head + body.substr(0, cut)));
    std::this_thread::sleep_for(1ms);
    REQUIRE(client.send(body.substr(cut, 1)));
    std::this_thread::sleep_for(1ms);
    REQUIRE(client.send(body.substr(std::min(cut + 1, body.size()))));
    const int answers = static_cast<int>(cut) + 1;
    REQUIRE(occurrences(client.receive_until("<abcd>", answers), "<abcd>") == answers);
  }
}

TEST_CASE("trailers are not taken for fields, and the next request is found", "[connection]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->read_body(100, [exchange](std::expected<std::string, Failure> body) {
      exchange->respond(200, "", body.value_or("failed") + "|" + exchange->head() + "|");
    });
  });
  RawClient client(running.port());
  REQUIRE(
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "3;ext=1\r\nabc\r\n0\r\nX-Late: 1\r\n\r\n"
                  "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  const std::string& all = client.receive_all();
  CHECK(all.find("\r\n\r\nabc|:method: POST\n:path: /\n:authority: a\n:peer: 127.0.0.1\n|") !=
        std::string::npos);
  CHECK(all.ends_with("|:method: GET\n:path: /next\n:authority: a\n:peer: 127.0.0.1\n|"));
}

TEST_CASE("dropping an exchange unanswered breaks the connection off", "[connection]") {
  RunningServer running([](const std::shared_ptr<Exchange>&, std::size_t) {});
  RawClient client(running.port());
  REQUIRE(client.send(kGet));
  CHECK(client.receive_all().empty());
  CHECK(client.ended());
}

TEST_CASE("connections beyond the limit are told 503", "[connection]") {
  Holder holder;
  RunningServer running(holder.handler(), {.connections_max = 1});
  RawClient first(running.port());
  REQUIRE(first.send(kGet));
  const auto held = holder.take(0);
  RawClient second(running.port());
  REQUIRE(second.send(kGet));
  const std::string& refusal = second.receive_all();
  CHECK(refusal.starts_with("HTTP/1.1 503 "));
  CHECK(refusal.find("retry-after: 1\r\n") != std::string::npos);
  CHECK(refusal.find("\"code\":\"overloaded\"") != std::string::npos);
  first.close();
  CHECK(eventually([&] { return running.server().connections() == 0; }));
  RawClient third(running.port());
  REQUIRE(third.send(kGet));
  holder.take(1)->respond(200, "", "done");
  CHECK(third.receive_until("done").ends_with("done"));
}

TEST_CASE("a full server lets the connection go that was idle longest", "[connection]") {
  RunningServer running(answering("done"), {.connections_max = 2});
  RawClient oldest(running.port());
  REQUIRE(eventually([&] { return running.server().connections() == 1; }));
  RawClient younger(running.port());
  REQUIRE(younger.send(kGet));
  CHECK(younger.receive_until("done").ends_with("done"));
  RawClient newest(running.port());
  REQUIRE(newest.send(kGet));
  CHECK(newest.receive_until("done").ends_with("done"));
  CHECK(oldest.receive_all().empty());
  CHECK(oldest.ended());
  REQUIRE(younger.send(kGet));
  CHECK(occurrences(younger.receive_until("done", 2), "done") == 2);
}

TEST_CASE("HTTP/1.0 is answered in its own manner", "[connection]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    if (field(exchange->head(), ":path") == "/whole") return exchange->respond(200, "", "done");
    exchange->begin(200, "");
    exchange->write("do");
    exchange->write("ne");
    exchange->finish();
  });
  RawClient whole(running.port());
  REQUIRE(whole.send("GET /whole HTTP/1.0\r\n\r\n"));
  CHECK(whole.receive_all().find("Connection: close\r\n") != std::string::npos);
  RawClient kept(running.port());
  REQUIRE(kept.send("GET /whole HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
  REQUIRE(kept.send("GET /streamed HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
  const std::string& all = kept.receive_all();
  CHECK(occurrences(all, "Connection: keep-alive\r\n") == 1);
  CHECK(all.ends_with("Connection: close\r\n\r\ndone"));
  CHECK(all.find("chunked") == std::string::npos);
}

}  // namespace skerry::host::http
