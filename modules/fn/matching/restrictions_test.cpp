#include "modules/fn/matching/restrictions.hpp"

#include <catch2/catch.hpp>

#include "modules/fn/matching/matching.hpp"

using namespace skerry::fn;
using skerry::Json;

namespace {

/// The title of what is found, or an empty text.
std::string found(std::string_view description, const char* args) {
  const auto json = Json::parse(args);
  const auto result = match(description, "", &json);
  return result ? result->function->title : "";
}

}  // namespace

TEST_CASE("amounts that go one way are some of a list with both signs", "[restrictions]") {
  CHECK(found("total of my expenses", R"({"transactions":[-5,10]})").empty());
  CHECK(found("sum of my debits", R"({"values":[-5,10]})").empty());
  CHECK(found("total of my expenses", R"({"transactions":[5,10]})") == "Sum of numbers");
  CHECK(found("total of the numbers", R"({"transactions":[-5,10]})") == "Sum of numbers");
  CHECK(names_one_way("losses"));
  CHECK_FALSE(names_one_way("numbers"));
}

TEST_CASE("a surname is not the whole name", "[restrictions]") {
  CHECK(found("length of my surname", R"({"name":"John Smith"})").empty());
  CHECK(found("length of my surname", R"({"name":"Smith"})") == "Length of a text");
}

TEST_CASE("an argument that may be an amount is no percentage", "[quantities]") {
  const std::string title = "Decrease by a percentage";
  CHECK(found("what does it cost with the coupon", R"({"price":80,"coupon":5})").empty());
  CHECK(found("what does it cost after the discount", R"({"price":80,"discount":0.2})").empty());
  CHECK(found("what does it cost after the discount", R"({"price":80,"discount":20})") == title);
  CHECK(found("what does it cost after the discount", R"({"price":80,"percent":0.2})") == title);
}

TEST_CASE("a size is the measure that the description names, and none otherwise", "[quantities]") {
  CHECK(found("area of a circle", R"({"size":12})").empty());
  CHECK(found("area of a circle with the diameter that I give you", R"({"size":12})") ==
        "Area of a circle from its diameter");
}

TEST_CASE("a rank names the one of its number", "[slots]") {
  const auto tenth = match("the 10th prime", "", nullptr);
  REQUIRE(tenth.has_value());
  CHECK(tenth->arguments == Json::array({10}));
  const auto twelfth = match("what is the twelfth prime number", "", nullptr);
  REQUIRE(twelfth.has_value());
  CHECK(twelfth->arguments == Json::array({12}));
  CHECK(found("the 10th prime", R"({"n":3})").empty());
  CHECK(found("prime after the 10th", R"({"n":3})").empty());
  CHECK(found("prime numbers", R"({"n":3})").empty());
  CHECK(found("nth prime, where the first prime is 2", R"({"n":3})") == "The nth prime");
}

TEST_CASE("an argument may be named in quotation marks", "[mentions]") {
  CHECK(found("factorial of `n`", R"({"n":3})") == "Factorial");
  CHECK(found("factorial of `m`", R"({"n":3})").empty());
}

TEST_CASE("by how much is a question, and by what criterion", "[signature]") {
  CHECK(found("By how many percent did the price rise?", R"({"old":80,"new":100})") ==
        "Percentage change");
  CHECK(found("list the words by how many vowels they have", R"({"words":["a","be"]})").empty());
}
