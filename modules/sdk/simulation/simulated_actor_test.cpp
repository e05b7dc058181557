#include <catch2/catch.hpp>
#include <string>

#include "modules/sdk/json.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::simulation {
namespace {

/// A counter with watchers and an alarm, as an actor.
class Counter final : public Module {
 public:
  explicit Counter(SimulatedHost& host) : host_(host) {
    const auto made =
        host_.actor_storage.execute("CREATE TABLE IF NOT EXISTS counter (value INTEGER)", "[]");
    SKERRY_ASSERT(made.has_value());
  }

  Task<Answer> on_request(Request request) override {
    if (request.path() == "/watch") {
      last_socket_ = accept(host_.sockets, *request.exchange);
      co_return Answered{};
    }
    if (request.path() == "/later") {
      host_.alarm.set(static_cast<std::uint64_t>(host_.clock.now_ms()) + 1000);
      co_return text_response(202, "");
    }
    if (request.path() == "/never") {
      host_.alarm.clear();
      co_return text_response(200, "");
    }
    if (request.path() == "/after-fetch") {
      const auto answer = co_await fetch(host_.fetch, {.url = "https://x.example/"});
      if (!answer) co_return text_response(502, "");
    }
    count();
    co_return text_response(200, std::to_string(value()));
  }

  Task<void> on_alarm(std::uint32_t attempt) override {
    SKERRY_ASSERT(!host_.alarm.get().has_value());
    attempts = attempt;
    count();
    for (const std::string& socket : host_.sockets.list()) {
      host_.sockets.send(socket, "alarm " + std::to_string(value()));
    }
    co_return;
  }

  Task<void> on_socket_open(std::string socket) override {
    host_.sockets.send(socket, "hello");
    co_return;
  }
  Task<void> on_socket_message(std::string socket, std::string text) override {
    if (text == "bye") host_.sockets.close(socket, 1000, "");
    host_.sockets.send(socket, text);
    co_return;
  }
  Task<void> on_socket_close(std::string, std::uint16_t code, std::string) override {
    closed_with = code;
    co_return;
  }

  static inline std::uint32_t attempts = 0;
  static inline std::uint16_t closed_with = 0;

 private:
  void count() {
    const auto done =
        execute(host_.actor_storage, "INSERT INTO counter VALUES (?)", Json::array({1}));
    SKERRY_ASSERT(done && done->rows_written == 1);
  }
  int value() {
    const auto rows = execute(host_.actor_storage, "SELECT count(*) FROM counter");
    return rows->rows[0][0].get<int>();
  }

