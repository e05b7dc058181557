#include "modules/sdk/head.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "modules/sdk/limits.hpp"

namespace skerry {
namespace {

TEST_CASE("a head is read in place and keeps its order", "[head]") {
  const std::string block =
      ":method: GET\n:path: /a?b=c: d\naccept: text/html\naccept: */*\nempty: \nbell: \a\n";
  const auto head = Head::parse(block);
  REQUIRE(head.has_value());
  CHECK(head->size() == 6);
  CHECK(head->get(":method") == "GET");
  CHECK(head->get(":path") == "/a?b=c: d");
  CHECK(head->find("empty") == "");
  CHECK_FALSE(head->find("missing").has_value());
  CHECK(head->all("accept") == std::vector<std::string_view>{"text/html", "*/*"});
  CHECK(head->block() == block);
}

TEST_CASE("fields survive moving a head, however short", "[head]") {
  Head head;
  head.add("a", "b");
  const Head moved = std::move(head);
  CHECK(moved.get("a") == "b");
}

TEST_CASE("malformed heads are refused", "[head]") {
  const std::string block = GENERATE(values<std::string>(
      {"no end", "no colon\n", ": no name\n", "a:b\n", "A: upper\n", "a b: space\n", "a: x\ry\n",
       "\n", "::x: y\n", std::string("a: nul\0\n", 8)}));
  INFO(block);
  const auto head = Head::parse(block);
  REQUIRE_FALSE(head.has_value());
  CHECK(head.error().kind == FailureKind::kInvalid);
}

TEST_CASE("too many fields and too many bytes are limits, one less is not", "[head][limits]") {
  std::string block;
  for (std::size_t i = 0; i < limits::kHeadFieldsMax; ++i) block += "a: b\n";
  CHECK(Head::parse(block).has_value());
  CHECK(Head::parse(block + "a: b\n").error().detail == "head_fields_max=128");

  const std::string long_value(limits::kHeadBytesMax - 4, 'x');
  CHECK(Head::parse("a: " + long_value + "\n").has_value());
  CHECK(Head::parse("a: " + long_value + "x\n").error().kind == FailureKind::kLimitExceeded);
}

TEST_CASE("no value can begin a line of its own", "[head]") {
  Head head;
  head.add("location", "/a\r\nset-cookie: evil=1");
  CHECK(head.block() == "location: /a  set-cookie: evil=1\n");
  CHECK(Head::parse(head.block())->size() == 1);
}

TEST_CASE("set replaces all fields of a name, remove drops them", "[head]") {
  Head head;
  head.add("a", "1").add("b", "2").add("a", "3").set("a", "4");
  CHECK(head.block() == "b: 2\na: 4\n");
  head.remove("b").remove("never");
  CHECK(head.block() == "a: 4\n");
}

}  // namespace
}  // namespace skerry
