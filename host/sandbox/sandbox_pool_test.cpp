#include "host/sandbox/sandbox_pool.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>

#include "modules/sandbox/sandbox_abi.hpp"

namespace skerry::host {
namespace {

constexpr std::chrono::seconds kPatience{60};
constexpr const char* kEndless = "export default () => { for (;;); }";
constexpr const char* kTrivial = "export default () => 1";

SandboxProgram program(std::string source, std::string owner, std::string request) {
  return {.source = std::move(source),
          .arguments = "[]",
          .limits = {.steps_max = sandbox::kStepsMax,
                     .memory_bytes_max = sandbox::kMemoryBytesDefault,
                     .output_bytes_max = 1'000,
                     .console_bytes_max = 0},
          .owner = std::move(owner),
          .request = std::move(request)};
}

/// A pool of one thread, and what came of its runs.
class World {
 public:
  explicit World(SandboxPool::Options options) {
    options.modules_folder = SKERRY_BINARY_DIR "/sandbox_pool_test";
    options.cache_folder = options.modules_folder;
    std::filesystem::create_directories(options.modules_folder);
    std::filesystem::copy_file(SKERRY_BINARY_DIR "/modules/sandbox.wasm",
                               options.modules_folder / "sandbox.wasm",
                               std::filesystem::copy_options::overwrite_existing);
    // An empty module: no program here has types.
    std::ofstream(options.modules_folder / "typestrip.wasm", std::ios::binary)
        .write("\0asm\1\0\0\0", 8);
    pool = SandboxPool::open(options).value();
  }

  [[nodiscard]] std::unique_ptr<SandboxPort::Run> start(const std::string& name, const char* source,
                                                        const std::string& owner = "somebody",
                                                        const std::string& request = "request") {
    return pool->start(program(source, owner, request), [this, name](auto report) {
      const std::scoped_lock lock(mutex_);
      order_.push_back(name);
      reports_.emplace(name, std::move(report));
      changed_.notify_all();
    });
  }

  /// Starts a run that never ends by itself, and waits until it has the pool's only thread.
  [[nodiscard]] std::unique_ptr<SandboxPort::Run> occupy() {
    auto run = start("endless", kEndless);
    const auto patience = std::chrono::steady_clock::now() + kPatience;
    while (pool->waiting() > 0 && std::chrono::steady_clock::now() < patience) {
      std::this_thread::yield();
    }
    REQUIRE(pool->waiting() == 0);
    return run;
  }

  [[nodiscard]] std::expected<std::string, Failure> report(const std::string& name) {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, kPatience, [&] { return reports_.contains(name); }));
    return reports_.at(name);
  }

  [[nodiscard]] std::vector<std::string> order() {
    const std::scoped_lock lock(mutex_);
    return order_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> order_;
  std::map<std::string, std::expected<std::string, Failure>> reports_;

 public:
  /// Last, so that no run is told of to what is gone.
  std::unique_ptr<SandboxPool> pool;
};

TEST_CASE("owners take turns at a thread") {
  World world({});
  auto endless = world.occupy();
  std::vector<std::unique_ptr<SandboxPort::Run>> runs;
  for (const auto* name : {"a1", "a2", "a3"}) runs.push_back(world.start(name, kTrivial, "a"));
  runs.push_back(world.start("b1", kTrivial, "b"));
  CHECK(world.pool->waiting() == 4);
  endless.reset();
  for (const auto* name : {"a1", "a2", "a3", "b1"}) {
    const auto report = world.report(name);
    REQUIRE(report);
    CHECK(report->starts_with(R"({"outcome":"returned")"));
  }
  CHECK(world.order() == std::vector<std::string>{"a1", "b1", "a2", "a3"});
}

TEST_CASE("a request with twenty runs delays an owner's other request by one of them") {
  World world({});
  auto endless = world.occupy();
  std::vector<std::unique_ptr<SandboxPort::Run>> runs;
  for (int run = 0; run < 20; ++run) {
    runs.push_back(world.start("batch" + std::to_string(run), kTrivial, "a", "batch"));
  }
  runs.push_back(world.start("single", kTrivial, "a", "single"));
  endless.reset();
  CHECK(world.report("single"));
  CHECK(world.report("batch19"));
  CHECK(world.order()[1] == "single");
}

TEST_CASE("beyond the limit whoever has most is overloaded") {
  World world({.runs_waiting_max = 2});
  auto endless = world.occupy();
  auto a1 = world.start("a1", kTrivial, "a");
  auto a2 = world.start("a2", kTrivial, "a");
  auto b1 = world.start("b1", kTrivial, "b");
  const auto refused = world.report("a2");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == FailureKind::kOverloaded);
  CHECK(refused.error().detail == "sandbox_runs_waiting_max=2");
  endless.reset();
  CHECK(world.report("a1"));
  CHECK(world.report("b1"));
}

TEST_CASE("a run that waits too long is overloaded") {
  World world({.run_wait_ms_max = 20});
  const auto endless = world.occupy();
  const auto waiter = world.start("waiter", kTrivial);
  const auto report = world.report("waiter");
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == FailureKind::kOverloaded);
  CHECK(report.error().detail == "sandbox_run_wait_ms_max=20");
  CHECK(world.pool->waiting() == 0);
}

TEST_CASE("a cancelled run leaves the queue at once and is not told of") {
  World world({.runs_waiting_max = 1});
  auto endless = world.occupy();
  auto cancelled = world.start("cancelled", kTrivial);
  CHECK(world.pool->waiting() == 1);
  cancelled.reset();
  CHECK(world.pool->waiting() == 0);
  const auto next = world.start("next", kTrivial);
  endless.reset();
  CHECK(world.report("next"));
  CHECK(world.order() == std::vector<std::string>{"next"});
}

TEST_CASE("a pool goes down while runs wait, and handles may outlive it") {
  std::unique_ptr<SandboxPort::Run> endless;
  std::unique_ptr<SandboxPort::Run> waiter;
  {
    World world({});
    endless = world.occupy();
    waiter = world.start("waiter", kTrivial);
  }
  CHECK(endless != nullptr);
}

TEST_CASE("nothing of a run reaches the next, though its memory is set back by copying") {
  World world({});
  const auto first = world.start(
      "first", "export default () => { globalThis.left = 'x'.repeat(1e6); Array.prototype.y = 1 }");
  static_cast<void>(world.report("first"));
  const auto second =
      world.start("second", "export default () => [typeof globalThis.left, typeof [].y]");
  const auto report = world.report("second");
  REQUIRE(report);
  CHECK(report->find(R"("result":["undefined","undefined"])") != std::string::npos);
}

}  // namespace
}  // namespace skerry::host
