#include "modules/fn/schema/values.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace skerry::fn::schema;
using skerry::Json;

namespace {

Json json(std::string_view text) { return *skerry::read_json(text); }

bool are_same(std::string_view left, std::string_view right) {
  Work work(1'000'000);
  const bool result = same(json(left), json(right), work);
  // Whatever is equal has one hash, else uniqueItems would miss it.
  if (result) CHECK(hash_of(json(left), work) == hash_of(json(right), work));
  return result;
}

bool multiple(std::string_view number, std::string_view divisor) {
  return is_multiple(json(number), json(divisor));
}

}  // namespace

TEST_CASE("values are equal by what they mean", "[schema][values]") {
  CHECK(are_same("1", "1.0"));
  CHECK(are_same("[1,{\"a\":1,\"b\":[null]}]", "[1.0,{\"b\":[null],\"a\":1}]"));
  CHECK_FALSE(are_same("1", "true"));
  CHECK_FALSE(are_same("0", "false"));
  CHECK_FALSE(are_same("[]", "{}"));
  CHECK_FALSE(are_same("\"1\"", "1"));
  CHECK_FALSE(are_same("{\"a\":1}", "{\"a\":1,\"b\":2}"));
  CHECK_FALSE(are_same("9007199254740993", "9007199254740992"));
  CHECK(are_same("18446744073709551615", "18446744073709551615"));
  CHECK_FALSE(are_same("18446744073709551615", "-1"));
}

TEST_CASE("multiples are those of the decimals as written", "[schema][values]") {
  CHECK(multiple("0.3", "0.1"));
  CHECK(multiple("0.0075", "0.0001"));
  CHECK(multiple("-4.5", "1.5"));
  CHECK(multiple("1e300", "1e-5"));
  CHECK(multiple("12391239123", "1e-8"));
  CHECK(multiple("0", "7"));
  CHECK_FALSE(multiple("0.00751", "0.0001"));
  CHECK_FALSE(multiple("35", "1.5"));
  CHECK_FALSE(multiple("1e308", "0.123456789"));
  CHECK_FALSE(multiple("1", "1e300"));
  CHECK_FALSE(multiple("1e-300", "3"));
}

TEST_CASE("duplicates are found among many items without comparing each with each",
          "[schema][values]") {
  Json many = Json::array();
  for (int i = 0; i < 20'000; ++i) many.push_back(Json{{"n", i}, {"t", std::to_string(i)}});
  Work work(200'000);
  CHECK_FALSE(find_duplicate(many, work));
  CHECK_FALSE(work.exhausted());
  many.push_back(Json{{"t", "17"}, {"n", 17}});
  const auto pair = find_duplicate(many, work);
  REQUIRE(pair);
  CHECK(*pair == std::pair<std::size_t, std::size_t>(17, 20'000));
}

TEST_CASE("lengths are characters", "[schema][values]") {
  CHECK(characters("") == 0);
  CHECK(characters("a\u00e9\U0001F600") == 3);
}
