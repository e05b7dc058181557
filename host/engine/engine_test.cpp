#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <vector>

#include "host/engine/fixtures/front_imports.hpp"
#include "host/engine/instance.hpp"

namespace skerry::host {
namespace {

const std::filesystem::path kFront = SKERRY_BINARY_DIR "/fixtures/front.wasm";

Engine::Options small() {
  return {.component_instances_max = 8,
          .instance_memory_bytes_max = 16U << 20,
          .event_time_ms_max = 200};
}

struct World {
  Engine engine{small()};
  Imports imports = fixtures::front_imports();
  std::unique_ptr<Component> component = Component::load(engine, imports, kFront, {}).value();
  fixtures::FrontTarget recorder;
  std::unique_ptr<Instance> instance = Instance::create(*component, recorder).value();

  CallOutcome request(std::uint64_t id, const std::string& path, const std::string& body = "") {
    return instance->call(Event::kHttpRequest, id, ":method: POST\n:path: " + path + "\n",
                          std::string(), std::expected<std::string, Failure>(body));
  }
};

}  // namespace

TEST_CASE("a request crosses into a module and its answer back", "[engine]") {
  World world;
  REQUIRE(world.request(2, "/echo", "grüße") == CallOutcome::kDone);
  REQUIRE(world.recorder.responses.size() == 1);
  CHECK(world.recorder.responses[0].request == 2);
  CHECK(world.recorder.responses[0].status == 200);
  CHECK(world.recorder.responses[0].body == "grüße");
}

TEST_CASE("a failure crosses as the case of its kind", "[engine]") {
  World world;
  const std::expected<std::string, Failure> body =
      std::unexpected(Failure{FailureKind::kLimitExceeded, "body_bytes_max=1"});
  REQUIRE(world.instance->call(Event::kHttpRequest, std::uint64_t{2}, std::string(":path: /echo\n"),
                               std::string(), body) == CallOutcome::kDone);
  CHECK(world.recorder.responses.at(0).body == "failed");
}

TEST_CASE("an event that the module does not export runs nothing", "[engine]") {
  World world;
  CHECK(world.instance->call(Event::kAlarm, std::uint32_t{1}) == CallOutcome::kNotExported);
}

TEST_CASE("bytes that are not UTF-8 are refused before they cross", "[engine]") {
  World world;
  CHECK(world.request(2, "/echo", "\xc3\x28") == CallOutcome::kNotUtf8);
  CHECK(world.request(4, "/echo", "still alive") == CallOutcome::kDone);
}

TEST_CASE("faults of a module end as traps", "[engine]") {
  World world;
  SECTION("unreachable") { CHECK(world.request(2, "/trap") == CallOutcome::kTrapped); }
  SECTION("an endless loop") {
    const auto begin_time = std::chrono::steady_clock::now();
    CHECK(world.request(2, "/loop") == CallOutcome::kTrapped);
    CHECK(std::chrono::steady_clock::now() - begin_time < std::chrono::seconds(2));
    CHECK(world.instance->trap_message().find("interrupt") != std::string::npos);
  }
  SECTION("a memory bomb") { CHECK(world.request(2, "/bomb") == CallOutcome::kTrapped); }
  SECTION("a limit that an import enforces") {
    CHECK(world.request(2, "/flood") == CallOutcome::kTrapped);
    CHECK(world.instance->trap_message().find("effects_bytes_max") != std::string::npos);
  }
  // The engine goes on with another instance.
  world.instance = Instance::create(*world.component, world.recorder).value();
  CHECK(world.request(4, "/echo", "again") == CallOutcome::kDone);
  CHECK(world.recorder.responses.back().body == "again");
}

TEST_CASE("a compiled component is cached, and a damaged cache is made anew", "[engine]") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("skerry-engine-test-" + std::to_string(getpid()));
  Engine engine{small()};
  const Imports imports = fixtures::front_imports();
  const auto load = [&] { return Component::load(engine, imports, kFront, folder).value(); };
  CHECK_FALSE(load()->from_cache());
  CHECK(load()->from_cache());
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(5'000);
    file.write("damage", 6);
  }
  CHECK_FALSE(load()->from_cache());
  CHECK(load()->from_cache());
  std::filesystem::remove_all(folder);
}

TEST_CASE("core modules are found inside a component", "[engine]") {
  std::ifstream file(kFront, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto modules = core_modules(bytes);
  REQUIRE_FALSE(modules.empty());
  for (const auto module : modules) CHECK(module.substr(0, 4) == std::string_view("\0asm", 4));
  CHECK(core_modules("no component at all").empty());
  CHECK(digest_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// Run with `engine_test "[!benchmark]"`.
TEST_CASE("cost of an event", "[!benchmark]") {
  World world;
  constexpr int kRounds = 100'000;
  const std::string head = ":method: POST\n:path: /echo\n";
  const std::expected<std::string, Failure> body = R"({"numbers":[3,1,4,1,5]})";
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < kRounds; ++i) {
    world.recorder.responses.clear();
    REQUIRE(world.instance->call(Event::kHttpRequest, std::uint64_t{2}, head, std::string(),
                                 body) == CallOutcome::kDone);
  }
  const std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - began;
  WARN("request and respond: " << spent.count() / kRounds << " us");
  const auto created = std::chrono::steady_clock::now();
  for (int i = 0; i < 1'000; ++i) CHECK(Instance::create(*world.component, world.recorder));
  const std::chrono::duration<double, std::micro> making =
      std::chrono::steady_clock::now() - created;
  WARN("instance: " << making.count() / 1'000 << " us");
}

}  // namespace skerry::host
