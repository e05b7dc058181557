#include "modules/sdk/json_pointer.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace skerry {
namespace {

TEST_CASE("pointers resolve as the examples of RFC 6901 say", "[json-pointer]") {
  const Json document = read_json(R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,
      "i\\j":5,"k\"l":6," ":7,"m~n":8})")
                            .value();
  const auto at = [&](std::string_view pointer) {
    const Json* value = resolve_pointer(document, pointer);
    return value == nullptr ? "none" : to_text(*value);
  };
  CHECK(at("") == to_text(document));
  CHECK(at("/foo") == R"(["bar","baz"])");
  CHECK(at("/foo/0") == "\"bar\"");
  CHECK(at("/") == "0");
  CHECK(at("/a~1b") == "1");
  CHECK(at("/c%d") == "2");
  CHECK(at("/i\\j") == "5");
  CHECK(at("/ ") == "7");
  CHECK(at("/m~0n") == "8");
}

TEST_CASE("pointers to nothing, and what is no pointer", "[json-pointer]") {
  const Json document = read_json(R"({"a":[1,{"b":2}],"~":3})").value();
  const std::string pointer = GENERATE("a", "/x", "/a/2", "/a/-", "/a/01", "/a/+1", "/a/ 1",
                                       "/a/1/b/c", "/~", "/~2", "/a/99999999999999999999", "/a/");
  INFO(pointer);
  CHECK(resolve_pointer(document, pointer) == nullptr);
}

TEST_CASE("built pointers resolve to what they were built for", "[json-pointer]") {
  const Json document = read_json(R"({"a/~b":[0,{"~1":5}]})").value();
  const std::string pointer = pointer_to(pointer_to(pointer_to("", "a/~b"), 1), "~1");
  CHECK(pointer == "/a~1~0b/1/~01");
  REQUIRE(resolve_pointer(document, pointer) != nullptr);
  CHECK(*resolve_pointer(document, pointer) == 5);
}

}  // namespace
}  // namespace skerry
