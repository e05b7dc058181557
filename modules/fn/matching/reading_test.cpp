#include "modules/fn/matching/reading.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace skerry::fn;

namespace {

Reading read(std::string_view description, std::string_view context = "") {
  return skerry::fn::read(table::catalogue(), tokenise(description), tokenise(context));
}

bool share_a_sense(std::string_view one, std::string_view two) {
  const auto left = read(one);
  const auto right = read(two);
  return std::ranges::any_of(left.spans, [&](const Span& a) {
    return a.count == left.tokens.size() && std::ranges::any_of(right.spans, [&](const Span& b) {
             return b.count == right.tokens.size() && a.sense == b.sense;
           });
  });
}

}  // namespace

TEST_CASE("inflections and synonyms share a sense", "[matching]") {
  CHECK(share_a_sense("sort", "arranging"));
  CHECK(share_a_sense("descending", "largest first"));
  CHECK(share_a_sense("descending", "high to low"));
  CHECK(share_a_sense("array", "collection"));
  CHECK(share_a_sense("dedupe", "remove the duplicates"));
  CHECK_FALSE(share_a_sense("ascending", "descending"));
  CHECK_FALSE(share_a_sense("mean", "median"));
}

TEST_CASE("determiners are dropped, but an argument called a is not", "[matching]") {
  CHECK(read("the sum of the numbers").tokens.size() == 3);
  CHECK(read("divide a by b").tokens.size() == 4);
  CHECK(read("divide a number").tokens.size() == 2);
}

TEST_CASE("a question is not a statement", "[matching]") {
  const auto question = read("is the list sorted");
  const auto statement = read("the list is sorted");
  CHECK(question.tokens.size() == 3);
  CHECK(statement.tokens.size() == 2);
}

TEST_CASE("what follows by is marked", "[matching]") {
  const auto reading = read("sort according to price");
  CHECK(reading.tokens.back().after_by);
  CHECK_FALSE(reading.tokens.front().after_by);
}

TEST_CASE("a phrase read as a whole hides its words", "[matching]") {
  const auto reading = read("at least");
  for (const auto& span : reading.spans) CHECK(span.masked == (span.count == 1));
}

TEST_CASE("the context is a clause of its own", "[matching]") {
  const auto reading = read("sort numbers", "descending");
  REQUIRE(reading.tokens.size() == 3);
  CHECK(reading.tokens[2].boundary_before);
}

TEST_CASE("names fold to the words they are made of", "[matching]") {
  CHECK(fold_name("dueDate") == "due date");
  CHECK(fold_name("due_date") == "due date");
  CHECK(singular("cities") == "city");
  CHECK(singular("boxes") == "box");
  CHECK(singular("class") == "class");
}
