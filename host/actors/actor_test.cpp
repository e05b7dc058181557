#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <vector>

#include "host/actors/actor_shard.hpp"
#include "host/actors/limits.hpp"
#include "host/actors/socket_backlog.hpp"
#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/due_timer.hpp"
#include "host/capabilities/local_exchange.hpp"
#include "host/database/testing/simulated_disk.hpp"
#include "host/database/worker_pool.hpp"

namespace skerry::host {
namespace {

constexpr std::uint64_t kPatienceMs = 5'000;

struct Reply {
  bool ended = false;
  bool whole = false;
  std::uint16_t status = 0;
  std::string body;
};

/// A world with one event loop, moved by hand, and actors made of a fixture. Requests to services
/// are noted and echoed.
class World final : public Dispatcher {
 public:
  /// With a simulated disk everything that waits for it happens at once.
  explicit World(std::size_t residents_max = 16, SimulatedDisk* disk = nullptr)
      : residents_max_(residents_max), disk_(disk) {
    std::string name = (std::filesystem::temp_directory_path() / "skerry-actor-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    environment_.configuration = &configuration_;
    environment_.metrics = &metrics;
    environment_.dispatcher = this;
    add_actor_capabilities(imports_);
    component_ =
        Component::load(engine_, imports_, SKERRY_BINARY_DIR "/fixtures/actor.wasm", {}).value();
    module_ = {{.name = "actor", .role = ModuleDescription::Role::kActor}, component_.get()};
    start();
  }

  ~World() override {
    stop();
    loop_.reset();
    std::filesystem::remove_all(folder_);
  }

  [[nodiscard]] bool knows(const Destination&) const override { return true; }
  void dispatch(const Destination& to, Inbound request) override {
    witnessed.push_back(to.name);
    request.exchange->read_body(1'000, [exchange = request.exchange](auto body) {
      exchange->respond(200, "", "echo " + body.value_or("nothing"));
    });
  }
  void call(const std::string&, std::string, std::string, std::string, Reply) override {}

  /// Stops everything as a process that ends does, and starts again on the same files.
  void restart() {
    stop();
    start();
  }

  std::shared_ptr<skerry::host::Reply> send(const std::string& actor, const std::string& path,
                                            const std::string& body = "") {
    auto reply = std::make_shared<skerry::host::Reply>();
    const std::string head = ":method: POST\n:path: " + path + "\n:authority: test\n";
    auto exchange = LocalExchange::create(
        *loop_, head, body,
        {.on_head = [reply](std::uint16_t status, const std::string&) { reply->status = status; },
         .on_bytes = [reply](const std::string& bytes) { reply->body += bytes; },
         .on_end =
             [reply](std::expected<void, Failure> outcome) {
               reply->ended = true;
               reply->whole = outcome.has_value();
             }});
    last_exchange = exchange;
    shard->accept(
        {"actor", actor},
        {.exchange = exchange, .head = head, .principal = {}, .answer_head = {}, .body = {}});
    return reply;
  }

  skerry::host::Reply ask(const std::string& actor, const std::string& path,
                          const std::string& body = "") {
    const auto reply = send(actor, path, body);
    last_exchange.reset();
    REQUIRE(wait([&] { return reply->ended; }));
    return *reply;
  }

  bool wait(const std::function<bool()>& done) {
    for (std::uint64_t waited = 0; !done() && waited < kPatienceMs; waited += 10) {
      while (loop_->run_ready()) {
      }
      if (!done()) loop_->run_one_for(10);
    }
    return done();
  }

  /// Lets everything that is under way come to rest.
  void settle() {
    for (int i = 0; i < 20; ++i) loop_->run_one_for(10);
  }

  Metrics metrics;
  std::vector<std::string> witnessed;
  std::unique_ptr<ActorShard> shard;
  std::shared_ptr<LocalExchange> last_exchange;

 private:
  void start() {
    loop_ = std::make_unique<EventLoop>();
    if (disk_ != nullptr) {
      executor_ = std::make_unique<InlineExecutor>();
    } else {
      executor_ = std::make_unique<WorkerPool>(2);
    }
    const std::string vfs = disk_ != nullptr ? disk_->vfs_name() : "";
    store_ = ActorStore::open({.folder = folder_.string(), .vfs = vfs}, *executor_).value();
    shard = std::make_unique<ActorShard>(environment_, *loop_, *store_, residents_max_);
    shard->add(module_);
    clock_ = std::make_unique<DueTimer>(
        *loop_,
        DueTimer::Work{.next_due_ms = [this] { return store_->next_alarm_ms(); },
                       .run =
                           [this](std::uint64_t now_ms) {
                             for (const auto& identity : store_->take_due_alarms(now_ms, 100)) {
                               shard->deliver_alarm(identity);
                             }
                           }});
    store_->set_alarm_listener(clock_->wake());
  }

