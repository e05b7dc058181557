#include "modules/fn/functions/binding.hpp"

#include <catch2/catch.hpp>
#include <string_view>

namespace skerry::fn {
namespace {

Json json(std::string_view text) { return *read_json(text); }

/// The arguments as JSON text, or the problem's code and its first pointer.
std::string bound_by(const std::vector<KnownParameter>& parameters, std::string_view args) {
  const auto bound = bind_arguments(parameters, json(args));
  if (bound) return to_text(*bound);
  const Problem& problem = bound.error();
  return std::string(problem.code) + " " +
         (problem.errors.empty() ? "" : problem.errors.front().pointer);
}

TEST_CASE("arguments are bound by name, whatever their order and spelling", "[functions]") {
  const auto parameters =
      known_parameters({"price", "taxRate"}, json(R"([{"args":[1,2],"result":0}])"));
  CHECK(bound_by(parameters, R"({"taxRate":2,"price":1})") == "[1,2]");
  CHECK(bound_by(parameters, R"({"tax_rate":2,"Price":1})") == "[1,2]");
  CHECK(bound_by(parameters, "[1,2]") == "[1,2]");
  CHECK(bound_by(parameters, R"({"price":1})") == "argument_missing /args");
  CHECK(bound_by(parameters, "[1]") == "argument_missing /args");
  CHECK(bound_by(parameters, "1") == "argument_missing /args");
  CHECK(bound_by(parameters, "{}") == "argument_missing /args");
}

TEST_CASE("what no parameter takes is refused at its place", "[functions]") {
  const auto parameters =
      known_parameters({"price", "taxRate"}, json(R"([{"args":[1,2],"result":0}])"));
  CHECK(bound_by(parameters, R"({"price":1,"taxRate":2,"a/b":3})") ==
        "invalid_arguments /args/a~1b");
  CHECK(bound_by(parameters, R"({"price":1,"tax_rate":2,"taxRate":3})") ==
        "invalid_arguments /args/taxRate");
  CHECK(bound_by(parameters, "[1,2,3]") == "invalid_arguments /args");
  CHECK(bound_by(parameters, R"({"price":1,"taxRate":"2"})") == "invalid_arguments /args/taxRate");
  CHECK(bound_by(parameters, "[1,null]") == "invalid_arguments /args/1");
  CHECK(bound_by({}, "1") == "invalid_arguments /args");
  CHECK(bound_by({}, "[1]") == "invalid_arguments /args");
  CHECK(bound_by({}, R"({"a":1})") == "invalid_arguments /args/a");
  CHECK(bound_by({}, "[]") == "[]");
  CHECK(bound_by({}, "{}") == "[]");
}

TEST_CASE("a type that some example shows is taken", "[functions]") {
  const auto parameters = known_parameters(
      {"value"}, json(R"([{"args":[1]},{"args":["a"]},{"args":[null]},{"args":[true]}])"));
  CHECK(bound_by(parameters, "2.5") == "[2.5]");
  CHECK(bound_by(parameters, "\"b\"") == "[\"b\"]");
  CHECK(bound_by(parameters, "null") == "[null]");
  CHECK(bound_by(parameters, "false") == "[false]");
  CHECK(bound_by(parameters, R"({"value":{}})") == "invalid_arguments /args/value");
}

TEST_CASE("an array is the one array argument where the function takes one", "[functions]") {
  const auto one = known_parameters({"numbers", "digits"},
                                    json(R"([{"args":[[1]]},{"args":[[1],2]},{"args":[[]]}])"));
  CHECK(bound_by(one, "[4,5]") == "[[4,5]]");
  CHECK(bound_by(one, "[]") == "[[]]");
  CHECK(bound_by(one, R"({"numbers":[4],"digits":1})") == "[[4],1]");
  const auto two = known_parameters({"a", "b"}, json(R"([{"args":[[1],[2]]}])"));
  CHECK(bound_by(two, "[[4],[5]]") == "[[4],[5]]");
  const auto both = known_parameters({"numbers", "digits"}, json(R"([{"args":[[1],2]}])"));
  CHECK(bound_by(both, "[[4],2]") == "[[4],2]");
}

TEST_CASE("an object without names of parameters is the one object that is taken", "[functions]") {
  const auto parameters =
      known_parameters({"order"}, json(R"([{"args":[{"total":3}]},{"args":[{"total":4}]}])"));
  CHECK(bound_by(parameters, R"({"total":5})") == R"([{"total":5}])");
  CHECK(bound_by(parameters, R"({"order":{"total":5}})") == R"([{"total":5}])");
  CHECK(bound_by(parameters, R"({"order":{"total":5},"total":5})") ==
        "invalid_arguments /args/total");
  CHECK(bound_by(parameters, "{}") == "[{}]");
}

TEST_CASE("what some example leaves out may be left out at the end, not before another",
          "[functions]") {
  const auto parameters =
      known_parameters({"a", "b", "c"}, json(R"([{"args":[1]},{"args":[1,2,3]},{"args":[1,2]}])"));
  CHECK(bound_by(parameters, R"({"a":1})") == "[1]");
  CHECK(bound_by(parameters, R"({"a":1,"b":2})") == "[1,2]");
  CHECK(bound_by(parameters, R"({"a":1,"c":2})") == "argument_missing /args");
  CHECK(bound_by(parameters, R"({"b":1})") == "argument_missing /args");
}

TEST_CASE("parameters without names are known by position", "[functions]") {
  const auto parameters = known_parameters({}, json(R"([{"args":[1,2]},{"args":[3,4]}])"));
  CHECK(bound_by(parameters, "[5,6]") == "[5,6]");
  CHECK(bound_by(parameters, R"({"a":5,"b":6})") == "invalid_arguments /args/a");
  CHECK(bound_by(parameters, R"({"":5})") == "invalid_arguments /args/");
}

}  // namespace
}  // namespace skerry::fn
