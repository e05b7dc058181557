#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "host/database/testing/actor_world.hpp"

namespace skerry::host {

TEST_CASE("an alarm is delivered with the number of its attempt", "[actor][alarm]") {
  ActorWorld world;
  const auto actor = world.actor("a");
  REQUIRE(actor->begin_event());
  REQUIRE(actor->set_alarm(1'000));
  REQUIRE(actor->end_event());
  REQUIRE(commit(*actor));
  CHECK(world.store->next_alarm_ms() == std::optional<std::uint64_t>(1'000));
  CHECK(world.store->take_due_alarms(999, 10).empty());
  CHECK(world.store->take_due_alarms(1'000, 10) == std::vector<ActorIdentity>{{"job", "a"}});
  CHECK(world.store->take_due_alarms(1'000, 10).empty());

  REQUIRE(actor->begin_event());
  CHECK(actor->take_alarm(1'000).value() == std::optional<std::uint32_t>(1));
  CHECK(actor->get_alarm().value() == std::optional<std::uint64_t>());
  REQUIRE(actor->undo_event());
  REQUIRE(actor->begin_event());
  REQUIRE(actor->retry_alarm(1'500));
  REQUIRE(actor->end_event());
  REQUIRE(commit(*actor));
  CHECK(world.store->next_alarm_ms() == std::optional<std::uint64_t>(1'500));

  REQUIRE(actor->begin_event());
  CHECK(actor->take_alarm(1'499).value() == std::optional<std::uint32_t>());
  CHECK(actor->take_alarm(1'500).value() == std::optional<std::uint32_t>(2));
  REQUIRE(actor->set_alarm(3'000));
  REQUIRE(actor->end_event());
  REQUIRE(commit(*actor));
  CHECK(world.store->next_alarm_ms() == std::optional<std::uint64_t>(3'000));
}

TEST_CASE("alarms are known after a restart without opening their actors", "[actor][alarm]") {
  ActorWorld world;
  for (const auto* name : {"x", "y"}) {
    const auto actor = world.actor(name);
    REQUIRE(actor->begin_event());
    REQUIRE(actor->set_alarm(*name == 'x' ? 20 : 10));
    REQUIRE(actor->end_event());
    REQUIRE(commit(*actor));
  }
  world.restart();
  CHECK(world.store->take_due_alarms(30, 10) ==
        std::vector<ActorIdentity>{{"job", "y"}, {"job", "x"}});

  SECTION("and when the index is missing, from their files") {
    world.store.reset();
    std::filesystem::remove(world.folder / "alarms.sqlite");
    world.restart();
    CHECK(world.store->take_due_alarms(30, 10) ==
          std::vector<ActorIdentity>{{"job", "y"}, {"job", "x"}});
  }
}

TEST_CASE("a wake-up for nothing corrects the index", "[actor][alarm]") {
  ActorWorld world;
  {
    const auto actor = world.actor("a");
    REQUIRE(actor->begin_event());
    REQUIRE(actor->set_alarm(10));
    REQUIRE(actor->end_event());
    REQUIRE(commit(*actor));
  }
  REQUIRE(world.store->take_due_alarms(10, 1).size() == 1);
  const auto actor = world.actor("a");
  REQUIRE(actor->begin_event());
  CHECK(actor->take_alarm(5).value() == std::optional<std::uint32_t>());
  REQUIRE(actor->end_event());
  CHECK_FALSE(actor->commit([](const auto&) {}));
  CHECK(world.store->next_alarm_ms() == std::optional<std::uint64_t>(10));
}

}  // namespace skerry::host
