#include "modules/fn/generation/written_code.hpp"

#include <catch2/catch.hpp>

#include "modules/fn/generation/limits.hpp"

namespace skerry::fn {
namespace {

Json json(std::string_view text) { return *read_json(text); }

Json good() {
  return json(R"({"source":"export default (a, b) => a + b","name":"add","parameters":["a","b"],
    "examples":[{"args":{"a":1,"b":2},"result":3},{"args":{"b":5,"a":0},"result":5},
                {"args":{"a":-1,"b":1},"result":0}]})");
}

std::string place_of_fault(const Json& answer, const Json* args = nullptr) {
  const auto read = read_written_code(answer, args);
  return read ? "none" : read.error().front().pointer;
}

TEST_CASE("a function is read with its examples by position", "[written-code]") {
  const Json args = json(R"({"b":2,"a":1})");
  const auto read = read_written_code(good(), &args);
  REQUIRE(read);
  CHECK(read->examples[1].args == json("[0,5]"));
  CHECK(read->arguments == json("[1,2]"));
}

TEST_CASE("what a model leaves out or gets wrong is said at its place", "[written-code]") {
  const auto with = [](std::string_view pointer, std::string_view value) {
    Json answer = good();
    answer[Json::json_pointer(std::string(pointer))] = json(value);
    return place_of_fault(answer);
  };
  CHECK(place_of_fault(good()) == "none");
  CHECK(place_of_fault(json("[]")).empty());
  CHECK(with("/source", "1") == "/source");
  CHECK(with("/source", "\"\"") == "/source");
  CHECK(with("/parameters", "[\"a\",\"a\"]") == "/parameters");
  CHECK(with("/parameters", "[\"a\",\"b c\"]") == "/parameters");
  CHECK(with("/examples", "[]") == "/examples");
  CHECK(with("/examples/2/args", "{\"a\":1,\"b\":2}") == "/examples");
  CHECK(with("/examples/2/args", "{\"a\":1}") == "/examples/2/args");
  CHECK(with("/examples/2/args", "[1,2]") == "/examples/2");
  Json large = good();
  large["source"] = std::string(limits::kFunctionSourceBytesMax + 1, ' ');
  CHECK(place_of_fault(large) == "/source");
}

TEST_CASE("examples are made like the call's own arguments", "[written-code]") {
  const auto for_args = [](std::string_view text) {
    const Json args = json(text);
    return place_of_fault(good(), &args);
  };
  CHECK(for_args(R"({"a":7,"b":8})") == "none");
  CHECK(for_args("[7,8]") == "none");
  CHECK(for_args(R"({"a":7,"c":8})") == "/parameters");
  CHECK(for_args(R"({"a":7,"b":"8"})") == "/parameters");
  CHECK(for_args("[7]") == "/parameters");

  const Json lists = json(R"({"source":"x","parameters":["list"],"examples":[
    {"args":{"list":["b","a"]},"result":1},{"args":{"list":[]},"result":1},
    {"args":{"list":["c"]},"result":1}]})");
  const Json numbers = json("[3,1,2]");
  CHECK(place_of_fault(lists, &numbers) == "/examples/0/args");
  const Json texts = json(R"(["z","y"])");
  const auto read = read_written_code(lists, &texts);
  REQUIRE(read);
  CHECK(read->arguments == json(R"([["z","y"]])"));
}

}  // namespace
}  // namespace skerry::fn
