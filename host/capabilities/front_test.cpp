#include "host/capabilities/front.hpp"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/local_exchange.hpp"
#include "host/capabilities/problem.hpp"

namespace skerry::host {
namespace {

struct Reply {
  bool ended = false;
  bool whole = false;
  std::uint16_t status = 0;
  std::string head;
  std::string body;
};

/// One front made of a fixture on a loop that is moved by hand; what it forwards or fetches is
/// kept.
class World final : public Dispatcher {
 public:
  World() {
    environment_.configuration = &configuration_;
    environment_.metrics = &metrics;
    environment_.dispatcher = this;
    component_ =
        Component::load(engine_, imports_, SKERRY_BINARY_DIR "/fixtures/front.wasm", {}).value();
    module_ = {{.name = "front"}, component_.get()};
    front = std::make_shared<Front>(environment_, loop, module_);
  }
  ~World() override { front->shut_down(); }

  [[nodiscard]] bool knows(const Destination&) const override { return true; }
  void dispatch(const Destination& to, Inbound request) override {
    dispatched.emplace_back(to, std::move(request));
  }
  void call(const std::string&, std::string, std::string, std::string, Dispatcher::Reply) override {
  }

  std::shared_ptr<skerry::host::Reply> send(const std::string& path, const std::string& body = "") {
    auto reply = std::make_shared<skerry::host::Reply>();
    const std::string head = ":method: POST\n:path: " + path + "\n:authority: test\n";
    auto exchange = LocalExchange::create(
        loop, head, body,
        {.on_head =
             [reply](std::uint16_t status, std::string fields) {
               reply->status = status;
               reply->head = std::move(fields);
             },
         .on_bytes = [reply](const std::string& bytes) { reply->body += bytes; },
         .on_end =
             [reply](std::expected<void, Failure> outcome) {
               reply->ended = true;
               reply->whole = outcome.has_value();
             }});
    last_exchange = exchange;
    front->accept(
        {.exchange = exchange, .head = head, .principal = {}, .answer_head = {}, .body = {}});
    run();
    return reply;
  }

  void run() {
    while (loop.run_ready()) {
    }
  }

  EventLoop loop;
  Metrics metrics;
  std::shared_ptr<Front> front;
  std::vector<std::pair<Destination, Inbound>> dispatched;
  std::weak_ptr<LocalExchange> last_exchange;

