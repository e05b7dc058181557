#include "modules/fn/generation/samples.hpp"

#include <catch2/catch.hpp>

#include "modules/fn/generation/code_key.hpp"
#include "modules/fn/generation/limits.hpp"

namespace skerry::fn {
namespace {

Json json(std::string_view text) { return *read_json(text); }

TEST_CASE("the shape of a value says how it is made and nothing of what it holds", "[samples]") {
  CHECK(shape_of(json(R"({"b":[1,2.5],"a":"x"})")) == json(R"({"a":"string","b":["number"]})"));
  CHECK(shape_of(json(R"([{"a":1},{"a":2}])")) == json(R"([{"a":"number"}])"));
  CHECK(shape_of(json(R"(["x",1])")) == shape_of(json(R"([2,"y","z"])")));
  CHECK(shape_of(json("null")) == "null");
  CHECK(shape_of(json("[]")) != shape_of(json("[1]")));
}

TEST_CASE("a sample is short and made like the whole", "[samples]") {
  Json value = {{"list", Json::array()}, {"text", std::string(10'000, 'x')}};
  for (int n = 0; n < 1000; ++n) value["list"].push_back(n);
  const Json sample = sample_of(value);
  CHECK(sample["list"] == json("[0,1,2]"));
  CHECK(sample["text"].get<std::string>().size() <= limits::kSampleTextBytesMax);
  CHECK(shape_of(sample) == shape_of(value));
  CHECK(sample_of("a\nb") == "a\nb");
}

TEST_CASE("a shortened text has neither half characters nor control characters", "[samples]") {
  CHECK(shortened("a\nb", 10) == "a b");
  CHECK(shortened("short", 5) == "short");
  for (std::size_t bytes = 3; bytes < 12; ++bytes) {
    const std::string text = shortened("ääääääää", bytes);
    CHECK(text.size() <= bytes);
    CHECK(read_json("\"" + text + "\"").has_value());
  }
}

TEST_CASE("numbers with a fraction may differ by their last digits, whole numbers may not",
          "[samples]") {
  CHECK(nearly_equal(json("0.30000000000000004"), json("0.3")));
  CHECK_FALSE(nearly_equal(json("0.3001"), json("0.3")));
  CHECK_FALSE(nearly_equal(json("1000000000001"), json("1000000000000")));
  CHECK(nearly_equal(json(R"({"a":[0.1],"b":1})"), json(R"({"b":1,"a":[0.10000000000000001]})")));
  CHECK_FALSE(nearly_equal(json(R"({"a":1})"), json(R"({"a":1,"b":2})")));
  CHECK_FALSE(nearly_equal(json("[1,2]"), json("[2,1]")));
  CHECK_FALSE(nearly_equal(json("1"), json("\"1\"")));
  CHECK_FALSE(nearly_equal(json("0"), json("null")));
}

TEST_CASE("an inferred schema requires what every element has", "[samples]") {
  const Json schema = inferred_schema(json(R"([{"a":1,"b":"x"},{"a":2.5}])"));
  CHECK(schema == json(R"({"type":"array","items":{"type":"object",
                 "properties":{"a":{"type":"number"},"b":{"type":"string"}},"required":["a"]}})"));
  CHECK(inferred_schema(json("7")) == json(R"({"type":"integer"})"));
  CHECK(inferred_schema(json(R"([1,"x"])"))["items"]["type"] == json(R"(["integer","string"])"));
  CHECK(inferred_schema(json("[]")) == json(R"({"type":"array"})"));
}

TEST_CASE("white space is folded, of whatever kind, and nothing else", "[samples]") {
  CHECK(with_white_space_folded("  a \t\n b\xc2\xa0\xe3\x80\x80"
                                "c ") == "a b c");
  CHECK(with_white_space_folded("A, b.") == "A, b.");
  CHECK(with_white_space_folded(" \n").empty());
}

}  // namespace
}  // namespace skerry::fn
