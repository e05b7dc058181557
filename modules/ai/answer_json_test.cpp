#include "modules/ai/answer_json.hpp"

#include <catch2/catch.hpp>

#include "modules/ai/limits.hpp"

namespace skerry::ai {
namespace {

std::string read(std::string_view text) {
  const auto value = json_in_answer(text);
  return value ? to_text(*value) : "none";
}

TEST_CASE("an answer that is JSON is taken as it is", "[ai][json]") {
  CHECK(read(R"({"a": [1, "x"]})") == R"({"a":[1,"x"]})");
  CHECK(read("  42\n") == "42");
  CHECK(read(R"("{\"a\":1}")") == R"("{\"a\":1}")");
}

TEST_CASE("JSON is found in a code fence", "[ai][json]") {
  CHECK(read("Here you are:\n```json\n{\"a\": 1}\n```\nAnything else?") == R"({"a":1})");
  CHECK(read("```\n[1]\n```") == "[1]");
  CHECK(read("```json\n{\"a\": 1}") == R"({"a":1})");
  CHECK(read("```js\nlet a\n```\n```json\n{\"b\": 2}\n```") == R"({"b":2})");
  CHECK(read("```json\n3\n```") == "3");
}

TEST_CASE("JSON is found within prose, the longest value first", "[ai][json]") {
  CHECK(read("The set {1} gives {\"a\": \"}\"} as asked.") == R"({"a":"}"})");
  CHECK(read("As in [1], the answer is {\"a\": [1, 2, 3]}.") == R"({"a":[1,2,3]})");
  CHECK(read("no value here") == "none");
  CHECK(read("") == "none");
  CHECK(read("{") == "{}");
}

TEST_CASE("slips of models are mended", "[ai][json]") {
  CHECK(read("{\"a\": [1, 2,], }") == R"({"a":[1,2]})");
  CHECK(read("{'a': 'it\\'s \"b\"'}") == R"({"a":"it's \"b\""})");
  CHECK(read("{\"a\": \"two\nlines\"}") == R"({"a":"two\nlines"})");
  CHECK(read("Sure! {'a': 1,} Done.") == R"({"a":1})");
  CHECK(read("```json\n{'a': 1}\n```") == R"({"a":1})");
  CHECK(read("[1,,2]") == "[1,2]");
}

TEST_CASE("a value that is not valid is mended before anything inside of it counts", "[ai][json]") {
  CHECK(read(R"({'a': {"b": 1}})") == R"({"a":{"b":1}})");
  CHECK(read(R"([{"a": 1}, {"a": 2},])") == R"([{"a":1},{"a":2}])");
  CHECK(read(R"({'a': '}', 'b': 2} and so on)") == R"({"a":"}","b":2})");
  CHECK(read("So: {\"md\": \"```json [1] ```\"}") == R"({"md":"```json [1] ```"})");
  CHECK(read("a { alone, then {\"a\": 1}") == R"({"a":1})");
}

TEST_CASE("what the end cuts off is left out, never made up", "[ai][json]") {
  CHECK(read(R"({"a": {"b": [1, 2)") == R"({"a":{"b":[1]}})");
  CHECK(read(R"({"a": 1, "b": "hel)") == R"({"a":1})");
  CHECK(read(R"({"a": 1, "b")") == R"({"a":1})");
  CHECK(read(R"({"a": 1, "b":)") == R"({"a":1})");
  CHECK(read(R"({"a": 1, "b": tru)") == R"({"a":1})");
  CHECK(read(R"({"a": 1, "b": 12)") == R"({"a":1})");
  CHECK(read(R"({"a": 1,)") == R"({"a":1})");
  CHECK(read(R"([{"a": 1}, {"a": 2)") == R"([{"a":1},{}])");
  CHECK(read(R"({"a": "x\)") == "{}");
}

TEST_CASE("every cut of a value is read or refused, and adds nothing", "[ai][json]") {
  const std::string whole = R"({"a":[1,{"b":"c\"d"},true,null],"e":{"f":[[],{}]},"g":-1.5e3})";
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
    CAPTURE(bytes);
    const auto value = json_in_answer(whole.substr(0, bytes));
    if (!value) continue;
    // Each text and number of a cut is one of the whole.
    for (const auto& [path, leaf] : value->flatten().items()) {
      CHECK(whole.contains(to_text(leaf)));
    }
  }
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string text;
  while (text.size() + part.size() <= bytes) text += part;
  return text;
}

TEST_CASE("hostile nesting costs bounded work and is refused", "[ai][json]") {
  const std::string_view part = GENERATE("[", "{", "\"", "{\"a\":", "{\"a\":[", "[{", "{'", "['",
                                         "[1,", "[x ", "{\"a\":1 ", "[\"\\", "```json\n[");
  CAPTURE(part);
  CHECK(read(repeated(part, limits::kAnswerBytesMax * 9 / 10)) == "none");
}

TEST_CASE("what precedes a value costs no more than there is for a search", "[ai][json]") {
  constexpr std::size_t kBytes = limits::kAnswerBytesMax / 2;
  // What ends soon counts no more than it holds, a value or not.
  const std::string notes = repeated("{1} ", (limits::kJsonStartsMax - 1) * 4);
  CHECK(read(notes + "{\"a\":\"" + std::string(kBytes, 'b') + "\"}").size() == kBytes + 8);
  CHECK(read(repeated("[x ", kBytes * 2) + "{\"a\":1}") == "none");
}

TEST_CASE("a value that is nested as deep as JSON is read is found in prose", "[ai][json]") {
  constexpr std::size_t kDepth = skerry::limits::kJsonDepthMax;
  const std::string deep = std::string(kDepth, '[') + std::string(kDepth, ']');
  CHECK(read("So: " + deep + ".") == deep);
  CHECK(mended(deep).text == deep);
  CHECK(mended(std::string(kDepth + 9, '[')).text.size() == 2 * kDepth + 2);
}

}  // namespace
}  // namespace skerry::ai
