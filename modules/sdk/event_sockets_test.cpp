#include "modules/sdk/event_sockets.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "modules/sdk/module.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry {
namespace {

/// An actor whose events are texts, as long as its requests' bodies say.
class Watched final : public Module, private EventLog {
 public:
  Watched(ActorStoragePort& storage, SocketsPort& sockets, ClockPort& clock, AlarmPort& alarm)
      : storage_(storage), alarm_(alarm), sockets_({storage, sockets, clock}, *this) {}

  Task<Answer> on_request(Request request) override {
    run("CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, text TEXT)");
    const std::string path(request.path());
    if (path == "/ws") co_return sockets_.accept(request, "req_1");
    const auto read = co_await read_body(*request.exchange, limits::kBodyBytesMax);
    const std::string body = read.value_or("");
    run("INSERT INTO events (text) VALUES (?)", Json::array({body}));
    sockets_.send_added();
    arm();
    co_return text_response(200, "");
  }
  Task<void> on_alarm(std::uint32_t /*attempt*/) override {
    sockets_.drop_stalled();
    arm();
    co_return;
  }
  Task<void> on_socket_open(std::string socket) override {
    sockets_.on_open(socket);
    arm();
    co_return;
  }
  Task<void> on_socket_message(std::string socket, std::string text) override {
    sockets_.on_message(socket, text);
    arm();
    co_return;
  }
  Task<void> on_socket_close(std::string socket, std::uint16_t /*code*/,
                             std::string /*reason*/) override {
    sockets_.on_close(socket);
    arm();
    co_return;
  }

 private:
  SqlRows run(std::string_view sql, const Json& params = Json::array()) {
    auto done = execute(storage_, sql, params);
    REQUIRE(done);
    return std::move(*done);
  }
  void arm() {
    if (const auto due = sockets_.due_ms()) alarm_.set(*due);
  }
  std::vector<EventFrame> frames_after(std::uint64_t seq, std::size_t limit) override {
    std::vector<EventFrame> frames;
    const SqlRows rows = run("SELECT seq, text FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
                             Json::array({seq, limit}));
    for (const Json& row : rows.rows) {
      frames.push_back(event_frame(row[0].get<std::uint64_t>(), "said", 0, Json{{"text", row[1]}}));
    }
    return frames;
  }
  std::uint64_t last_event() override {
    return run("SELECT coalesce(max(seq), 0) FROM events").rows[0][0].get<std::uint64_t>();
  }
  bool is_complete() override {
    return !run("SELECT 1 FROM events WHERE text = 'the end'").rows.empty();
  }

  ActorStoragePort& storage_;
  AlarmPort& alarm_;
  EventSockets sockets_;
};

struct Fixture {
  Fixture() {
    host.http.bodies_on_demand = true;
    host.load<Watched>(std::ref(host.actor_storage), std::ref(host.sockets), std::ref(host.clock),
                       std::ref(host.alarm));
  }

  const simulation::ClientView& ask(std::string path, std::string fields = {}) {
    const OpId request = host.http.send({.path = std::move(path), .fields = std::move(fields)});
    host.world.advance(kMomentMs);
    return host.http.view(request);
  }
  /// Opens a socket; gives its name on the host.
  std::string watch(const std::string& query = {}) {
    const OpId request = host.http.send({.path = "/ws" + query, .fields = kUpgrade});
    host.world.advance(kMomentMs);
    REQUIRE(host.http.view(request).upgraded);
    return "ws" + std::to_string(request);
  }
  void say(std::string text, std::size_t times = 1) {
    for (std::size_t time = 0; time < times; ++time) {
      host.http.send({.method = "POST", .path = "/", .body = text});
      host.world.advance(kMomentMs);
    }
  }
  void tell(const std::string& socket, std::string text) {
    host.sockets.client_send(socket, std::move(text));
    host.world.advance(kMomentMs);
  }
  simulation::SimulatedSockets::Socket& at(const std::string& socket) {
    return host.sockets.sockets.at(socket);
  }
  std::vector<std::uint64_t> numbers(const std::string& socket) {
    std::vector<std::uint64_t> seqs;
    for (const std::string& text : at(socket).received) {
      seqs.push_back(read_json(text, JsonLimits::for_hosts())->at("seq").get<std::uint64_t>());
    }
    return seqs;
  }

