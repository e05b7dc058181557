#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "modules/sdk/example/echo.hpp"
#include "modules/sdk/join.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::simulation {
namespace {

/// Uses everything a stateless module may use, in ways that the path decides.
class Busy final : public Module {
 public:
  explicit Busy(SimulatedHost& host) : host_(host) {}

  Task<Answer> on_request(Request request) override {
    const std::string path(request.path());
    if (path == "/fetch") co_return co_await fetch_once(std::move(request));
    if (path == "/stream") co_return co_await pass_stream(std::move(request));
    if (path == "/race") co_return co_await race();
    if (path == "/work") co_return co_await work();
    if (path == "/all") co_return co_await all();
    co_return problem("not_found", path);
  }

 private:
  Task<Answer> fetch_once(Request request) {
    FetchRequest question;
    question.to = Destination::service("other");
    question.method = "POST";
    question.url = "/";
    question.body = request.body.value_or("");
    auto answer = co_await with_timeout(host_.timers, fetch(host_.fetch, std::move(question)), 60);
    if (!answer) co_return problem("unreachable", name_of(answer.error().kind));
    co_return text_response(200, std::move(answer->body));
  }

  Task<Answer> pass_stream(Request request) {
    FetchRequest question;
    question.url = "https://stream.example/";
    auto source = co_await fetch_stream(host_.fetch, std::move(question));
    if (!source) co_return problem("unreachable", name_of(source.error().kind));
    ResponseStream answer(*request.exchange, source->status(), Head());
    while (true) {
      auto piece = co_await source->read();
      if (!piece) co_return co_await give_up(std::move(answer));
      if (!*piece) co_return answer.finish();
      co_await answer.write(std::move(**piece));
    }
  }

  /// Destroying the stream breaks the answer off.
  Task<Answer> give_up(ResponseStream) { co_return Answered{}; }

  Task<Result<std::string>> slow(std::uint64_t delay_ms) {
    co_await sleep(host_.timers, delay_ms);
    co_return "slept";
  }

  Task<Answer> race() {
    std::vector<Task<Result<std::string>>> racers;
    racers.push_back(slow(30));
    racers.push_back(run(host_.sandbox, SandboxLanguage::kJavascript, "", "[]", {}));
    auto first = co_await when_any(std::move(racers));
    if (!first.value) co_return problem("sandbox_failed", "");
    co_return text_response(200, std::move(*first.value));
  }

  Task<Answer> work() {
    auto rows = co_await query(host_.storage, "SELECT ? + 1", Json::array({41}));
    if (!rows) co_return problem("storage_unavailable", "");
    co_return text_response(200, to_text(rows->rows));
  }

  Task<Answer> all() {
    auto [slept, rows, sent] = co_await when_all(slow(5), query(host_.storage, "SELECT 1"),
                                                 skerry::send(host_.queue, "q", "x"));
    const bool good = slept && rows && sent;
    co_return text_response(good ? 200 : 503, "");
  }

