#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "modules/fn/object/judge.hpp"

using namespace skerry::fn;

namespace {

std::string refusal(std::string_view schema) { return object::judge::outcome(schema, 1); }

/// A schema that would take for ever, or much memory, without limits.
void ends(const std::string& schema) {
  const auto began = std::chrono::steady_clock::now();
  const std::string outcome = object::judge::outcome(schema, 1);
  INFO(schema.substr(0, 200) << ": " << outcome.substr(0, 200));
  CHECK(!outcome.starts_with("INVALID"));
  // Far above what it takes, sanitizers and a busy machine included.
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(20));
}

std::string repeated(int count, std::string_view open, std::string_view middle,
                     std::string_view close) {
  std::string text;
  for (int i = 0; i < count; ++i) text += open;
  text += middle;
  for (int i = 0; i < count; ++i) text += close;
  return text;
}

}  // namespace

TEST_CASE("what cannot be satisfied is refused with the place", "[object]") {
  CHECK(refusal("false") == "refused : nothing satisfies this schema");
  CHECK(refusal(R"({"allOf":[{"type":"string"},{"type":"integer"}]})") ==
        "refused /allOf/1/type: no type is left that all schemas allow");
  CHECK(refusal(R"({"type":"integer","minimum":5,"maximum":4})") ==
        "refused /maximum: no number satisfies these bounds and multiples");
  CHECK(refusal(R"({"properties":{"a":{"type":"number","multipleOf":7,"minimum":1,"maximum":6}},
    "type":"object","required":["a"]})") ==
        "refused /properties/a/multipleOf: no number satisfies these bounds and multiples");
  CHECK(refusal(R"({"type":"string","minLength":5,"maxLength":4})") ==
        "refused /minLength: minLength is more than maxLength");
  CHECK(refusal(R"({"type":"array","minItems":3,"maxItems":2})") ==
        "refused /minItems: minItems is more than the 2 items that are allowed");
  CHECK(refusal(R"({"type":"array","minItems":3,"uniqueItems":true,"items":{"type":"boolean"}})") ==
        "refused /uniqueItems: not enough different items were found");
  CHECK(refusal(R"({"allOf":[{"enum":[1,2]},{"enum":[3]}]})") ==
        "refused /allOf/1/enum: no value is left that all schemas allow");
  CHECK(refusal(R"({"type":"string","enum":[1,2]})") ==
        "refused /enum: no listed value satisfies the other keywords");
  CHECK(refusal(R"({"type":"object","required":["a"],"properties":{"a":false}})") ==
        "refused /required: a required member is not allowed to be there");
  CHECK(refusal(R"({"type":"object","required":["a"],"additionalProperties":false})") ==
        "refused /required: a required member is not allowed to be there");
  CHECK(refusal(R"({"type":"object","required":["a","b"],"maxProperties":1})") ==
        "refused /maxProperties: more members are required than maxProperties allows");
  CHECK(refusal(R"({"type":"object","minProperties":1,"additionalProperties":false})") ==
        "refused /minProperties: not enough names for members were found");
  CHECK(refusal(R"({"type":"string","format":"ipv4","maxLength":3})") ==
        "refused /format: no text of this format has the length that is asked for");
  CHECK(refusal(R"({"type":"string","pattern":"^a{5}$","maxLength":4})") ==
        "refused /pattern: no text was found that matches the pattern and the other constraints");
  CHECK(refusal(R"({"not":{}})").starts_with("refused : no value was found"));
  CHECK(refusal(R"({"oneOf":[true,true]})").starts_with("refused : no value was found"));
}

TEST_CASE("patterns that are not understood are named", "[object]") {
  CHECK(refusal(R"({"type":"string","pattern":"^(a)\\1$"})") ==
        "refused /pattern: the generator does not write texts for a pattern with a backreference");
  CHECK(refusal(R"({"type":"string","pattern":"^\\p{Script=Hiragana}$"})") ==
        "refused /pattern: the generator does not write texts for a pattern with the property of "
        "Unicode Script=Hiragana");
}

