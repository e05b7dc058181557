#include "modules/sdk/json.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <string>

namespace skerry {
namespace {

std::string round_trip(std::string_view text) {
  const auto value = read_json(text);
  return value ? to_text(*value) : "error: " + value.error().detail;
}

TEST_CASE("numbers keep their integer form and doubles their shortest", "[json]") {
  CHECK(round_trip("5") == "5");
  CHECK(round_trip("5.0") == "5");
  CHECK(round_trip("1e2") == "100");
  CHECK(round_trip("-0") == "0");
  CHECK(round_trip("0.1") == "0.1");
  CHECK(round_trip("5e-324") == "5e-324");
  CHECK(round_trip("1.7976931348623157e308") == "1.7976931348623157e+308");
  CHECK(round_trip("9007199254740993") == "9007199254740993");
  CHECK(round_trip("18446744073709551615") == "18446744073709551615");
  CHECK(round_trip("123456789012345680000") == "1.2345678901234568e+20");
  CHECK(std::signbit(read_json("-0.0")->get<double>()));
  CHECK(to_text(json_number(3.0)) == "3");
  CHECK(to_text(json_number(0.5)) == "0.5");
  CHECK(to_text(Json(std::nan(""))) == "null");
}

TEST_CASE("members keep their order", "[json]") {
  CHECK(round_trip(R"({"z":1,"a":{"y":[],"b":null},"m":true})") ==
        R"({"z":1,"a":{"y":[],"b":null},"m":true})");
}

TEST_CASE("text that is no JSON is refused, with the place where it breaks", "[json]") {
  struct Case {
    std::string text;
    std::size_t offset;
  };
  const auto [text, offset] = GENERATE(values<Case>({{"", 0},
                                                     {"{\"a\":1,}", 7},
                                                     {"[1,]", 3},
                                                     {"[1 2]", 3},
                                                     {"{\"a\" 1}", 5},
                                                     {"nul", 3},
                                                     {"01", 1},
                                                     {"[1] x", 4},
                                                     {"'a'", 0},
                                                     {"[\"a\nb\"]", 3},
                                                     {"\"\\x\"", 2}}));
  INFO(text);
  const auto value = read_json(text);
  REQUIRE_FALSE(value.has_value());
  CHECK(value.error().kind == JsonErrorKind::kMalformed);
  CHECK(value.error().offset_bytes == offset);
}

TEST_CASE("other texts that are no JSON", "[json]") {
  const std::string text =
      GENERATE("{", "[", "\"", "{\"a\"}", "[,]", "+1", ".5", "1.", "1e", "0x1", "NaN", "Infinity",
               "tru", "[truee]", "[nulll]", "{1:2}", "// c\n1", "1 1", "[1]]", "\"\\u12\"");
  INFO(text);
  CHECK_FALSE(read_json(text).has_value());
}

TEST_CASE("a key twice in one object is its own error", "[json]") {
  const auto value = read_json(R"({"a":{"b":1,"c":2,"b":3}})");
  REQUIRE_FALSE(value.has_value());
  CHECK(value.error().kind == JsonErrorKind::kDuplicateKey);
  CHECK(value.error().detail == "duplicate key \"b\"");
  CHECK(read_json(R"({"a":1,"\u0061":2})").error().kind == JsonErrorKind::kDuplicateKey);
  CHECK(read_json(R"([{"a":1},{"a":2}])").has_value());
}

TEST_CASE("a long key is not repeated whole, nor cut inside of a character", "[json]") {
  std::string key;
  for (int i = 0; i < 40; ++i) key += "€";
  const auto value = read_json("{\"" + key + "\":1,\"" + key + "\":2}");
  CHECK(value.error().detail.size() < 100);
  CHECK(read_json("\"" + to_text(value.error().detail) + "\"").error().kind !=
        JsonErrorKind::kNotUtf8);
}

TEST_CASE("half of a surrogate pair and broken UTF-8 are told apart", "[json]") {
  CHECK(read_json(R"("\ud83d\ude00")").value() == "😀");
  CHECK(read_json(R"("\ud83d")").error().kind == JsonErrorKind::kLoneSurrogate);
  CHECK(read_json(R"("\ude00x")").error().kind == JsonErrorKind::kLoneSurrogate);
  CHECK(read_json(R"({"\ud800":1})").error().kind == JsonErrorKind::kLoneSurrogate);
  CHECK(read_json("\"\xff\"").error().kind == JsonErrorKind::kNotUtf8);
  CHECK(read_json("\"\xed\xa0\x80\"").error().kind == JsonErrorKind::kNotUtf8);
  CHECK(read_json("\"\xc0\xaf\"").error().kind == JsonErrorKind::kNotUtf8);
}

TEST_CASE("a number beyond a double is its own error", "[json]") {
  CHECK(read_json("1e309").error().kind == JsonErrorKind::kNumberOutOfRange);
  CHECK(read_json("[1,-1e999]").error().kind == JsonErrorKind::kNumberOutOfRange);
  CHECK(read_json("1" + std::string(400, '0')).error().kind == JsonErrorKind::kNumberOutOfRange);
  CHECK(read_json("1e-400").value() == 0);
}

TEST_CASE("an integer beyond 64 bits is read where a double keeps its digits", "[json]") {
  CHECK(read_json("18446744073709551616").value() == 18446744073709551616.0);
  CHECK(read_json("-36893488147419103232").value() == -36893488147419103232.0);
  // As JavaScript writes 2^65 and 1e20.
  CHECK(read_json("36893488147419103000").value() == 36893488147419103232.0);
  CHECK(read_json("100000000000000000000").value() == 1e20);
  CHECK(read_json("18446744073709551617").error().kind == JsonErrorKind::kNumberOutOfRange);
  CHECK(read_json("[-123456789012345678901]").error().kind == JsonErrorKind::kNumberOutOfRange);
  CHECK(read_json("123456789012345678901e0").has_value());
}

TEST_CASE("depth and size are limited exactly", "[json][limits]") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK(read_json(nested(limits::kJsonDepthMax)).has_value());
  CHECK(read_json(nested(limits::kJsonDepthMax + 1)).error().kind == JsonErrorKind::kTooDeep);
  CHECK(read_json(nested(100'000)).error().kind == JsonErrorKind::kTooDeep);
  CHECK(read_json("[1]", {.bytes_max = 3}).has_value());
  CHECK(read_json("[1] ", {.bytes_max = 3}).error().kind == JsonErrorKind::kTooLarge);
}

TEST_CASE("the number of values is limited exactly, containers included", "[json][limits]") {
  const auto outcome = [](std::string_view text) {
    const auto value = read_json(text, {.values_max = 3});
    return value ? "read" : value.error().detail;
  };
  CHECK(outcome("[1,2]") == "read");
  CHECK(outcome("[1,2,3]") == "more than 3 values");
  CHECK(outcome("[[],{}]") == "read");
  CHECK(outcome(R"({"a":[1,2]})") == "more than 3 values");
  CHECK(read_json("[1,2,3]", {.values_max = 3}).error().kind == JsonErrorKind::kTooLarge);
}

TEST_CASE("an object of a hundred thousand keys takes no quadratic time", "[json]") {
  std::string text = "{";
  for (int i = 0; i < 100'000; ++i) text += "\"" + std::to_string(i) + "\":1,";
  text.back() = '}';
  CHECK(read_json(text, JsonLimits::for_hosts())->size() == 100'000);
}

TEST_CASE("what is read agrees with a second parser on mangled texts", "[json]") {
  const std::string seed_text =
      R"({"a":[1,-2.5e3,true,false,null,"x\n\u00e9\ud83d\ude00"],"b":{"c":"é","d":[[],{}]}})";
  std::mt19937 random(42);
  const std::string alphabet = "{}[]\",:\\u0123456789eE+-.tfn \n\xc3\xa9";
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = seed_text;
    for (std::size_t edits = random() % 3; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text[at] = alphabet[random() % alphabet.size()];
      } else {
        text.erase(at, 1);
      }
    }
    const auto value = read_json(text);
    const bool duplicate = !value.has_value() && value.error().kind == JsonErrorKind::kDuplicateKey;
    INFO(text);
    REQUIRE((value.has_value() || duplicate) == Json::accept(text));
    if (!value) continue;
    ++accepted;
    REQUIRE(read_json(to_text(*value)).value() == *value);
  }
  CHECK(accepted > 1'000);
}

TEST_CASE("equality does not look at the order of members", "[json]") {
  const auto same = [](std::string_view left, std::string_view right) {
    return equal(read_json(left).value(), read_json(right).value());
  };
  CHECK(same(R"({"a":1,"b":[{"c":1,"d":2}]})", R"({"b":[{"d":2,"c":1.0}],"a":1})"));
  CHECK_FALSE(same("[1,2]", "[2,1]"));
  CHECK_FALSE(same(R"({"a":1})", R"({"a":1,"b":1})"));
  CHECK_FALSE(same(R"({"a":1})", R"({"b":1})"));
  CHECK_FALSE(same("1", "true"));
  CHECK_FALSE(same("0", "null"));
}

}  // namespace
}  // namespace skerry
