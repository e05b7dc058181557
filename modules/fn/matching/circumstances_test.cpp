#include "modules/fn/matching/circumstances.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace skerry::fn;
using skerry::Json;

namespace {

/// What is left of a description, as words.
std::string left_of(std::string_view description, const Json* args = nullptr) {
  auto tokens = tokenise(description);
  drop_circumstances(table::catalogue(), tokens, prepare(args));
  std::string out;
  for (const auto& token : tokens) out += (out.empty() ? "" : " ") + token.text;
  return out;
}

}  // namespace

TEST_CASE("who asks, and what for, is not part of the task", "[circumstances]") {
  CHECK(left_of("Teacher here: mean of the scores") == "mean of the scores");
  CHECK(left_of("librarian here - is it valid") == "is it valid");
  CHECK(left_of("I run a small kiosk and want running totals") == "want running totals");
  CHECK(left_of("I'm superstitious. Is the number prime?") == "is the number prime");
  CHECK(left_of("For my stats homework I need the median") == "i need the median");
  CHECK(left_of("For a clock face: write the number") == "write the number");
  CHECK(left_of("Accounting needs to know whether it is valid") == "whether it is valid");
  CHECK(left_of("Sort the names. It's for a poster.") == "sort the names");
  CHECK(left_of("sort the names for my newsletter") == "sort the names");
  CHECK(left_of("sort the names so that I can print badges") == "sort the names");
}

TEST_CASE("whose the data are, and what they call them, is not part of the task",
          "[circumstances]") {
  CHECK(left_of("sum of my flurbles") == "sum of");
  CHECK(left_of("sum of my flurbles, rounded") == "sum of rounded");
  CHECK(left_of("sum of my flurbled invoices") == "sum of my flurbled invoices");
  CHECK(left_of("sum of my flurbled") == "sum of my flurbled");
  CHECK(left_of("sum of their flurbles") == "sum of their flurbles");
  CHECK(left_of("sum of my prime numbers") == "sum of my prime numbers");
  const auto args = Json::parse(R"({"flurbles":[1,2]})");
  CHECK(left_of("sum of my flurbles", &args) == "sum of my flurbles");
}

TEST_CASE("what may change the answer stays", "[circumstances]") {
  for (const std::string text : {
           "for negative numbers the absolute value",
           "we exempt flurblers sum of the numbers",
           "flurbler here ounces to grams",
           "for each teacher the mean",
           "for a perpetuity the present value",
           "we use the julian calendar day of the week",
           "i never work on sundays days between",
           "we only count adults average age",
           "i have two lists merge them",
           "i need a flurb sum the numbers",
           "days since the start today included",
           "sum of the numbers but for the first",
       }) {
    CAPTURE(text);
    CHECK(left_of(text) == text);
  }
  CHECK(left_of("I'm a flurbler. Ounces to grams") == left_of("I'm a flurbler Ounces to grams"));
  CHECK(left_of("We exempt flurblers. Sum") == "we exempt flurblers sum");
  CHECK(left_of("For a perpetuity: the present value") == "for a perpetuity the present value");
  CHECK(left_of("I have a fiscal year, quarter of the date") ==
        "i have a fiscal year quarter of the date");
  CHECK(left_of("We use the Julian calendar. Day of the week") ==
        "we use the julian calendar day of the week");
}

TEST_CASE("who asks may decide what a unit is", "[circumstances]") {
  CHECK(left_of("Flurbers want ounces in grams") == "flurbers want ounces in grams");
  CHECK(left_of("Flurbers want the mean") == "the mean");
}

TEST_CASE("never is everything taken for circumstances", "[circumstances]") {
  CHECK(left_of("I run a kiosk") == "i run a kiosk");
  CHECK(left_of("").empty());
  CHECK(left_of("for my homework") == "for my homework");
}
