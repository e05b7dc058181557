#include "modules/sdk/task.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "modules/sdk/join.hpp"

namespace skerry {
namespace {

/// Remembers what was started and cancelled; the test decides when a timer ends.
class RecordedTimers final : public TimersPort {
 public:
  void start(OpId op, std::uint64_t delay_ms) override { started.push_back({op, delay_ms}); }
  void cancel(OpId op) override { cancelled.push_back(op); }

  struct Started {
    OpId op;
    std::uint64_t delay_ms;
  };
  std::vector<Started> started;
  std::vector<OpId> cancelled;
};

constexpr OpId kRequest = 2;

Task<int> immediate(int value) { co_return value; }

Task<void> sum_of_many(int count, long& sum) {
  for (int i = 0; i < count; ++i) sum += co_await immediate(1);
}

Task<int> after(TimersPort& timers, std::uint64_t delay_ms, int value) {
  co_await sleep(timers, delay_ms);
  co_return value;
}

TEST_CASE("a million awaited children that finish at once need no stack", "[task]") {
  Runtime runtime;
  long sum = 0;
  runtime.spawn(kRequest, sum_of_many(1'000'000, sum));
  runtime.drain();
  CHECK(sum == 1'000'000);
  CHECK(runtime.counts().live_frames == 0);
  CHECK(runtime.counts().scopes == 0);
}

TEST_CASE("a chain of waits resumes its parents from the queue in order", "[task]") {
  Runtime runtime;
  RecordedTimers timers;
  std::vector<std::string> trace;
  const auto root = [](TimersPort& port, std::vector<std::string>& log) -> Task<void> {
    log.push_back("before");
    const int value = co_await after(port, 5, 41) + 1;
    log.push_back("after " + std::to_string(value));
  };
  runtime.spawn(kRequest, root(timers, trace));
  CHECK(trace.empty());
  runtime.drain();
  REQUIRE(timers.started.size() == 1);
  CHECK(timers.started[0].op % 2 == 1);
  CHECK(trace == std::vector<std::string>{"before"});

  runtime.deliver<OperationKind::kTimer>(timers.started[0].op, {});
  CHECK(trace.size() == 1);
  runtime.drain();
  CHECK(trace.back() == "after 42");
  CHECK(timers.cancelled.empty());
  CHECK(runtime.counts().live_frames == 0);
}

TEST_CASE("abort destroys a request's frames from the queue and cancels what they wait for",
          "[task][abort]") {
  Runtime runtime;
  RecordedTimers timers;
  const auto root = [](TimersPort& port) -> Task<void> { co_await after(port, 5, 1); };
  runtime.spawn(kRequest, root(timers));
  runtime.spawn(kRequest + 2, root(timers));
  runtime.drain();
  REQUIRE(timers.started.size() == 2);

  runtime.abort(kRequest);
  CHECK(timers.cancelled.empty());
  runtime.drain();
  CHECK(timers.cancelled == std::vector<OpId>{timers.started[0].op});
  CHECK(runtime.find_scope(kRequest) == nullptr);
  CHECK(runtime.find_scope(kRequest + 2) != nullptr);

  runtime.deliver<OperationKind::kTimer>(timers.started[0].op, {});
  CHECK(runtime.counts().late_deliveries == 1);
  runtime.deliver<OperationKind::kTimer>(timers.started[1].op, {});
  runtime.drain();
  CHECK(runtime.counts().scopes == 0);
  CHECK(runtime.counts().late_deliveries == 1);
}

TEST_CASE("an outcome and an abort in the same event: the abort wins and nothing runs on",
          "[task][abort]") {
  Runtime runtime;
  RecordedTimers timers;
  bool went_on = false;
  const auto root = [](TimersPort& port, bool& flag) -> Task<void> {
    co_await sleep(port, 5);
    co_await sleep(port, 5);
    flag = true;
  };
  runtime.spawn(kRequest, root(timers, went_on));
  runtime.drain();
  runtime.abort(kRequest);
  runtime.deliver<OperationKind::kTimer>(timers.started[0].op, {});
  runtime.drain();
  CHECK_FALSE(went_on);
  CHECK(timers.cancelled.empty());
  CHECK(timers.started.size() == 1);
  CHECK(runtime.counts().live_frames == 0);
}

TEST_CASE("a scope aborted before its first run never starts", "[task][abort]") {
  Runtime runtime;
  long sum = 0;
  runtime.spawn(kRequest, sum_of_many(10, sum));
  runtime.abort(kRequest);
  runtime.drain();
  CHECK(sum == 0);
  CHECK(runtime.counts().scopes == 0);
}

TEST_CASE("when_all waits for all and keeps the order of its arguments", "[join]") {
  Runtime runtime;
  RecordedTimers timers;
  std::string result;
  const auto root = [](TimersPort& port, std::string& out) -> Task<void> {
    auto [first, second, third] =
        co_await when_all(after(port, 10, 1), immediate(2), after(port, 5, 3));
    out = std::to_string(first) + std::to_string(second) + std::to_string(third);
  };
  runtime.spawn(kRequest, root(timers, result));
  runtime.drain();
  REQUIRE(timers.started.size() == 2);
  runtime.deliver<OperationKind::kTimer>(timers.started[1].op, {});
  runtime.drain();
  CHECK(result.empty());
  runtime.deliver<OperationKind::kTimer>(timers.started[0].op, {});
  runtime.drain();
  CHECK(result == "123");
}

TEST_CASE("when_all of none and of immediate tasks finishes at once", "[join]") {
  Runtime runtime;
  std::size_t count = 99;
  const auto root = [](std::size_t& out) -> Task<void> {
    out = (co_await when_all(std::vector<Task<int>>())).size();
    std::vector<Task<int>> tasks;
    for (int i = 0; i < 1000; ++i) tasks.push_back(immediate(i));
    out += (co_await when_all(std::move(tasks))).size();
  };
  runtime.spawn(kRequest, root(count));
  runtime.drain();
  CHECK(count == 1000);
}

TEST_CASE("when_any takes the first and cancels the others", "[join]") {
  Runtime runtime;
  RecordedTimers timers;
  std::size_t winner = 99;
  const auto root = [](TimersPort& port, std::size_t& out) -> Task<void> {
    std::vector<Task<int>> tasks;
    for (int i = 0; i < 3; ++i) tasks.push_back(after(port, 1, i));
    const auto first = co_await when_any(std::move(tasks));
    out = first.index;
  };
  runtime.spawn(kRequest, root(timers, winner));
  runtime.drain();
  REQUIRE(timers.started.size() == 3);
  runtime.deliver<OperationKind::kTimer>(timers.started[1].op, {});
  runtime.drain();
  CHECK(winner == 1);
  std::ranges::sort(timers.cancelled);
  CHECK(timers.cancelled == std::vector<OpId>{timers.started[0].op, timers.started[2].op});
  CHECK(runtime.counts().pending_operations == 0);
}

TEST_CASE("when_any does not start what comes after a task that finishes at once", "[join]") {
  Runtime runtime;
  RecordedTimers timers;
  int value = 0;
  const auto root = [](TimersPort& port, int& out) -> Task<void> {
    std::vector<Task<int>> tasks;
    tasks.push_back(after(port, 1, 1));
    tasks.push_back(immediate(2));
    tasks.push_back(after(port, 1, 3));
    out = (co_await when_any(std::move(tasks))).value;
  };
  runtime.spawn(kRequest, root(timers, value));
  runtime.drain();
  CHECK(value == 2);
  CHECK(timers.started.size() == 1);
  CHECK(timers.cancelled.size() == 1);
}

Task<Result<int>> guarded(TimersPort& timers, std::uint64_t work_ms) {
  co_return co_await after(timers, work_ms, 7);
}

TEST_CASE("with_timeout gives the result in time and a failure after it", "[join]") {
  const bool in_time = GENERATE(true, false);
  Runtime runtime;
  RecordedTimers timers;
  std::optional<Result<int>> result;
  const auto root = [](TimersPort& port, std::optional<Result<int>>& out) -> Task<void> {
    out = co_await with_timeout(port, guarded(port, 50), 20);
  };
  runtime.spawn(kRequest, root(timers, result));
  runtime.drain();
  REQUIRE(timers.started.size() == 2);
  const OpId work = timers.started[0].op;
  const OpId limit = timers.started[1].op;
  CHECK(timers.started[1].delay_ms == 20);
  runtime.deliver<OperationKind::kTimer>(in_time ? work : limit, {});
  runtime.drain();
  REQUIRE(result.has_value());
  CHECK(result->has_value() == in_time);
  if (!in_time) CHECK(result->error() == Failure{FailureKind::kTimedOut, "limit_ms=20"});
  CHECK(timers.cancelled == std::vector<OpId>{in_time ? limit : work});
}

TEST_CASE("a task that was never awaited costs nothing but its frame", "[task]") {
  Runtime runtime;
  {
    const Task<int> unused = immediate(1);
  }
  CHECK(runtime.counts().live_frames == 0);
}

/// Keeps a started frame away from its owner, as a leak would.
struct Leak {
  bool await_ready() { return false; }
  void bind(PromiseBase& promise) { kept = &promise; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
  PromiseBase* kept = nullptr;
};

TEST_CASE("canary: a frame that nobody destroys shows in the count of live frames",
          "[task][canary]") {
  Runtime runtime;
  std::optional<Task<int>> stolen;
  const auto child = []() -> Task<int> {
    co_await Leak();
    co_return 1;
  };
  const auto root = [](std::optional<Task<int>>& thief, Task<int> victim) -> Task<void> {
    Scope& scope = co_await current_scope();
    victim.promise().start(scope);
    thief = std::move(victim);
  };
  runtime.spawn(kRequest, root(stolen, child()));
  runtime.drain();
  CHECK(runtime.counts().scopes == 0);
  CHECK(runtime.counts().live_frames == 1);
  // Put right again, or the runtime's destructor would trap.
  const auto destroy = [](std::optional<Task<int>>& thief) -> Task<void> {
    thief.reset();
    co_return;
  };
  runtime.spawn(kRequest, destroy(stolen));
  runtime.drain();
  CHECK(runtime.counts().live_frames == 0);
}

}  // namespace
}  // namespace skerry
