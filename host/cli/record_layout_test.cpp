#include "host/cli/record_layout.hpp"

#include <catch2/catch.hpp>

namespace skerry::host {
namespace {

std::string laid_out(std::string_view json, std::size_t columns = 80) {
  const auto record = read_json(json);
  REQUIRE(record.has_value());
  return layout_record(*record, {.is_terminal = true, .columns = columns, .has_colour = false});
}

}  // namespace

TEST_CASE("a record is read without brackets", "[record]") {
  CHECK(laid_out(R"({"id": "x", "ok": true, "none": null, "list": [], "names": ["a", "b"],
                     "inner": {"type": "human", "confidence": 0.9}})") ==
        "id     x\n"
        "ok     true\n"
        "none   -\n"
        "list   -\n"
        "names  a, b\n"
        "inner\n"
        "  type        human\n"
        "  confidence  0.9\n");
}

TEST_CASE("a list of objects is a table, whatever members each has", "[record]") {
  CHECK(laid_out(R"({"audit": [{"at": "t1", "by": {"kind": "system", "name": ""}},
                               {"at": "t2", "to": "done"}]})") ==
        "audit\n"
        "  at  by      to\n"
        "  t1  system  -\n"
        "  t2  -       done\n");
}

TEST_CASE("what callers gave and got stays JSON", "[record]") {
  CHECK(laid_out(R"({"args": {"a": [{"b": 1}]}, "result": [], "response": "yes"})") ==
        "args\n"
        "{\n"
        "  \"a\": [\n"
        "    {\n"
        "      \"b\": 1\n"
        "    }\n"
        "  ]\n"
        "}\n"
        "result    []\n"
        "response  yes\n");
  CHECK(laid_out(R"({"tests": [{"args": {"n": 1}, "result": [1]}]})") ==
        "tests\n"
        "  args     result\n"
        "  {\"n\":1}  [1]\n");
}

TEST_CASE("texts of several lines, and what lies deep, stand below their name", "[record]") {
  CHECK(laid_out(R"({"code": {"source": "one\ntwo\n\nthree", "n": 1}})") ==
        "code\n"
        "  source\n"
        "    one\n"
        "    two\n"
        "\n"
        "    three\n"
        "  n       1\n");
  CHECK(laid_out(R"({"a": {"b": {"c": {"d": 1}}}})") ==
        "a\n"
        "  b\n"
        "    c\n"
        "    {\n"
        "      \"d\": 1\n"
        "    }\n");
}

TEST_CASE("rows with very many members are no table", "[record]") {
  Json wide = Json::object();
  for (int i = 0; i < 13; ++i) wide["m" + std::to_string(i)] = i;
  const std::string text = laid_out(to_text({{"list", Json::array({wide})}}));
  CHECK(text.starts_with("list\n[\n  {\n    \"m0\": 0,\n"));
}

TEST_CASE("nothing in a record can steer a terminal", "[record]") {
  const std::string text = laid_out(
      R"({"a\u001b[2J": "x\u001b[2Jy\nz\u001b", "b": [{"c\u001b": "\u001b"}], "args": ["\u001b"]})");
  CHECK_FALSE(text.contains('\x1b'));
}

}  // namespace skerry::host
