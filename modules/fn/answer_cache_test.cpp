#include "modules/fn/answer_cache.hpp"

#include <catch2/catch.hpp>

#include "modules/fn/limits.hpp"

using skerry::fn::AnswerCache;
namespace limits = skerry::fn::limits;

TEST_CASE("an answer is found until others push it out", "[cache]") {
  AnswerCache cache;
  cache.put("first", "1");
  REQUIRE(cache.find("first") != nullptr);
  CHECK(*cache.find("first") == "1");
  for (std::size_t index = 0; index < limits::kCachedAnswersMax; ++index) {
    cache.put(std::to_string(index), "x");
  }
  CHECK(cache.find("first") == nullptr);
  CHECK(cache.size() == limits::kCachedAnswersMax);
}

TEST_CASE("what was used last stays longest", "[cache]") {
  AnswerCache cache;
  for (std::size_t index = 0; index < limits::kCachedAnswersMax; ++index) {
    cache.put(std::to_string(index), "x");
  }
  REQUIRE(cache.find("0") != nullptr);
  cache.put("new", "x");
  CHECK(cache.find("0") != nullptr);
  CHECK(cache.find("1") == nullptr);
}

TEST_CASE("bytes are bounded, and replaced answers are not counted twice", "[cache]") {
  AnswerCache cache;
  const std::string large(limits::kCachedAnswerBytesMax - 10, 'x');
  for (int index = 0; index < 100; ++index) cache.put(std::to_string(index), large);
  CHECK(cache.bytes() <= limits::kCachedAnswersBytesMax);
  const auto before = cache.bytes();
  cache.put("99", large);
  CHECK(cache.bytes() == before);
  cache.put("huge", std::string(limits::kCachedAnswerBytesMax, 'x'));
  CHECK(cache.find("huge") == nullptr);
}