  SimulatedHost& host_;
  std::string last_socket_;
};

int stored(SimulatedHost& host) {
  return execute(host.actor_storage, "SELECT count(*) FROM counter")->rows[0][0].get<int>();
}

TEST_CASE("an event that traps leaves no writes, no answer and no alarm", "[actor]") {
  SimulatedHost host(1);
  host.load<Counter>(host);
  const OpId first = host.http.send({.path = "/"});
  host.world.run();
  CHECK(host.http.view(first).body == "1");

  host.world.crash_in_next_event();
  const OpId lost = host.http.send({.path = "/"});
  host.world.run();
  CHECK(host.http.view(lost).status == 500);
  CHECK(stored(host) == 1);

  host.world.crash_in_next_event();
  host.http.send({.path = "/later"});
  host.world.run();
  CHECK_FALSE(host.alarm.get().has_value());
  CHECK(host.alarm.deliveries == 0);
}

TEST_CASE("what was written before a wait stays when the instance is lost during it", "[actor]") {
  SimulatedHost host(2);
  host.load<Counter>(host);
  host.fetch.script = [](const NetworkRequest&) {
    NetworkAnswer answer = NetworkAnswer::text("");
    answer.delay_ms = 100;
    return answer;
  };
  host.http.send({.path = "/"});
  const OpId waiting = host.http.send({.path = "/after-fetch"});
  host.world.advance(50);
  host.world.crash();
  host.world.run();
  CHECK(host.http.view(waiting).status == 500);
  CHECK(stored(host) == 1);
  CHECK(host.world.stale_deliveries() == 1);
}

TEST_CASE("an alarm is delivered again until its handler has not trapped", "[actor][alarm]") {
  SimulatedHost host(3);
  host.load<Counter>(host);
  host.http.send({.path = "/later"});
  host.world.advance(999);
  CHECK(host.alarm.deliveries == 0);
  host.world.crash_in_next_event();
  host.world.advance(2);
  CHECK(host.alarm.deliveries == 1);
  CHECK(stored(host) == 0);
  host.world.run();
  CHECK(host.alarm.deliveries == 2);
  CHECK(Counter::attempts == 2);
  CHECK(stored(host) == 1);
}

TEST_CASE("an alarm that was set anew or cleared does not fire for the old time",
          "[actor][alarm]") {
  SimulatedHost host(4);
  host.load<Counter>(host);
  host.http.send({.path = "/later"});
  host.world.advance(500);
  host.http.send({.path = "/later"});
  host.world.advance(600);
  CHECK(host.alarm.deliveries == 0);
  host.world.advance(500);
  CHECK(host.alarm.deliveries == 1);
  host.http.send({.path = "/later"});
  host.world.advance(1);
  host.http.send({.path = "/never"});
  host.world.run();
  CHECK(host.alarm.deliveries == 1);
}

TEST_CASE("wherever an actor is lost, what was answered was written and nothing else",
          "[actor][crash]") {
  constexpr int kRequests = 6;
  constexpr std::uint64_t kSeeds = 5;
  int answered_in_all = 0;
  int lost_in_all = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    bool more_events = true;
    for (std::uint64_t crash_at = 0; more_events; ++crash_at) {
      const bool after_return = crash_at % 2 == 0;
      INFO("seed " << seed << ", crash at event " << crash_at / 2);
      SimulatedHost host(seed);
      host.load<Counter>(host);
      host.world.latency_ms_max = 20;
      host.fetch.script = [](const NetworkRequest&) { return NetworkAnswer::text(""); };
      std::vector<OpId> requests;
      for (int i = 0; i < kRequests; ++i) {
        requests.push_back(host.http.send({.path = i % 2 == 0 ? "/" : "/after-fetch"}));
      }
      const OpId later = host.http.send({.path = "/later"});
      for (std::uint64_t step = 0; step < crash_at / 2 && more_events; ++step) {
        more_events = host.world.step();
      }
      if (after_return) {
        host.world.crash();
      } else {
        host.world.crash_in_next_event();
      }
      host.world.run();

      int answered = 0;
      for (const OpId request : requests) {
        answered += host.http.view(request).status == 200;
        lost_in_all += host.http.view(request).status == 500;
      }
      // The alarm counts once where it was set for good, however often it was delivered.
      const int alarms = host.http.view(later).status == 202 ? 1 : 0;
      REQUIRE(stored(host) == answered + alarms);
      CHECK(host.http.open_requests() == 0);
      CHECK(host.world.instance().counts().live_frames == 0);
      answered_in_all += answered;
    }
  }
  CHECK(answered_in_all > 100);
  CHECK(lost_in_all > 20);
}

TEST_CASE("sockets live through a crash, and their events reach the new instance",
          "[actor][sockets]") {
  SimulatedHost host(5);
  host.load<Counter>(host);
  const OpId request = host.http.send({.path = "/watch"});
  host.world.run();
  CHECK(host.http.view(request).upgraded);
  REQUIRE(host.sockets.list().size() == 1);
  const std::string socket = host.sockets.list().front();
  host.world.crash();
  host.sockets.client_send(socket, "one");
  host.world.run();
  host.http.send({.path = "/later"});
  host.world.run();
  host.sockets.client_send(socket, "bye");
  host.world.run();
  CHECK(host.sockets.sockets.at(socket).received ==
        std::vector<std::string>{"hello", "one", "alarm 1"});
  CHECK(Counter::closed_with == 1000);
  CHECK(host.sockets.list().empty());
}