  /// Longer than messages travel, shorter than any limit here.
  static constexpr double kMomentMs = 1'000;
  static constexpr const char* kUpgrade = "upgrade: websocket\n";
  simulation::SimulatedHost host{1};
};

using Numbers = std::vector<std::uint64_t>;

TEST_CASE("a watcher gets what was and what comes, as frames", "[event-sockets]") {
  Fixture actor;
  actor.say("one");
  const std::string socket = actor.watch();
  actor.say("two");
  CHECK(actor.numbers(socket) == Numbers{1, 2});
  CHECK(*read_json(actor.at(socket).received[0]) == Json{{"seq", 1},
                                                         {"type", "said"},
                                                         {"at", "1970-01-01T00:00:00.000Z"},
                                                         {"data", {{"text", "one"}}}});
}

TEST_CASE("a watcher goes on after the event that it names", "[event-sockets]") {
  Fixture actor;
  actor.say("x", 3);
  CHECK(actor.numbers(actor.watch("?after=2")) == Numbers{3});
  CHECK(actor.numbers(actor.watch("?after=3")).empty());
  // One that was never sent is no place to go on after.
  CHECK(actor.numbers(actor.watch("?after=4")) == Numbers{1, 2, 3});
}

TEST_CASE("a socket is asked for in any case, among other protocols too", "[event-sockets]") {
  Fixture actor;
  actor.say("x");
  const char* fields = GENERATE("upgrade: WebSocket\n", "upgrade: h2c, \tWEBSOCKET ,x/1\n",
                                "upgrade: h2c\nupgrade: websocket\n");
  CAPTURE(fields);
  const OpId request = actor.host.http.send({.path = "/ws", .fields = fields});
  actor.host.world.advance(Fixture::kMomentMs);
  CHECK(actor.host.http.view(request).upgraded);
}

TEST_CASE("what asks for no socket, or for nonsense, gets none", "[event-sockets]") {
  Fixture actor;
  actor.say("x");
  CHECK(actor.ask("/ws").status == 426);
  CHECK(actor.ask("/ws", "upgrade: h2c\n").status == 426);
  CHECK(actor.ask("/ws", "upgrade: websockets,\n").status == 426);
  const char* query = GENERATE("?after=", "?after=x", "?after=-1", "?after=1.5", "?after=1&after=2",
                               "?before=1", "?after=99999999999999999999", "?after=%");
  CAPTURE(query);
  const auto& view = actor.ask("/ws" + std::string(query), Fixture::kUpgrade);
  CHECK(view.status == 400);
  CHECK(view.body.contains("invalid_query"));
}

TEST_CASE("watchers are limited, and one that leaves makes room", "[event-sockets]") {
  Fixture actor;
  actor.say("x");
  std::string last;
  for (std::size_t count = 0; count < limits::kWatchersMax; ++count) last = actor.watch();
  const auto& view = actor.ask("/ws", Fixture::kUpgrade);
  CHECK(view.status == 503);
  CHECK(view.head.get("retry-after") == "5");
  actor.host.sockets.client_close(last, 1000);
  actor.host.world.advance(Fixture::kMomentMs);
  CHECK(actor.numbers(actor.watch()) == Numbers{1});
}

TEST_CASE("a watcher's place outlasts the instance", "[event-sockets]") {
  Fixture actor;
  actor.say("x");
  const std::string socket = actor.watch();
  actor.host.world.crash();
  actor.say("y");
  CHECK(actor.numbers(socket) == Numbers{1, 2});
}

TEST_CASE("when the log is complete a watcher is closed after the last event", "[event-sockets]") {
  Fixture actor;
  actor.say("x");
  const std::string before = actor.watch();
  actor.say("the end");
  const std::string after = actor.watch();
  const std::string late = actor.watch("?after=2");
  for (const std::string& socket : {before, after, late}) {
    CHECK_FALSE(actor.at(socket).open);
    CHECK(actor.at(socket).close_code == 1000);
  }
  CHECK(actor.numbers(before) == Numbers{1, 2});
  CHECK(actor.numbers(after) == Numbers{1, 2});
  CHECK(actor.numbers(late).empty());
}

TEST_CASE("a watcher is sent no more than it acknowledges", "[event-sockets]") {
  Fixture actor;
  // By number, or by bytes.
  const bool many = GENERATE(true, false);
  const std::size_t events = many ? limits::kUnacknowledgedEventsMax + 50 : 6;
  actor.say(many ? "x" : std::string(limits::kUnacknowledgedBytesMax / 4, 'x'), events);
  const std::string socket = actor.watch();
  const std::uint64_t sent = actor.numbers(socket).back();
  CHECK(sent == (many ? limits::kUnacknowledgedEventsMax : 3));
  actor.tell(socket, R"({"type":"ack","seq":2})");
  CHECK(actor.numbers(socket).back() == sent + 2);
  // What was acknowledged before changes nothing.
  actor.tell(socket, R"({"type":"ack","seq":1})");
  CHECK(actor.numbers(socket).back() == sent + 2);

  SECTION("and gets all once it has caught up") {
    actor.tell(socket, R"({"type":"ack","seq":)" + std::to_string(sent + 2) + "}");
    actor.host.world.advance(2.0 * limits::kStalledWatcherMs);
    Numbers all;
    for (std::uint64_t seq = 1; seq <= events; ++seq) all.push_back(seq);
    CHECK(actor.numbers(socket) == all);
    CHECK(actor.at(socket).open);
  }
  SECTION("and is dropped when events have waited for too long") {
    actor.host.world.advance(limits::kStalledWatcherMs - (4 * Fixture::kMomentMs));
    CHECK(actor.at(socket).open);
    actor.host.world.advance(4 * Fixture::kMomentMs);
    CHECK_FALSE(actor.at(socket).open);
    CHECK(actor.at(socket).close_code == 4008);
    CHECK(actor.numbers(actor.watch("?after=" + std::to_string(sent + 2))).front() == sent + 3);
  }
}

TEST_CASE("an event beyond the limit goes alone", "[event-sockets]") {
  Fixture actor;
  actor.say(std::string(limits::kUnacknowledgedBytesMax - 16, 'x'));
  actor.say("y");
  const std::string socket = actor.watch();
  CHECK(actor.numbers(socket) == Numbers{1});
  actor.tell(socket, R"({"type":"ack","seq":1})");
  CHECK(actor.numbers(socket) == Numbers{1, 2});
}

TEST_CASE("a watcher may ask whether anybody is there", "[event-sockets]") {
  Fixture actor;
  const std::string socket = actor.watch();
  actor.tell(socket, R"({"type":"ping"})");
  CHECK(actor.at(socket).received == std::vector<std::string>{R"({"type":"pong"})"});
}

TEST_CASE("a watcher that says anything else is closed", "[event-sockets]") {
  Fixture actor;
  actor.say("x");
  const std::string socket = actor.watch();
  const std::string text = GENERATE(
      as<std::string>(), "", "x", "[]", "null", "{}", R"({"type":"ack"})",
      R"({"type":"ack","seq":"1"})", R"({"type":"ack","seq":-1})", R"({"type":"ack","seq":1.5})",
      R"({"type":"ack","seq":2})", R"({"type":"ack","seq":99999999999999999999})",
      R"({"type":"cancel"})", R"({"type":"ack","seq":1,"seq":1})",
      R"({"type":"ping","x":")" + std::string(limits::kWatcherMessageBytesMax, 'x') + R"("})");
  CAPTURE(text);
  actor.tell(socket, text);
  CHECK_FALSE(actor.at(socket).open);
  CHECK(actor.at(socket).close_code == 1008);
}

}  // namespace
}  // namespace skerry