TEST_CASE("recursion without an end is refused", "[object]") {
  CHECK(refusal(R"({"type":"object","required":["a"],"properties":{"a":{"$ref":"#"}}})")
            .ends_with("values for this schema would be nested too deep, or without an end"));
  CHECK(refusal(R"({"type":"array","minItems":2,"items":{"$ref":"#"}})").starts_with("refused"));
}

TEST_CASE("hostile schemas end within their limits", "[object]") {
  ends(R"({"type":"array","minItems":100000000})");
  ends(R"({"type":"array","minItems":4000,"items":{"type":"array","minItems":4000}})");
  ends(R"({"type":"string","minLength":4000000000})");
  ends(R"({"type":"object","minProperties":1000000})");
  ends(R"({"type":"array","minItems":2000,"uniqueItems":true,"items":{"type":"string"}})");
  ends(R"({"type":"string","pattern":"^(a+)+$","minLength":400})");
  ends(R"({"type":"string","pattern":"^(((a{1,99}){1,99}){1,99}){1,99}b{4000000000}$"})");
  ends(R"({"type":"string","pattern":"^((((a?){99}){99}){99}){99}$"})");
  ends(R"({"type":"string","pattern":")" + repeated(60, "(", "a", ")*") + R"("})");
  ends(R"({"type":"string","pattern":")" + repeated(1000, "(", "a", ")") + R"("})");
  ends(repeated(70, R"({"not":)", "{}", "}"));
  ends(repeated(35, R"({"anyOf":[{"type":"null","minimum":1},)", "false", "]}"));
  ends(repeated(30, R"({"type":"object","required":["a","b"],"additionalProperties":)", "{}", "}"));
  ends(repeated(60, R"({"type":"array","minItems":1,"items":)", "{}", "}"));
  ends(R"({"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"},{"$ref":"#/$defs/b"}]},
    "b":{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"})");
  ends(R"({"oneOf":[{"$ref":"#/$defs/x"},{"$ref":"#/$defs/x"}],"$defs":{"x":{"type":"object",
    "required":["p","q","r"],"additionalProperties":{"oneOf":[{"type":"integer"},{"type":"number"},
    {"not":{"type":"number"}}]}}}})");
  std::string conditions = R"({"type":"object","required":["k"],"allOf":[)";
  for (int i = 0; i < 40; ++i) {
    conditions += R"({"if":{"properties":{"k":{"minimum":)" + std::to_string(i) +
                  R"(}}},"then":{"not":{"required":["k"]}}},)";
  }
  ends(conditions + "true]}");
}

TEST_CASE("objects of many members are made, or refused, in time that grows with them",
          "[object]") {
  const auto count = GENERATE(2'000, 4'000, 4'900);
  std::string names;
  std::string properties;
  std::string dependents;
  for (int i = 0; i < count; ++i) {
    const std::string name = "\"member_" + std::to_string(i) + "_start\"";
    names += (i > 0 ? "," : "") + name;
    properties += (i > 0 ? "," : "") + name + ":{\"type\":\"integer\"}";
    dependents += (i > 0 ? "," : "") + name + ":[\"member_" + std::to_string(i + 1) + "_start\"]";
  }
  const std::string many = std::to_string(count);
  ends(R"({"type":"object","minProperties":)" + many + "}");
  ends(R"({"type":"object","required":[)" + names + "]}");
  ends(R"({"type":"object","properties":{)" + properties + "}}");
  ends(R"({"type":"object","properties":{)" + properties + R"(},"minProperties":)" + many + "}");
  ends(R"({"type":"object","properties":{)" + properties + R"(},"required":[)" + names + "]}");
  ends(R"({"type":"object","required":["member_0_start"],"dependentRequired":{)" + dependents +
       "}}");
  ends(R"({"allOf":[{"enum":[)" + names + R"(]},{"enum":[)" + names + R"(]},{"const":"none"}]})");
  ends(R"({"type":"object","minProperties":)" + many +
       R"(,"propertyNames":{"pattern":"^(a|b)+$"},"patternProperties":{"a":{},"b":{}}})");
  ends(R"({"type":"array","minItems":)" + many + R"(,"items":{}})");
  ends(R"({"type":"array","minItems":)" + many + R"(,"items":{"type":"string","minLength":9}})");
  ends(R"({"type":"array","minItems":40,"items":{"type":"object","required":[)" + names + "]}}");
}

TEST_CASE("thousands of members that are asked for are there", "[object]") {
  const std::string made = object::judge::outcome(R"({"type":"object","minProperties":4000})", 1);
  const auto json = skerry::read_json(made);
  REQUIRE(json.has_value());
  CHECK(json->size() == 4'000);
}
