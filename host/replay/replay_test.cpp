#include "host/replay/replay.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/engine/fixtures/front_imports.hpp"
#include "host/engine/instance.hpp"
#include "host/replay/recording.hpp"

namespace skerry::host {
namespace {

const std::filesystem::path kFixtures = SKERRY_BINARY_DIR "/fixtures";

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// Instances of the fixture `front` whose lives are recorded.
struct World {
  explicit World(Recording::Limits limits = {})
      : recording(Recording::open(folder, options, limits).value()) {}
  ~World() { std::filesystem::remove_all(folder); }

  /// Lives one life: a request for each path.
  void live(const std::vector<std::string>& paths) {
    fixtures::FrontTarget target;
    const auto instance =
        Instance::create(*component, target, recording->observe("front", *component)).value();
    std::uint64_t id = 0;
    for (const std::string& path : paths) {
      static_cast<void>(instance->call(Event::kHttpRequest, id += 2,
                                       ":method: POST\n:path: " + path + "\n", std::string(),
                                       std::expected<std::string, Failure>("grüße")));
    }
  }

  [[nodiscard]] std::filesystem::path log(int number = 1) const {
    return folder / ("front-" + std::to_string(number) + ".log");
  }
  [[nodiscard]] ReplayReport replay_log(int number = 1) const {
    return Replays(kFixtures).replay(log(number));
  }
  /// Replays the first log with a change.
  [[nodiscard]] ReplayReport replay_changed(std::string_view from, std::string_view to) const {
    std::string text = text_of(log());
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return replay_text(text);
  }
  [[nodiscard]] ReplayReport replay_text(std::string_view text) const {
    const auto file = folder / "changed.log";
    std::ofstream(file, std::ios::binary) << text;
    return Replays(kFixtures).replay(file);
  }

  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("skerry-replay-test-" + std::to_string(getpid()));
  Engine::Options options{.component_instances_max = 4,
                          .instance_memory_bytes_max = 16U << 20,
                          .event_time_ms_max = 200};
  Engine engine{options};
  Imports imports = fixtures::front_imports();
  std::unique_ptr<Component> component =
      Component::load(engine, imports, kFixtures / "front.wasm", {}).value();
  std::unique_ptr<Recording> recording;
};

}  // namespace

TEST_CASE("a recorded life is repeated, traps included", "[replay]") {
  World world;
  const std::string last = GENERATE("/echo", "/trap", "/bomb", "/flood", "/loop");
  INFO(last);
  world.live({"/echo", "/echo", last});
  const ReplayReport report = world.replay_log();
  INFO(report.line);
  CHECK(report.outcome == ReplayOutcome::kIdentical);
  CHECK(report.line.starts_with("replayed 3 events, "));
  CHECK(report.line.ends_with(" imports: identical"));
}

TEST_CASE("what differs from the log is named", "[replay]") {
  World world;
  world.live({"/echo", "/echo"});
  SECTION("an argument of an event") {
    const auto report = world.replay_changed("gr\xc3\xbc\xc3\x9f", "Gr\xc3\xbc\xc3\x9f");
    CHECK(report.outcome == ReplayOutcome::kDiverged);
    CHECK(report.line.starts_with("event 1 (http-events.on-request), after 0 imports: expected "));
    CHECK(report.line.contains("found "));
  }
  SECTION("an import that is not called any more") {
    const auto report = world.replay_changed(R"(["end",1)", R"(["import","log.write",[],null])"
                                                            "\n"
                                                            R"(["end",1)");
    CHECK(report.outcome == ReplayOutcome::kDiverged);
    CHECK(report.line.ends_with("expected log.write[], found the end of the event"));
  }
  SECTION("an outcome") {
    const auto report = world.replay_changed(R"(["end",2,"done"])", R"(["end",2,"trapped"])");
    CHECK(report.outcome == ReplayOutcome::kDiverged);
  }
}

TEST_CASE("a result that is none is a divergence, not a crash", "[replay]") {
  World world;
  world.live({"/flood"});
  for (const auto* result : {"null", R"({"u64":"x"})", "[]", "7"}) {
    const auto report = world.replay_changed(R"({"u64":1048576}])", std::string(result) + "]");
    INFO(report.line);
    CHECK(report.outcome == ReplayOutcome::kDiverged);
  }
}

TEST_CASE("a log of another module, or none at all, is refused in one line", "[replay]") {
  World world;
  world.live({"/echo"});
  const std::string digest = world.component->digest();
  const auto other = world.replay_changed(digest, std::string(64, '0'));
  CHECK(other.outcome == ReplayOutcome::kUnusable);
  CHECK(other.line.contains(digest));
  CHECK(world.replay_changed(R"("skerry_log":1)", R"("skerry_log":9)").outcome ==
        ReplayOutcome::kUnusable);
  CHECK(world.replay_changed(R"("module":"front")", R"("module":"../front")").outcome ==
        ReplayOutcome::kUnusable);
  for (const auto* text : {"", "\n", "{}\n", "no log\n", "{\"skerry_log\":1}\n"}) {
    CHECK(world.replay_text(text).outcome == ReplayOutcome::kUnusable);
  }
  CHECK(world.replay_log(99).line == "the log cannot be read");
}

TEST_CASE("a log cut off anywhere is repeated as far as it goes, and said to be cut off",
          "[replay]") {
  World world;
  world.live({"/echo", "/echo", "/echo"});
  const std::string text = text_of(world.log());
  const std::size_t begin = text.find('\n') + 1;
  for (std::size_t size = begin; size < text.size(); size += 37) {
    const auto report = world.replay_text(std::string_view(text).substr(0, size));
    INFO(report.line);
    CHECK(report.outcome == ReplayOutcome::kUnusable);
    CHECK(report.line.contains(": identical, but the log is cut off after event "));
  }
  CHECK(world.replay_text(text.substr(0, begin - 1)).outcome == ReplayOutcome::kUnusable);
}

TEST_CASE("a log that goes on after a trap is damaged", "[replay]") {
  World world;
  world.live({"/echo", "/echo"});
  CHECK(world.replay_changed(R"(["end",1,"done"])", R"(["end",1,"interrupted"])").line ==
        "the log goes on after a trap");
  world.live({"/trap"});
  std::string text = text_of(world.log(2));
  const auto closed = text.find("[\"closed\"");
  text.insert(closed,
              "[\"event\",2,\"http-events.on-sent\",[{\"u64\":2}]]\n[\"end\",2,\"done\"]\n");
  CHECK(world.replay_text(text).line == "the log goes on after a trap");
}

TEST_CASE("recording stops at its limits, and what was recorded can be repeated", "[replay]") {
  SECTION("of one log") {
    World world({.log_bytes_max = 1'500});
    world.live(std::vector<std::string>(50, "/echo"));
    CHECK(text_of(world.log()).size() < 2'000);
    CHECK(text_of(world.log()).contains("recorded_log_bytes_max=1500"));
    const auto report = world.replay_log();
    CHECK(report.outcome == ReplayOutcome::kIdentical);
    CHECK_FALSE(report.line.starts_with("replayed 50 "));
  }
  SECTION("of all logs") {
    World world({.bytes_max = 2'000});
    for (int i = 0; i < 9; ++i) world.live({"/echo", "/echo"});
    CHECK(text_of(world.log(9)).size() < 200);
    CHECK(world.replay_log(1).outcome == ReplayOutcome::kIdentical);
  }
  SECTION("of their number") {
    World world({.logs_max = 2});
    for (int i = 0; i < 4; ++i) world.live({"/echo"});
    CHECK(std::filesystem::exists(world.log(2)));
    CHECK_FALSE(std::filesystem::exists(world.log(3)));
  }
}

TEST_CASE("logs are their owner's alone, and never overwritten", "[replay]") {
  World world;
  world.live({"/echo"});
  struct stat status{};
  REQUIRE(stat(world.log().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  REQUIRE(stat(world.folder.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
  const std::string before = text_of(world.log());
  world.recording = Recording::open(world.folder, world.options, {}).value();
  world.live({"/trap"});
  CHECK(text_of(world.log()) == before);
  CHECK(std::filesystem::exists(world.log(2)));
  CHECK_FALSE(Recording::open("/proc/no-such-folder", world.options, {}).has_value());
}

}  // namespace skerry::host