  SimulatedHost& host_;
};

void script(SimulatedHost& host) {
  host.queue.consumed = false;
  host.fetch.script = [&host](const NetworkRequest& request) {
    NetworkAnswer answer = NetworkAnswer::text(request.body);
    answer.delay_ms = static_cast<double>(host.world.random_below(120));
    if (request.to.kind == Destination::Kind::kInternet) {
      answer.pieces.assign(host.world.random_below(6), std::string(2'000, 'x'));
    }
    return answer;
  };
  host.sandbox.script = [](const SimulatedSandbox::Run&) { return std::string("{}"); };
}

TEST_CASE("the example answers with what the other service said, or says why not", "[simulation]") {
  SimulatedHost host(1);
  host.load<example::Echo>(host.basics(), host.fetch, host.timers);
  SECTION("an answer") {
    host.fetch.script = [](const NetworkRequest& request) {
      return NetworkAnswer::text("echo " + request.body);
    };
    const OpId request = host.http.send({.path = "/", .body = "hello"});
    host.world.run();
    CHECK(host.http.view(request).body == "echo hello");
    CHECK(host.timers.running() == 0);
  }
  SECTION("too late") {
    host.fetch.script = [](const NetworkRequest&) {
      NetworkAnswer answer = NetworkAnswer::text("late");
      answer.delay_ms = 5000;
      return answer;
    };
    const OpId request = host.http.send({.path = "/"});
    host.world.run();
    CHECK(host.http.view(request).status == 502);
    CHECK(host.fetch.cancelled == 1);
  }
  CHECK(host.http.open_requests() == 0);
}

TEST_CASE("a streamed answer waits for a slow reader and is whole in the end", "[simulation]") {
  SimulatedHost host(2);
  host.load<Busy>(host);
  host.fetch.script = [](const NetworkRequest&) {
    NetworkAnswer answer;
    for (int i = 0; i < 40; ++i) answer.pieces.push_back(std::string(30'000, 'a'));
    return answer;
  };
  const OpId request = host.http.send({.path = "/stream"});
  host.http.stall(request, true);
  host.world.run();
  const std::size_t held = host.http.view(request).body.size();
  CHECK(held > limits::kResponseBufferBytes);
  CHECK(held < limits::kResponseBufferBytes + 2 * 64 * 1024);
  CHECK_FALSE(host.http.view(request).whole);
  host.http.stall(request, false);
  host.world.run();
  CHECK(host.http.view(request).body.size() == 40 * 30'000);
  CHECK(host.http.view(request).whole);
}

TEST_CASE("a stream that fails halfway is broken off, not finished", "[simulation]") {
  SimulatedHost host(3);
  host.load<Busy>(host);
  host.fetch.script = [](const NetworkRequest&) {
    return NetworkAnswer{.pieces = {"half"}, .failure = Failure{FailureKind::kUnreachable, ""}};
  };
  const OpId request = host.http.send({.path = "/stream"});
  host.world.advance(10);
  CHECK(host.http.view(request).body == "half");
  CHECK(host.http.view(request).broken);
  CHECK_FALSE(host.http.view(request).whole);
}

TEST_CASE("the sixty-fifth request at a time is told to come again", "[simulation]") {
  SimulatedHost host(4);
  host.load<Busy>(host);
  host.fetch.script = [](const NetworkRequest&) {
    NetworkAnswer answer = NetworkAnswer::text("");
    answer.delay_ms = 10;
    return answer;
  };
  std::vector<OpId> requests;
  for (std::size_t i = 0; i < limits::kRequestsInFlightMax + 1; ++i) {
    requests.push_back(host.http.send({.path = "/fetch"}));
  }
  host.world.run();
  std::size_t busy = 0;
  for (const OpId request : requests) {
    const ClientView& view = host.http.view(request);
    if (view.status != 503) continue;
    ++busy;
    CHECK(view.head.get("retry-after") == "1");
  }
  CHECK(busy == 1);
}

TEST_CASE("the same seed gives the same run", "[simulation]") {
  const auto run_once = [](std::uint64_t seed) {
    SimulatedHost host(seed);
    host.load<Busy>(host);
    script(host);
    host.world.latency_ms_max = 50;
    host.world.failure_probability = 0.2;
    std::string trace;
    std::vector<OpId> requests;
    for (int i = 0; i < 50; ++i) {
      requests.push_back(host.http.send({.path = i % 2 == 0 ? "/fetch" : "/race", .body = "b"}));
    }
    host.world.run();
    for (const OpId request : requests) trace += std::to_string(host.http.view(request).status);
    return trace + std::to_string(host.world.now_ms());
  };
  CHECK(run_once(7) == run_once(7));
  CHECK(run_once(7) != run_once(8));
}

TEST_CASE("a hundred thousand interleaved requests with failures, aborts and crashes leave nothing",
          "[simulation][soak]") {
  constexpr int kRequests = 100'000;
  constexpr std::size_t kOpenMax = 48;
  const std::uint64_t seed = GENERATE(20261117u);
  INFO("seed " << seed);
  const std::vector<std::string> paths = {"/fetch", "/stream", "/race", "/fetch",
                                          "/race",  "/work",   "/all",  "/none"};
  int sent = 0;
  std::uint64_t aborted = 0;
  std::uint64_t answered = 0;
  std::uint64_t late = 0;
  std::uint64_t stale = 0;
  // Several hosts one after another, as one keeps every view it ever had.
  while (sent < kRequests) {
    SimulatedHost host(seed + static_cast<std::uint64_t>(sent));
    host.load<Busy>(host);
    script(host);
    host.world.latency_ms_max = 40;
    host.world.failure_probability = 0.05;
    std::vector<OpId> requests;
    for (int i = 0; i < 5'000; ++i, ++sent) {
      const auto& path = paths[host.world.random_below(paths.size())];
      requests.push_back(host.http.send({.path = path, .body = "text"}));
      while (host.http.open_requests() >= kOpenMax) host.world.step();
      if (host.world.chance(0.1)) {
        host.http.abort(
            requests[requests.size() - 1 -
                     host.world.random_below(std::min<std::size_t>(requests.size(), kOpenMax))]);
      }
      if (host.world.chance(0.001)) host.world.crash();
      if (host.world.chance(0.001)) host.world.crash_in_next_event();
    }
    host.world.run();
    CHECK(host.http.open_requests() == 0);
    const RuntimeCounts counts = host.world.instance().counts();
    CHECK(counts.live_frames == 0);
    CHECK(counts.pending_operations == 0);
    CHECK(counts.scopes == 0);
    CHECK(host.timers.running() == 0);
    CHECK(host.fetch.under_way() == 0);
    for (const OpId request : requests) {
      const ClientView& view = host.http.view(request);
      ++(view.aborted ? aborted : answered);
    }
    late += counts.late_deliveries;
    stale += host.world.stale_deliveries();
  }
  // Each kind of trouble has to have happened, else the run has proved nothing.
  CHECK(aborted > 1'000);
  CHECK(answered > 50'000);
  CHECK(late > 50);
  CHECK(stale > 100);
}

}  // namespace
}  // namespace skerry::simulation