 private:
  Configuration configuration_;
  Environment environment_;
  Engine engine_{{.component_instances_max = 8,
                  .instance_memory_bytes_max = 16U << 20,
                  .event_time_ms_max = 200}};
  Imports imports_ = common_imports();
  std::unique_ptr<Component> component_;
  Module module_;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a request is answered, and the module hears that it was sent", "[front]") {
  World world;
  const auto reply = world.send("/echo", "grüße");
  CHECK(reply->whole);
  CHECK(reply->status == 200);
  CHECK(reply->body == "grüße");
  CHECK(world.send("/events")->body == "sent\n");
}

TEST_CASE("a fault costs the requests in flight a clear answer, and nobody else anything",
          "[front]") {
  World world;
  const auto held = world.send("/hold");
  const auto held_exchange = world.last_exchange.lock();
  const std::string fault = GENERATE("/trap", "/loop", "/bomb", "/flood");
  const auto reply = world.send(fault);
  for (const auto& lost : {held, reply}) {
    CHECK(lost->ended);
    // A stream that had been begun in the very event that trapped was never sent.
    CHECK(lost->status == 500);
    CHECK(holds(lost->head, "application/problem+json"));
    CHECK(holds(lost->body, R"("code":"module_trapped")"));
    CHECK(holds(lost->body, R"("requestId":"req_)"));
  }
  CHECK(world.metrics.total("skerry_module_traps") == 1);
  // The next one gets a new instance.
  CHECK(world.send("/echo", "alive")->body == "alive");
  CHECK(world.metrics.total("skerry_instances_created") == 2);
}

TEST_CASE("an instance that has grown past the mark is replaced when idle", "[front]") {
  static_assert(kInstanceMemoryMarkBytes == 32U << 20);
  World world;
  const auto made = [&] { return world.metrics.total("skerry_instances_created"); };
  CHECK(world.send("/grown/31")->status == 200);
  CHECK(world.send("/echo")->status == 200);
  CHECK(made() == 1);
  const auto held = world.send("/hold");
  CHECK(world.send("/grown/32")->status == 200);
  CHECK(world.send("/echo")->status == 200);
  // Somebody still waits for an answer of the large one.
  CHECK(made() == 1);
  CHECK(world.send("/release")->status == 200);
  CHECK(held->body == "released");
  CHECK(world.send("/echo", "after")->body == "after");
  CHECK(made() == 2);
  // The mark is the new instance's own.
  CHECK(world.send("/echo")->status == 200);
  CHECK(made() == 2);
}

TEST_CASE("what comes back for an instance that is gone is dropped and counted", "[front]") {
  World world;
  const auto fetching = world.send("/actor/anything");
  REQUIRE(world.dispatched.size() == 1);
  const Inbound request = world.dispatched[0].second;
  world.send("/trap");
  CHECK(fetching->status == 500);
  request.exchange->respond(200, "", "too late");
  world.run();
  CHECK(world.send("/echo", "alive")->body == "alive");
  // The answer went nowhere: neither to the old request nor into the new instance.
  CHECK(holds(fetching->body, "module_trapped"));
  CHECK(world.send("/events")->body == "sent\n");
}

TEST_CASE("a callback of an earlier generation never reaches the next instance", "[front]") {
  World world;
  world.send("/echo");
  const Ticket ticket = world.front->ticket(1);
  world.send("/trap");
  const double before = world.metrics.total("skerry_late_callbacks");
  ticket.finish(Event::kTimer);
  // From another thread it takes the way through the loop.
  std::thread([&ticket] { ticket.finish(Event::kTimer); }).join();
  world.run();
  CHECK(world.metrics.total("skerry_late_callbacks") == before + 2);
  CHECK(world.metrics.total("skerry_module_traps") == 1);
}

TEST_CASE("requests beyond those in flight wait, and beyond those are refused", "[front]") {
  World world;
  std::vector<std::shared_ptr<Reply>> held;
  std::vector<std::shared_ptr<LocalExchange>> exchanges;
  for (std::size_t i = 0; i < kRequestsInFlightMax; ++i) {
    held.push_back(world.send("/hold"));
    exchanges.push_back(world.last_exchange.lock());
  }
  std::vector<std::shared_ptr<Reply>> waiting;
  waiting.reserve(kRequestsWaitingMax);
  for (std::size_t i = 0; i < kRequestsWaitingMax; ++i) {
    waiting.push_back(world.send("/echo", "late"));
  }
  const auto refused = world.send("/echo");
  CHECK(refused->status == 503);
  CHECK(holds(refused->body, R"("code":"overloaded")"));
  CHECK(holds(refused->head, "retry-after: 1\n"));
  for (const auto& reply : waiting) CHECK_FALSE(reply->ended);
  // A client that leaves makes room.
  exchanges[0]->leave();
  world.run();
  for (const auto& reply : waiting) CHECK(reply->body == "late");
}

TEST_CASE("a request waits a bounded time for its place", "[front]") {
  World world;
  std::vector<std::shared_ptr<LocalExchange>> exchanges;
  for (std::size_t i = 0; i < kRequestsInFlightMax; ++i) {
    world.send("/hold");
    exchanges.push_back(world.last_exchange.lock());
  }
  const auto late = world.send("/echo");
  world.front->end_waiting(monotonic_ms());
  world.run();
  CHECK_FALSE(late->ended);
  world.front->end_waiting(monotonic_ms() + kRequestWaitMsMax);
  world.run();
  CHECK(late->status == 503);
  CHECK(holds(late->head, "retry-after: 1\n"));
}

TEST_CASE("a client that leaves is told to the module", "[front]") {
  World world;
  world.send("/hold");
  // The exchange goes with its last reference; who has left hears nothing more.
  world.last_exchange.lock()->leave();
  world.run();
  CHECK(holds(world.send("/events")->body, "abort\n"));
}

TEST_CASE("a forwarded request takes path, principal and answer fields along", "[front]") {
  World world;
  const auto reply = world.send("/forward", "body");
  REQUIRE(world.dispatched.size() == 1);
  const auto& [to, inbound] = world.dispatched[0];
  CHECK(to.kind == Destination::Kind::kService);
  CHECK(to.name == "other");
  CHECK(field_of(inbound.head, ":path") == "/echo");
  CHECK(field_of(inbound.head, ":method") == "POST");
  CHECK(request_id_of(inbound) == "req_fixture");
  world.front->accept(inbound);
  world.run();
  CHECK(reply->body == "body");
  CHECK(holds(reply->head, "x-by: front\n"));
}

TEST_CASE("a call and a request that are not answered in time are told so", "[front]") {
  World world;
  std::vector<std::string> answers;
  const auto call = [&](const std::string& method) {
    world.front->accept_call(method, "", "[]", [&](std::expected<std::string, Failure> answer) {
      answers.push_back(answer.value_or("failed"));
    });
    world.run();
  };
  call("echo");
  REQUIRE(answers == std::vector<std::string>{"[]"});
  call("hold");
  const auto request = world.send("/hold");
  const auto exchange = world.last_exchange.lock();
  const std::uint64_t asked_ms = monotonic_ms();
  world.front->sweep(asked_ms + kRequestDeadlineMs - 5'000);
  world.run();
  CHECK(answers.size() == 1);
  CHECK_FALSE(request->ended);
  world.front->sweep(asked_ms + kRequestDeadlineMs);
  world.run();
  REQUIRE(answers.size() == 2);
  CHECK(holds(answers[1], R"("success":false)"));
  CHECK(holds(answers[1], R"("code":"timed_out")"));
  CHECK(request->status == 504);
  CHECK(holds(request->body, R"("code":"timed_out")"));
  // The instance lives on, and what is too late for the call is no answer any more.
  call("echo");
  CHECK(answers.size() == 3);
}

TEST_CASE("a timer rings", "[front]") {
  World world;
  const auto reply = world.send("/timer");
  const auto exchange = world.last_exchange.lock();
  for (int i = 0; i < 500 && !reply->ended; ++i) world.loop.run_one_for(10);
  CHECK(reply->body == "rang");
}

}  // namespace skerry::host
