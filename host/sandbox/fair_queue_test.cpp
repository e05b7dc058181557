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
  for (const auto* item : {"a1", "a2", "a3"}) CHECK_FALSE(queue.push("a", item));
  CHECK_FALSE(queue.push("b", "b1"));
  CHECK_FALSE(queue.push("c", "c1"));
  CHECK_FALSE(queue.push("b", "b2"));
  CHECK(queue.size() == 6);
  CHECK(drain(queue) == std::vector<std::string>{"a1", "b1", "c1", "a2", "b2", "a3"});
  CHECK(queue.empty());
  CHECK(queue.size() == 0);
}

TEST_CASE("an owner who comes back has his turn behind those who wait") {
  Queue queue(10);
  CHECK_FALSE(queue.push("a", "a1"));
  CHECK_FALSE(queue.push("b", "b1"));
  CHECK(queue.pop() == "a1");
  CHECK_FALSE(queue.push("a", "a2"));
  CHECK(queue.pop() == "b1");
  CHECK(queue.pop() == "a2");
  CHECK_FALSE(queue.pop());
}

TEST_CASE("a full queue turns away the newest of whoever has most") {
  Queue queue(3);
  for (const auto* item : {"a1", "a2", "a3"}) CHECK_FALSE(queue.push("a", item));
  SECTION("another's item finds room") {
    CHECK(queue.push("b", "b1") == "a3");
    CHECK(queue.size() == 3);
    CHECK(drain(queue) == std::vector<std::string>{"a1", "b1", "a2"});
  }
  SECTION("his own does not") {
    CHECK(queue.push("a", "a4") == "a4");
    CHECK(queue.size() == 3);
  }
}

TEST_CASE("of equals the last in turn is turned away") {
  Queue queue(2);
  CHECK_FALSE(queue.push("a", "a1"));
  CHECK_FALSE(queue.push("b", "b1"));
  CHECK(queue.push("c", "c1") == "c1");
  CHECK(drain(queue) == std::vector<std::string>{"a1", "b1"});
}

TEST_CASE("items that leave are taken from wherever they wait") {
  Queue queue(10);
  for (const auto* item : {"a1", "late", "a3"}) CHECK_FALSE(queue.push("a", item));
  CHECK_FALSE(queue.push("b", "late"));
  const auto taken = queue.take_if([](const std::string& item) { return item == "late"; });
  CHECK(taken == std::vector<std::string>{"late", "late"});
  CHECK(queue.size() == 2);
  CHECK(drain(queue) == std::vector<std::string>{"a1", "a3"});
}

}  // namespace
}  // namespace skerry::host
