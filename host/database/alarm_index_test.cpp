#include "host/database/alarm_index.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/database/testing/simulated_disk.hpp"

namespace skerry::host {
namespace {

using Time = std::optional<std::uint64_t>;

struct World {
  SimulatedDisk disk{1};
  InlineExecutor executor;
  std::unique_ptr<AlarmIndex> index;

  World() { open(); }
  void open() {
    auto opened = AlarmIndex::open({.path = "/alarms", .vfs = disk.vfs_name()}, executor);
    REQUIRE(opened);
    index = std::move(*opened);
  }
  /// The power goes: nothing that was left for later is written.
  void crash() {
    disk.cut_after(1);
    index.reset();
    disk.restart();
    open();
  }
  void prepare(const ActorIdentity& actor, std::uint64_t at_ms) {
    bool prepared = false;
    index->prepare(actor, at_ms, [&](const Result<void>& done) { prepared = done.has_value(); });
    REQUIRE(prepared);
  }
  void set(const ActorIdentity& actor, Time at_ms) {
    if (at_ms) prepare(actor, *at_ms);
    index->committed(actor, at_ms);
  }
  /// Leaves so much for later that it is written now.
  void flush() {
    for (std::size_t i = 0; i <= kAlarmIndexStaleMax; ++i) {
      const ActorIdentity other{"other", std::to_string(i)};
      set(other, 1'000'000);
      set(other, 2'000'000);
    }
  }
};

const ActorIdentity kActor{"job", "a"};

}  // namespace

TEST_CASE("an earlier alarm is durable before its commit begins", "[alarm]") {
  World world;
  world.prepare(kActor, 100);
  world.crash();
  CHECK(world.index->next_due_ms() == Time(100));
  world.set(kActor, 100);
  world.prepare(kActor, 50);
  world.crash();
  CHECK(world.index->next_due_ms() == Time(50));
}

TEST_CASE("a later alarm costs no write, and is corrected when looked at", "[alarm]") {
  World world;
  world.set(kActor, 100);
  const auto before = world.disk.operations();
  world.set(kActor, 900);
  world.set(kActor, std::nullopt);
  world.set(kActor, 500);
  CHECK(world.disk.operations() == before);
  CHECK(world.index->next_due_ms() == Time(500));
  world.crash();
  CHECK(world.index->next_due_ms() == Time(100));
  CHECK(world.index->take_due(100, 9) == std::vector<ActorIdentity>{kActor});
  // What `ActorDatabase::commit` reports after it found nothing due.
  world.index->committed(kActor, 500);
  CHECK(world.index->next_due_ms() == Time(500));
}

TEST_CASE("what was left for later is written when the index closes", "[alarm]") {
  World world;
  world.set(kActor, 100);
  world.set(kActor, 900);
  world.index.reset();
  world.open();
  CHECK(world.index->next_due_ms() == Time(900));
  world.set(kActor, std::nullopt);
  world.index.reset();
  world.open();
  CHECK_FALSE(world.index->next_due_ms());
}

TEST_CASE("a row that was moved later is moved back before an earlier commit", "[alarm]") {
  World world;
  world.set(kActor, 100);
  world.set(kActor, 900);
  world.flush();
  world.prepare(kActor, 500);
  world.crash();
  CHECK(world.index->next_due_ms() == Time(500));
}

TEST_CASE("a row is not moved later while its actor's commit is under way", "[alarm]") {
  World world;
  world.set(kActor, 100);
  world.set(kActor, 900);
  world.prepare(kActor, 100);
  world.flush();
  world.crash();
  CHECK(world.index->next_due_ms() == Time(100));
}

TEST_CASE("a failed commit leaves the alarm where it was", "[alarm]") {
  World world;
  world.set(kActor, 100);
  world.prepare(kActor, 50);
  world.index->abandoned(kActor);
  CHECK(world.index->next_due_ms() == Time(100));
  const ActorIdentity fresh{"job", "fresh"};
  world.prepare(fresh, 10);
  world.index->abandoned(fresh);
  // Whether the commit happened is not known, so it is looked at.
  CHECK(world.index->next_due_ms() == Time(10));
}

TEST_CASE("an actor that cannot be looked at is brought back later", "[alarm]") {
  World world;
  world.set(kActor, 100);
  CHECK(world.index->take_due(100, 9).size() == 1);
  CHECK_FALSE(world.index->next_due_ms());
  int heard = 0;
  world.index->set_listener([&] { ++heard; });
  world.index->postpone(kActor, 700);
  CHECK(heard == 1);
  CHECK(world.index->take_due(699, 9).empty());
  CHECK(world.index->take_due(700, 9).size() == 1);
  // Being brought back later is not the alarm's time: the durable row stays early.
  world.crash();
  CHECK(world.index->next_due_ms() == Time(100));
}

TEST_CASE("an alarm that the index has lost is found when its actor is opened", "[alarm]") {
  World world;
  world.index->observed(kActor, 300);
  CHECK(world.index->next_due_ms() == Time(300));
  world.crash();
  CHECK(world.index->next_due_ms() == Time(300));
}

}  // namespace skerry::host
