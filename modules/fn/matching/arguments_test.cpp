#include "modules/fn/matching/arguments.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "modules/fn/matching/matching.hpp"

using namespace skerry::fn;
using skerry::Json;
using table::Kind;
using table::Shape;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Shape shape(Kind kind, Kind item = Kind::any, bool non_empty = false, double minimum = -kInfinity) {
  return {kind, item, Kind::any, non_empty, minimum, kInfinity};
}

}  // namespace

TEST_CASE("a shape takes its values and no others", "[matching]") {
  CHECK(fits(shape(Kind::integer), Json(4.0)));
  CHECK_FALSE(fits(shape(Kind::integer), Json(4.5)));
  CHECK_FALSE(fits(shape(Kind::integer), Json(1e300)));
  CHECK_FALSE(fits(shape(Kind::integer, Kind::any, false, 0), Json(-1)));
  CHECK_FALSE(fits(shape(Kind::number), Json("4")));
  CHECK(fits(shape(Kind::list, Kind::number), Json::parse("[1,2.5]")));
  CHECK_FALSE(fits(shape(Kind::list, Kind::number), Json::parse("[1,null]")));
  CHECK(fits(shape(Kind::list, Kind::number), Json::array()));
  CHECK_FALSE(fits(shape(Kind::list, Kind::number, true), Json::array()));
  CHECK(fits(shape(Kind::character), Json("\u00e9")));
  CHECK_FALSE(fits(shape(Kind::character), Json("ab")));
}

TEST_CASE("points, places, edges and graphs have several ways of writing", "[matching]") {
  CHECK(fits(shape(Kind::point), Json::parse("[1,2]")));
  CHECK(fits(shape(Kind::point), Json::parse(R"({"x":1,"y":2.5})")));
  CHECK_FALSE(fits(shape(Kind::point), Json::parse("[1]")));
  CHECK_FALSE(fits(shape(Kind::point), Json::parse(R"([1,"2"])")));
  CHECK_FALSE(fits(shape(Kind::point), Json::parse(R"({"x":1})")));
  CHECK(fits(shape(Kind::list, Kind::point), Json::parse(R"([[1,2],{"x":1,"y":2}])")));
  CHECK(fits(shape(Kind::place), Json::parse(R"({"latitude":1,"lng":2})")));
  CHECK_FALSE(fits(shape(Kind::place), Json::parse("[1,2]")));
  CHECK(fits(shape(Kind::list, Kind::edge), Json::parse(R"([["a","b"],[1,2,5]])")));
  CHECK(fits(shape(Kind::edge), Json::parse(R"({"from":"a","to":"b","weight":3})")));
  CHECK_FALSE(fits(shape(Kind::edge), Json::parse(R"(["a","b","c"])")));
  CHECK_FALSE(fits(shape(Kind::edge), Json::parse(R"({"from":"a"})")));
  CHECK(fits(shape(Kind::adjacency), Json::parse(R"({"a":["b"],"b":[]})")));
  CHECK(fits(shape(Kind::adjacency), Json::parse(R"({"a":{"b":4},"b":{}})")));
  CHECK_FALSE(fits(shape(Kind::adjacency), Json::parse(R"({"a":"b"})")));
  CHECK_FALSE(fits(shape(Kind::adjacency), Json::parse("[[1],[0]]")));
}

TEST_CASE("a date is a day of the calendar", "[matching]") {
  CHECK(fits(shape(Kind::date), Json("2024-02-29")));
  CHECK(fits(shape(Kind::date), Json("2024-02-29T10:00:00Z")));
  CHECK_FALSE(fits(shape(Kind::date), Json("2023-02-29")));
  CHECK_FALSE(fits(shape(Kind::date), Json("2024-13-01")));
  CHECK_FALSE(fits(shape(Kind::date), Json("29.02.2024")));
  CHECK_FALSE(fits(shape(Kind::date), Json("")));
}

TEST_CASE("a key counts only where every record has it", "[matching]") {
  const auto records = Json::parse(R"([{"price":1},{"price":2,"name":"x"}])");
  CHECK(has_key(shape(Kind::key, Kind::number), records, "price"));
  CHECK_FALSE(has_key(shape(Kind::key, Kind::any), records, "name"));
  CHECK_FALSE(has_key(shape(Kind::key, Kind::string), records, "price"));
}

TEST_CASE("arguments are prepared by what they are", "[matching]") {
  CHECK(prepare(nullptr).empty());
  const auto none = Json::object();
  CHECK(prepare(&none).empty());
  const auto list = Json::parse("[1]");
  CHECK(prepare(&list).unnamed == &list);
  const auto named = Json::parse(R"({"orderItems":[{"unitPrice":1}]})");
  const auto supplied = prepare(&named);
  REQUIRE(supplied.named.size() == 1);
  CHECK(supplied.named[0].folded == "order items");
  REQUIRE(supplied.keys.size() == 1);
  CHECK(supplied.keys[0].second == "unit price");
}

TEST_CASE("names that say from and to place two like arguments", "[matching]") {
  const auto days = [](std::string_view args_json) {
    const auto args = Json::parse(args_json);
    const auto found = match("days between the two dates", "", &args);
    return found ? found->arguments : Json();
  };
  const auto expected = Json::parse(R"(["2024-01-01","2024-02-01"])");
  CHECK(days(R"({"startDate":"2024-01-01","endDate":"2024-02-01"})") == expected);
  CHECK(days(R"({"endDay":"2024-02-01","beginDay":"2024-01-01"})") == expected);
  CHECK(days(R"({"oldTime":"2024-01-01","newTime":"2024-02-01"})") == expected);
}

TEST_CASE("a property is known by its whole name too", "[matching]") {
  const auto args = Json::parse(R"([{"dept":"a","n":1},{"dept":"b","n":2}])");
  const auto found = match("group the records by department", "", &args);
  REQUIRE(found.has_value());
  CHECK(found->arguments[1] == "dept");
}

TEST_CASE("an argument of the wrong shape is what a refusal speaks of", "[matching]") {
  const auto args = Json::array();
  const auto refused = match("maximum of numbers", "", &args);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().reason == RefusalReason::arguments_do_not_fit);
}
