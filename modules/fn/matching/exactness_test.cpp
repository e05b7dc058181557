#include "modules/fn/matching/exactness.hpp"

#include <catch2/catch.hpp>

#include "modules/fn/matching/matching.hpp"

namespace skerry::fn {
namespace {

TEST_CASE("an integer that a double would round is found where it stands", "[exactness]") {
  const auto found = [](const char* text) -> std::string {
    const auto inexact = find_inexact_integer(Json::parse(text));
    return inexact ? inexact->pointer + ' ' + inexact->digits : "none";
  };
  CHECK(found("9007199254740993") == " 9007199254740993");
  CHECK(found("-9007199254740993") == " -9007199254740993");
  CHECK(found("18446744073709551615") == " 18446744073709551615");
  CHECK(found(R"({"a":1,"b/c":[[1,9007199254740993]]})") == "/b~1c/0/1 9007199254740993");
}

TEST_CASE("integers that a double keeps are left alone", "[exactness]") {
  for (const auto* text : {"9007199254740991", "-9007199254740992", "9007199254740994",
                           "1152921504606846976", "9223372036854775808", "9e99", "0.1",
                           // As JavaScript writes 2^60 and 2^63.
                           "1152921504606847000", "9223372036854776000", R"("9007199254740993")",
                           "[]", "{}", "null", "true"}) {
    CAPTURE(text);
    CHECK_FALSE(find_inexact_integer(Json::parse(text)));
  }
}

TEST_CASE("no function runs on a rounded integer", "[exactness]") {
  const auto refused = [](const char* description, const char* args) {
    const Json parsed = Json::parse(args);
    const auto outcome = match(description, "", &parsed);
    return !outcome && outcome.error().reason == RefusalReason::arguments_do_not_fit &&
           outcome.error().details.front().contains("9007199254740993");
  };
  CHECK(refused("Sort array of numbers", "[9007199254740993,1]"));
  CHECK(refused("add two numbers", R"({"a":9007199254740993,"b":1})"));
  CHECK(refused("is it a prime number", R"({"n":9007199254740993})"));
  CHECK(refused("sort records by price", R"({"items":[{"id":9007199254740993,"price":2}]})"));
  CHECK_FALSE(match("double 9007199254740993", "", nullptr));
  CHECK_FALSE(match("what is 9007199254740993 plus 1", "", nullptr));

  const Json kept = Json::parse("[9007199254740992,1]");
  CHECK(match("Sort array of numbers", "", &kept));
  CHECK(match("what is 9007199254740992 plus 1", "", nullptr));
}

}  // namespace
}  // namespace skerry::fn