TEST_CASE("the database keeps to what both hosts can do", "[sql]") {
  SqlDatabase database;
  const auto run = [&](std::string_view sql, const Json& params = Json::array()) {
    const auto result = database.execute(sql, params);
    return result ? to_text(result->at("rows")) : std::string(name_of(result.error().kind));
  };
  CHECK(run("SELECT ?, ?, ?, ?", Json::array({nullptr, 5, 0.5, "text"})) ==
        R"([[null,5,0.5,"text"]])");
  CHECK(run("SELECT ?", Json::array({9007199254740991})) == "[[9007199254740991]]");
  CHECK(run("SELECT ?", Json::array({9007199254740992})) == "number-out-of-range");
  CHECK(run("SELECT 9007199254740992") == "number-out-of-range");
  CHECK(run("SELECT ?", Json::array({true})) == "invalid");
  CHECK(run("SELECT ?", Json::array({Json::array()})) == "invalid");
  CHECK(run("SELECT x'00'") == "invalid");
  CHECK(run("SELECT 1; SELECT 2") == "invalid");
  CHECK(run("SELECT 1;  ") == "[[1]]");
  CHECK(run("SELEC 1") == "invalid");
  CHECK(run("SELECT ?") == "invalid");
  CHECK(run("") == "invalid");
  CHECK(run("BEGIN") == "denied");
  CHECK(run("SAVEPOINT a") == "denied");
  CHECK(run("ATTACH ':memory:' AS other") == "denied");
  CHECK(run("PRAGMA foreign_keys = OFF") == "denied");
  CHECK(run("CREATE TABLE t (a INTEGER PRIMARY KEY)") == "[]");
  CHECK(run("INSERT INTO t VALUES (1)") == "[]");
  CHECK(run("INSERT INTO t VALUES (1)") == "constraint");
  CHECK(run("SELECT " + std::string(100'000, ' ') + "1") == "limit-exceeded");
}

TEST_CASE("a batch is all or nothing", "[sql]") {
  SqlDatabase database;
  const auto batch = [&](const std::vector<SqlStatement>& statements) {
    return database.batch(statements_to_text(statements));
  };
  REQUIRE(batch({{"CREATE TABLE t (a INTEGER PRIMARY KEY)", Json::array()}}).has_value());
  const auto failed = batch({{"INSERT INTO t VALUES (?)", Json::array({1})},
                             {"INSERT INTO t VALUES (?)", Json::array({1})}});
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().kind == FailureKind::kConstraint);
  const auto rows = rows_from_text(batch({{"SELECT count(*) AS n FROM t", Json::array()}}).value());
  REQUIRE(rows.has_value());
  CHECK(rows->front().columns == std::vector<std::string>{"n"});
  CHECK(rows->front().rows[0][0] == 0);
}

/// Takes messages until they have been seen as often as their text says.
class Consumer final : public Module {
 public:
  Task<QueueVerdict> on_message(QueueMessage message) override {
    const auto wanted = static_cast<std::uint32_t>(std::stoul(message.body));
    co_return message.attempts < wanted ? QueueVerdict::retry(1) : QueueVerdict::ack();
  }
};

class Sender final : public Module {
 public:
  explicit Sender(QueuePort& queue) : queue_(queue) {}
  Task<Answer> on_request(Request request) override {
    const auto sent = co_await skerry::send(queue_, "jobs", request.body.value_or(""), 2);
    co_return text_response(sent ? 202 : 503, "");
  }
  Task<QueueVerdict> on_message(QueueMessage message) override {
    return consumer_.on_message(std::move(message));
  }

 private:
  QueuePort& queue_;
  Consumer consumer_;
};

TEST_CASE("messages come back until acknowledged, and end as dead letters", "[queue]") {
  SimulatedHost host(6);
  host.load<Sender>(host.queue);
  const double begun_ms = host.world.now_ms();
  const OpId request = host.http.send({.path = "/", .body = "3"});
  host.http.send({.path = "/", .body = "99"});
  host.world.run();
  CHECK(host.http.view(request).status == 202);
  CHECK(host.queue.sent.size() == 2);
  REQUIRE(host.queue.dead_letters.size() == 1);
  CHECK(host.queue.dead_letters[0].body == "99");
  CHECK(host.queue.dead_letters[0].attempts == 5);
  CHECK(host.world.now_ms() == begun_ms + 2000 + 4 * 1000);
}

TEST_CASE("a message whose handler was lost comes again", "[queue]") {
  SimulatedHost host(7);
  host.load<Sender>(host.queue);
  host.http.send({.path = "/", .body = "2"});
  host.world.advance(1999);
  host.world.crash_in_next_event();
  host.world.run();
  CHECK(host.queue.dead_letters.empty());
  CHECK(host.world.instance().counts().scopes == 0);
}

}  // namespace
}  // namespace skerry::simulation
