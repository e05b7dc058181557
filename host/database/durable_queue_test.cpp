#include "host/database/durable_queue.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host/database/testing/scratch_folder.hpp"

namespace skerry::host {
namespace {

struct World {
  ScratchFolder folder;
  InlineExecutor executor;
  std::vector<QueueDelivery> delivered;
  std::unique_ptr<DurableQueue> queue;
  std::map<std::string, QueueOptions> options{
      {"jobs", {.retries_max = 3, .dead_letter_queue = "dead", .lease_ms = 1'000}}};

  void open() {
    queue.reset();
    auto opened = DurableQueue::open(
        {.path = folder / "queues.sqlite", .queues = options}, executor,
        [this](QueueDelivery delivery) { delivered.push_back(std::move(delivery)); });
    REQUIRE(opened);
    queue = std::move(*opened);
  }
  Result<void> send(std::string body, std::uint32_t delay_s, std::uint64_t now_ms,
                    const std::string& name = "jobs") {
    Result<void> outcome;
    queue->send(name, std::move(body), delay_s, now_ms,
                [&](Result<void> done) { outcome = std::move(done); });
    return outcome;
  }
  std::vector<QueueDelivery> pump(std::uint64_t now_ms) {
    delivered.clear();
    queue->pump(now_ms);
    return std::exchange(delivered, {});
  }
  std::uint64_t count(const std::string& name) { return queue->count(name).value(); }
};

}  // namespace

TEST_CASE("a message is delivered once its delay is over, and gone when acknowledged", "[queue]") {
  World world;
  world.open();
  REQUIRE(world.send("now", 0, 1'000));
  REQUIRE(world.send("later", 5, 1'000));
  const auto first = world.pump(1'000);
  REQUIRE(first.size() == 1);
  CHECK(first[0].body == "now");
  CHECK(first[0].attempts == 1);
  CHECK(first[0].queue == "jobs");
  world.queue->ack(first[0].lease);
  CHECK(world.queue->next_due_ms() == std::optional<std::uint64_t>(6'000));
  CHECK(world.pump(5'999).empty());
  const auto second = world.pump(6'000);
  REQUIRE(second.size() == 1);
  CHECK(second[0].body == "later");
  CHECK(second[0].id != first[0].id);
  world.queue->ack(second[0].lease);
  world.queue->ack(second[0].lease);
  CHECK(world.count("jobs") == 0);
  CHECK_FALSE(world.queue->next_due_ms());
}

TEST_CASE("a message that fails goes to the dead-letter queue after three retries", "[queue]") {
  World world;
  world.open();
  REQUIRE(world.send("bad", 0, 0));
  std::string id;
  std::uint64_t now_ms = 0;
  for (std::uint32_t attempt = 1; attempt <= 4; ++attempt) {
    CHECK(world.count("dead") == 0);
    const auto got = world.pump(now_ms);
    REQUIRE(got.size() == 1);
    CHECK(got[0].attempts == attempt);
    if (attempt > 1) CHECK(got[0].id == id);
    id = got[0].id;
    world.queue->retry(got[0].lease, 2, now_ms);
    CHECK(world.pump(now_ms + 1'999).empty());
    now_ms += 2'000;
  }
  CHECK(world.count("jobs") == 0);
  CHECK(world.count("dead") == 1);

  // Whoever is given the dead-letter queue later finds it there, as a new message.
  world.options["dead"] = {};
  world.open();
  const auto dead = world.pump(now_ms);
  REQUIRE(dead.size() == 1);
  CHECK(dead[0].body == "bad");
  CHECK(dead[0].attempts == 1);
}

TEST_CASE("a lease that runs out is a failed attempt", "[queue]") {
  World world;
  world.open();
  REQUIRE(world.send("slow", 0, 0));
  const auto first = world.pump(0);
  REQUIRE(first.size() == 1);
  CHECK(world.queue->next_due_ms() == std::optional<std::uint64_t>(1'000));
  CHECK(world.pump(999).empty());
  auto again = world.pump(1'000);
  if (again.empty()) again = world.pump(1'000);
  REQUIRE(again.size() == 1);
  CHECK(again[0].attempts == 2);
  // Too late: the message is another delivery's now.
  world.queue->ack(first[0].lease);
  CHECK(world.count("jobs") == 1);
  world.queue->ack(again[0].lease);
  CHECK(world.count("jobs") == 0);
}

TEST_CASE("a crash delivers again, and counts", "[queue]") {
  World world;
  world.open();
  REQUIRE(world.send("poison", 0, 0));
  for (std::uint32_t attempt = 1; attempt <= 4; ++attempt) {
    const auto got = world.pump(0);
    REQUIRE(got.size() == 1);
    CHECK(got[0].attempts == attempt);
    world.open();
  }
  CHECK(world.pump(0).empty());
  CHECK(world.count("jobs") == 0);
  CHECK(world.count("dead") == 1);
}

TEST_CASE("no more messages are out than the queue allows", "[queue]") {
  World world;
  world.options["jobs"].leased_max = 2;
  world.open();
  for (int i = 0; i < 5; ++i) REQUIRE(world.send(std::to_string(i), 0, 0));
  const auto first = world.pump(0);
  REQUIRE(first.size() == 2);
  CHECK(first[0].body == "0");
  CHECK(world.pump(0).empty());
  CHECK(world.queue->next_due_ms() == std::optional<std::uint64_t>(1'000));
  int notified = 0;
  world.queue->set_listener([&] { ++notified; });
  world.queue->ack(first[0].lease);
  CHECK(notified > 0);
  CHECK(world.queue->next_due_ms() == std::optional<std::uint64_t>(0));
  const auto next = world.pump(0);
  REQUIRE(next.size() == 1);
  CHECK(next[0].body == "2");
}

TEST_CASE("a message with nowhere to go is dropped and counted", "[queue]") {
  World world;
  world.options["jobs"] = {.retries_max = 0};
  world.open();
  REQUIRE(world.send("x", 0, 0));
  const auto got = world.pump(0);
  REQUIRE(got.size() == 1);
  world.queue->retry(got[0].lease, 0, 0);
  CHECK(world.pump(0).empty());
  CHECK(world.count("jobs") == 0);
  CHECK(world.queue->dropped() == 1);
}

TEST_CASE("what a queue does not take is a named failure", "[queue]") {
  World world;
  world.open();
  CHECK(world.send("x", 0, 0, "unknown").error().kind == FailureKind::kNotFound);
  CHECK(world.send(std::string(128'000, 'x'), 43'200, 0));
  CHECK(world.send(std::string(128'001, 'x'), 0, 0).error().detail ==
        "queue_message_bytes_max=128000");
  CHECK(world.send("x", 43'201, 0).error().detail == "queue_delay_s_max=43200");
}

}  // namespace skerry::host
