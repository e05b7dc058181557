#include <atomic>
#include <catch2/catch.hpp>

#include "host/http/test_support.hpp"

// The server going down: whoever was heard is answered.

namespace skerry::host::http {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

void check_refusal(const std::string& answer) {
  CHECK(occurrences(answer, "HTTP/1.1 503 ") == 1);
  CHECK(answer.find("\"code\":\"shutting_down\"") != std::string::npos);
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
  CHECK(answer.find("retry-after: 1\r\n") != std::string::npos);
}

}  // namespace

TEST_CASE("draining lets what is under way end, and nothing new begin", "[drain]") {
  Holder holder;
  RunningServer running(holder.handler());
  RawClient busy(running.port());
  RawClient late(running.port());
  RawClient idle(running.port());
  REQUIRE(busy.send(kGet));
  const auto exchange = holder.take(0);
  REQUIRE(eventually([&] { return running.server().connections() == 3; }));
  std::atomic<int> done = 0;
  running.server().drain(kPatience, [&] { ++done; });
  // Later than the grace, so that only the request under way keeps the connection open.
  std::this_thread::sleep_for(std::chrono::milliseconds(2 * kDrainGraceMs));
  REQUIRE(late.send(kGet));
  check_refusal(late.receive_all());
  CHECK(done == 0);
  exchange->respond(200, "", "late but whole");
  const std::string& answer = busy.receive_all();
  CHECK(answer.ends_with("late but whole"));
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
  CHECK(idle.receive_all().empty());
  CHECK(idle.ended());
  CHECK(eventually([&] { return done == 1; }));
  CHECK(holder.aborted == 0);
  CHECK(holder.count == 1);
}

TEST_CASE("what a drain cannot wait for is told so, and its holder too", "[drain]") {
  Holder holder;
  RunningServer running(holder.handler());
  RawClient busy(running.port());
  const bool in_body = GENERATE(false, true);
  REQUIRE(busy.send(in_body ? "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc" : kGet));
  const auto exchange = holder.take(0);
  std::atomic<int> kind = -1;
  exchange->read_body(100, [&](std::expected<std::string, Failure> body) {
    kind = body ? -2 : static_cast<int>(body.error().kind);
  });
  std::atomic<int> done = 0;
  running.server().drain(50ms, [&] { ++done; });
  check_refusal(busy.receive_all());
  exchange->respond(200, "", "too late");
  CHECK(eventually([&] { return done == 1; }));
  CHECK(holder.aborted == 1);
  CHECK(holder.sent == 0);
  CHECK(kind == (in_body ? static_cast<int>(FailureKind::kUnreachable) : -2));
}

TEST_CASE("a stream that a drain cannot wait for is visibly cut off", "[drain]") {
  Holder holder;
  RunningServer running(holder.handler());
  RawClient busy(running.port());
  REQUIRE(busy.send(kGet));
  const auto exchange = holder.take(0);
  exchange->begin(200, "");
  exchange->write("part");
  busy.receive_until("part");
  std::atomic<int> done = 0;
  running.server().drain(50ms, [&] { ++done; });
  CHECK(busy.receive_all().ends_with("part\r\n"));
  CHECK(eventually([&] { return done == 1; }));
  CHECK(holder.aborted == 1);
}

TEST_CASE("requests read behind the one under way are refused one by one", "[drain]") {
  Holder holder;
  RunningServer running(holder.handler());
  RawClient client(running.port());
  REQUIRE(client.send(std::string(kGet) + std::string(kGet) + std::string(kGet)));
  const auto exchange = holder.take(0);
  std::atomic<int> done = 0;
  running.server().drain(kPatience, [&] { ++done; });
  std::this_thread::sleep_for(20ms);
  exchange->respond(200, "", "first");
  const std::string& all = client.receive_all();
  CHECK(occurrences(all, "HTTP/1.1 200 ") == 1);
  CHECK(occurrences(all, "HTTP/1.1 503 ") == 2);
  CHECK(occurrences(all, "Connection: close\r\n") == 1);
  CHECK(eventually([&] { return done == 1; }));
  CHECK(holder.count == 1);
}

TEST_CASE("a head that is not whole when time is over is told so", "[drain]") {
  Holder holder;
  RunningServer running(holder.handler());
  RawClient client(running.port());
  REQUIRE(client.send("GET / HTTP/1.1\r\nHo"));
  REQUIRE(eventually([&] { return running.server().connections() == 1; }));
  std::this_thread::sleep_for(20ms);
  std::atomic<int> done = 0;
  running.server().drain(50ms, [&] { ++done; });
  check_refusal(client.receive_all());
  CHECK(eventually([&] { return done == 1; }));
}

TEST_CASE("a server without connections is down at once", "[drain]") {
  Holder holder;
  RunningServer running(holder.handler());
  std::atomic<int> done = 0;
  running.server().drain(kPatience, [&] { ++done; });
  CHECK(eventually([&] { return done == 1; }));
}

}  // namespace skerry::host::http
