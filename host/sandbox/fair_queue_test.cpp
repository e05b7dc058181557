#include "host/sandbox/fair_queue.hpp"

#include <catch2/catch.hpp>

namespace skerry::host {
namespace {

using Queue = FairQueue<std::string>;

std::vector<std::string> drain(Queue& queue) {
  std::vector<std::string> order;
  while (auto item = queue.pop()) order.push_back(std::move(*item));
  return order;
}

TEST_CASE("owners take turns, and each one's items keep their order") {
  Queue queue(10);
  for (const auto* item : {"a1", "a2", "a3"}) CHECK_FALSE(queue.push("a", "r", item));
  CHECK_FALSE(queue.push("b", "r", "b1"));
  CHECK_FALSE(queue.push("c", "r", "c1"));
  CHECK_FALSE(queue.push("b", "r", "b2"));
  CHECK(queue.size() == 6);
  CHECK(drain(queue) == std::vector<std::string>{"a1", "b1", "c1", "a2", "b2", "a3"});
  CHECK(queue.empty());
  CHECK(queue.size() == 0);  // NOLINT(readability-container-size-empty): its own answer.
}

TEST_CASE("an owner who comes back has his turn behind those who wait") {
  Queue queue(10);
  CHECK_FALSE(queue.push("a", "r", "a1"));
  CHECK_FALSE(queue.push("b", "r", "b1"));
  CHECK(queue.pop() == "a1");
  CHECK_FALSE(queue.push("a", "r", "a2"));
  CHECK(queue.pop() == "b1");
  CHECK(queue.pop() == "a2");
  CHECK_FALSE(queue.pop());
}

TEST_CASE("an owner's requests take turns in his turns") {
  Queue queue(20);
  for (const auto* item : {"a1", "a2", "a3", "a4"}) CHECK_FALSE(queue.push("a", "batch", item));
  CHECK_FALSE(queue.push("a", "single", "a5"));
  SECTION("whoever asks for little is not behind a request that asks for much") {
    CHECK(drain(queue) == std::vector<std::string>{"a1", "a5", "a2", "a3", "a4"});
  }
  SECTION("no owner gets more turns by asking in many requests") {
    CHECK_FALSE(queue.push("b", "batch", "b1"));
    CHECK_FALSE(queue.push("b", "batch", "b2"));
    CHECK(drain(queue) == std::vector<std::string>{"a1", "b1", "a5", "b2", "a2", "a3", "a4"});
  }
  SECTION("requests of the same name are each owner's own") {
    CHECK_FALSE(queue.push("b", "single", "b1"));
    CHECK(queue.pop() == "a1");
    CHECK(queue.pop() == "b1");
    CHECK(queue.size() == 4);
  }
}

TEST_CASE("a request that brings more has its turn behind those who wait") {
  Queue queue(20);
  for (const auto* item : {"a1", "a2"}) CHECK_FALSE(queue.push("a", "batch", item));
  CHECK(queue.pop() == "a1");
  CHECK_FALSE(queue.push("a", "single", "s"));
  CHECK_FALSE(queue.push("a", "batch", "a3"));
  CHECK(drain(queue) == std::vector<std::string>{"a2", "s", "a3"});
}

TEST_CASE("a full queue turns away the newest of the request that has most") {
  Queue queue(3);
  CHECK_FALSE(queue.push("a", "batch", "a1"));
  CHECK_FALSE(queue.push("a", "batch", "a2"));
  CHECK_FALSE(queue.push("a", "single", "a3"));
  CHECK(queue.push("a", "single too", "a4") == "a2");
  CHECK(drain(queue) == std::vector<std::string>{"a1", "a3", "a4"});
}

TEST_CASE("a full queue turns away the newest of whoever has most") {
  Queue queue(3);
  for (const auto* item : {"a1", "a2", "a3"}) CHECK_FALSE(queue.push("a", "r", item));
  SECTION("another's item finds room") {
    CHECK(queue.push("b", "r", "b1") == "a3");
    CHECK(queue.size() == 3);
    CHECK(drain(queue) == std::vector<std::string>{"a1", "b1", "a2"});
  }
  SECTION("his own does not") {
    CHECK(queue.push("a", "r", "a4") == "a4");
    CHECK(queue.size() == 3);
  }
}

TEST_CASE("of equals the last in turn is turned away") {
  Queue queue(2);
  CHECK_FALSE(queue.push("a", "r", "a1"));
  CHECK_FALSE(queue.push("b", "r", "b1"));
  CHECK(queue.push("c", "r", "c1") == "c1");
  CHECK(drain(queue) == std::vector<std::string>{"a1", "b1"});
}

TEST_CASE("items that leave are taken from wherever they wait") {
  Queue queue(10);
  for (const auto* item : {"a1", "late", "a3"}) CHECK_FALSE(queue.push("a", "r", item));
  CHECK_FALSE(queue.push("a", "s", "late"));
  CHECK_FALSE(queue.push("b", "r", "late"));
  const auto taken = queue.take_if([](const std::string& item) { return item == "late"; });
  CHECK(taken == std::vector<std::string>{"late", "late", "late"});
  CHECK(queue.size() == 2);
  CHECK(drain(queue) == std::vector<std::string>{"a1", "a3"});
}

}  // namespace
}  // namespace skerry::host
