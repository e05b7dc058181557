#include "modules/fn/matching/rounding.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "modules/fn/matching/matching.hpp"

using namespace skerry::fn;
using skerry::Json;

namespace {

/// The decimals asked for and the words that are left, or "-".
std::string taken(std::string_view description) {
  auto tokens = tokenise(description);
  const auto rounding = take_rounding(tokens);
  if (!rounding) return "-";
  std::string out = std::to_string(rounding->decimals) + ':';
  for (const auto& token : tokens) out += ' ' + token.text;
  return out;
}

}  // namespace

TEST_CASE("a request to round is taken out of a description", "[rounding]") {
  CHECK(taken("the mean, rounded to 2 decimals") == "2: the mean");
  CHECK(taken("mean (3 decimal places)") == "3: mean");
  CHECK(taken("mean and round the result to one decimal") == "1: mean");
  CHECK(taken("mean rounded to the nearest cent") == "2: mean");
  CHECK(taken("mean to the nearest whole number") == "0: mean");
  CHECK(taken("round to 2 decimal places: the mean") == "2: the mean");
}

TEST_CASE("other ways to shorten a number are left alone", "[rounding]") {
  CHECK(taken("the mean") == "-");
  CHECK(taken("mean rounded up to 2 decimals") == "-");
  CHECK(taken("truncate the mean to 2 decimals") == "-");
  CHECK(taken("mean rounded to 3 significant digits") == "-");
  CHECK(taken("mean rounded half to even, 2 decimals") == "-");
  CHECK(taken("mean of the numbers each rounded to 2 decimals") == "-");
  CHECK(taken("mean not rounded to 2 decimals") == "-");
  CHECK(taken("mean rounded to 2 decimals and sum rounded to 1 decimal") == "-");
  CHECK(taken("numbers with 2 decimals") == "-");
}

TEST_CASE("the result of any function that gives a number is rounded", "[rounding]") {
  const auto args = Json::parse(R"({"numbers":[1,2,2]})");
  const auto rounded = match("average of the numbers, rounded to 2 decimals", "", &args);
  REQUIRE(rounded.has_value());
  CHECK(std::string_view(rounded->function->title) == "Average of numbers");
  REQUIRE(rounded->program.has_value());
  CHECK(rounded->program->contains("return round(compute(...values), 2);"));
  CHECK(rounded->arguments == Json::parse("[[1,2,2]]"));
  CHECK(rounded->explanation.ends_with("The result is rounded, decimals = 2."));

  const auto plain = match("average of the numbers", "", &args);
  REQUIRE(plain.has_value());
  CHECK_FALSE(plain->program.has_value());
  const auto sorted = match("sort the numbers, rounded to 2 decimals", "", &args);
  REQUIRE_FALSE(sorted.has_value());
  CHECK(sorted.error().reason == RefusalReason::unexplained_words);
}