  void stop() {
    clock_.reset();
    shard->shut_down();
    while (loop_->run_ready()) {
    }
    shard.reset();
    loop_.reset();
    store_.reset();
    executor_.reset();
  }

  const std::size_t residents_max_;
  SimulatedDisk* const disk_;
  std::filesystem::path folder_;
  Configuration configuration_;
  Environment environment_;
  Engine engine_{{.component_instances_max = 64,
                  .instance_memory_bytes_max = 16U << 20,
                  .event_time_ms_max = 2'000}};
  Imports imports_ = common_imports();
  std::unique_ptr<Component> component_;
  Module module_;
  std::unique_ptr<EventLoop> loop_;
  std::unique_ptr<Executor> executor_;
  std::unique_ptr<ActorStore> store_;
  std::unique_ptr<DueTimer> clock_;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("what a socket says is counted until it is heard", "[actor][socket]") {
  const auto backlog = std::make_shared<SocketBacklog>();
  constexpr std::size_t kHalf = (kSocketBacklogBytesMax / 2) - kSocketMessageOverheadBytes;
  for (int i = 0; i < 10; ++i) {
    const auto first = backlog->add(kHalf);
    const auto second = backlog->add(kHalf);
    CHECK(first != nullptr);
    CHECK(second != nullptr);
  }
  // One alone may have any size.
  CHECK(backlog->add(2 * kSocketBacklogBytesMax) != nullptr);
}

TEST_CASE("a socket that was not heard once is not heard again", "[actor][socket]") {
  const auto backlog = std::make_shared<SocketBacklog>();
  std::vector<std::shared_ptr<void>> waiting;
  while (auto receipt = backlog->add(0)) waiting.push_back(std::move(receipt));
  CHECK(waiting.size() == kSocketBacklogBytesMax / kSocketMessageOverheadBytes);
  waiting.clear();
  CHECK(backlog->add(0) == nullptr);
}

}  // namespace

TEST_CASE("an actor answers after its write is durable, and a new process reads it", "[actor]") {
  World world;
  CHECK(world.ask("one", "/write", "first").body == "written");
  CHECK(holds(world.ask("one", "/lines").body, R"(["first"])"));
  CHECK_FALSE(holds(world.ask("two", "/lines").body, "first"));
  CHECK(world.ask("one", "/self").body == "actor|one");
  world.restart();
  CHECK(holds(world.ask("one", "/lines").body, R"(["first"])"));
}

TEST_CASE("a trap after a write and after a fetch started undoes both", "[actor]") {
  World world;
  world.ask("one", "/write", "before");
  const auto reply = world.ask("one", "/fetch-and-trap", "undone");
  CHECK(reply.status == 500);
  CHECK(holds(reply.body, "module_trapped"));
  world.settle();
  CHECK(world.witnessed.empty());
  const auto lines = world.ask("one", "/lines").body;
  CHECK(holds(lines, "before"));
  CHECK_FALSE(holds(lines, "undone"));
  CHECK(world.metrics.total("skerry_module_traps") == 1);
  // The same effect does happen when nothing traps.
  CHECK(world.ask("one", "/fetch", "kept").body == "echo kept");
  CHECK(world.witnessed.size() == 1);
}

TEST_CASE("a trap costs only its own event of those that share a transaction", "[actor]") {
  World world;
  // The first opens the database; the others wait for it and then run together.
  const auto first = world.send("one", "/write", "a");
  const auto exchange_a = world.last_exchange;
  const auto trapped = world.send("one", "/fetch-and-trap", "b");
  const auto last = world.send("one", "/write", "c");
  world.last_exchange.reset();
  REQUIRE(world.wait([&] { return first->ended && trapped->ended && last->ended; }));
  CHECK(first->body == "written");
  CHECK(trapped->status == 500);
  CHECK(last->body == "written");
  const auto lines = world.ask("one", "/lines").body;
  CHECK(holds(lines, R"([["a"],["c"]])"));
}

TEST_CASE("a commit that fails releases nothing of what was held", "[actor]") {
  SimulatedDisk disk(1);
  World world(16, &disk);
  REQUIRE(world.ask("one", "/write", "kept").body == "written");
  disk.cut_after(1);
  const auto reply = world.ask("one", "/fetch", "lost");
  CHECK(reply.status == 503);
  CHECK(holds(reply.body, "storage_unavailable"));
  CHECK(world.witnessed.empty());
  CHECK(world.metrics.total("skerry_actor_commits_failed") == 1);
}

TEST_CASE("an alarm set inside its own handler is kept", "[actor][alarm]") {
  World world;
  world.ask("one", "/alarm-in/0", "again");
  REQUIRE(world.wait([&] { return holds(world.ask("one", "/lines").body, "alarm 1 none"); }));
  CHECK(world.ask("one", "/alarm").body == "set");
}

TEST_CASE("an alarm is gone after a handler that does not set it anew", "[actor][alarm]") {
  World world;
  world.ask("one", "/alarm-in/0", "once");
  REQUIRE(world.wait([&] { return holds(world.ask("one", "/lines").body, "alarm 1 none"); }));
  CHECK(world.ask("one", "/alarm").body == "none");
}

TEST_CASE("an alarm whose handler traps is tried again", "[actor][alarm]") {
  World world;
  world.ask("one", "/alarm-in/0", "trap");
  REQUIRE(world.wait([&] { return holds(world.ask("one", "/lines").body, "alarm 2 none"); }));
  const auto lines = world.ask("one", "/lines").body;
  CHECK_FALSE(holds(lines, "alarm 1"));
  CHECK(world.ask("one", "/alarm").body == "none");
}

TEST_CASE("an alarm outlives the process", "[actor][alarm]") {
  World world;
  world.ask("one", "/alarm-in/300", "once");
  world.restart();
  REQUIRE(world.wait([&] { return holds(world.ask("one", "/lines").body, "alarm 1 none"); }));
}

TEST_CASE("a destroyed actor begins anew", "[actor]") {
  World world;
  world.ask("one", "/alarm-in/3600000", "once");
  world.ask("one", "/write", "old");
  CHECK(world.ask("one", "/destroy").body == "gone");
  const auto lines = world.ask("one", "/lines").body;
  CHECK_FALSE(holds(lines, "old"));
  CHECK(world.ask("one", "/alarm").body == "none");
}

TEST_CASE("only idle actors are dropped from memory, the least recently used first", "[actor]") {
  World world(2);
  const auto busy = world.send("busy", "/slow");
  const auto keep = world.last_exchange;
  world.settle();
  for (const char* name : {"a", "b", "c", "d"}) world.ask(name, "/write", name);
  world.settle();
  CHECK(world.shard->residents() == 2);
  CHECK(world.metrics.total("skerry_actors_evicted") == 3);
  CHECK_FALSE(busy->ended);
  // What was dropped comes back from its file, in a new instance.
  CHECK(world.ask("d", "/seen").body == "2");
  CHECK(world.ask("a", "/seen").body == "1");
  CHECK(holds(world.ask("a", "/lines").body, R"(["a"])"));
}

TEST_CASE("an eviction of an actor that stays busy is refused in time", "[actor]") {
  World world;
  const auto busy = world.send("busy", "/slow");
  const auto keep = world.last_exchange;
  world.ask("idle", "/write", "a");
  std::vector<std::string> told;
  const auto evict = [&](const std::string& name) {
    world.shard->evict({"actor", name}, [&told, name](bool evicted) {
      told.push_back(name + (evicted ? " evicted" : " busy"));
    });
  };
  evict("unknown");
  evict("idle");
  CHECK(world.wait([&] { return told.size() == 2; }));
  evict("busy");
  CHECK(world.wait([&] { return told.size() == 3; }));
  CHECK(told == std::vector<std::string>{"unknown evicted", "idle evicted", "busy busy"});
  CHECK(world.shard->residents() == 1);
  CHECK_FALSE(busy->ended);
}

TEST_CASE("a client that leaves is told to the actor", "[actor]") {
  World world;
  world.send("one", "/slow");
  world.settle();
  world.last_exchange->leave();
  world.last_exchange.reset();
  CHECK(world.wait([&] { return holds(world.ask("one", "/lines").body, "abort"); }));
}

}  // namespace skerry::host
