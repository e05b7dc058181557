#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "modules/fn/object/judge.hpp"

using skerry::Json;
using namespace skerry::fn;

namespace {

constexpr std::uint64_t kSeeds = 40;

/// Makes values from many seeds, each valid; `check` sees them all.
template <typename Check>
void for_values(std::string_view schema, Check check) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const std::string text = object::judge::outcome(schema, seed);
    INFO(schema << ", seed " << seed << ": " << text);
    const auto value = skerry::read_json(text);
    REQUIRE(value.has_value());
    check(*value);
  }
}

void valid(std::string_view schema) {
  for_values(schema, [](const Json&) {});
}

/// How many different values the seeds give.
std::size_t variety(std::string_view schema) {
  std::set<std::string> values;
  for_values(schema, [&](const Json& value) { values.insert(skerry::to_text(value)); });
  return values.size();
}

}  // namespace

TEST_CASE("every type is made, and each of a union", "[object]") {
  for (const std::string_view type :
       {"null", "boolean", "integer", "number", "string", "array", "object"}) {
    valid(R"({"type":")" + std::string(type) + R"("})");
  }
  CHECK(variety(R"({"type":["integer","string","boolean"]})") > 5);
  valid("true");
  valid("{}");
  valid(R"({"type":["null","array"]})");
}

TEST_CASE("enum and const", "[object]") {
  CHECK(variety(R"({"enum":[1,"two",[3],{"four":4}]})") == 4);
  for_values(R"({"const":{"a":[1,2]}})", [](const Json& value) { CHECK(value["a"][1] == 2); });
  for_values(R"({"enum":[1,2,3,4,5,6],"minimum":5})", [](const Json& value) { CHECK(value >= 5); });
  for_values(R"({"allOf":[{"enum":[1,2,3]},{"enum":[3,4]}]})",
             [](const Json& value) { CHECK(value == 3); });
}

TEST_CASE("bounds and multiples of numbers are exact", "[object]") {
  valid(R"({"type":"integer","minimum":-5,"maximum":-5})");
  valid(R"({"type":"integer","exclusiveMinimum":1,"exclusiveMaximum":3})");
  valid(R"({"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.001})");
  valid(R"({"type":"number","multipleOf":0.1})");
  valid(R"({"type":"number","multipleOf":0.01,"minimum":0.015,"maximum":0.025})");
  valid(R"({"type":"number","allOf":[{"multipleOf":0.25},{"multipleOf":0.1}]})");
  valid(R"({"type":"integer","multipleOf":1.5})");
  valid(R"({"type":"integer","multipleOf":7,"minimum":100,"maximum":105})");
  valid(R"({"type":"number","minimum":1e300})");
  valid(R"({"type":"number","maximum":-1e300})");
  valid(R"({"type":"integer","minimum":9007199254740993})");
  valid(R"({"type":"number","multipleOf":1e-9,"minimum":0,"maximum":1})");
  CHECK(variety(R"({"type":"integer","minimum":1,"maximum":6})") == 6);
}

TEST_CASE("lengths of texts count characters", "[object]") {
  valid(R"({"type":"string","minLength":0,"maxLength":0})");
  valid(R"({"type":"string","minLength":3,"maxLength":3})");
  valid(R"({"type":"string","minLength":1000})");
  valid(R"({"type":"object","required":["lastName"],"properties":{"lastName":{"maxLength":3,
    "type":"string"}}})");
}

TEST_CASE("every format is made", "[object]") {
  for (const std::string_view format : {"date-time", "date",          "time",
                                        "duration",  "email",         "idn-email",
                                        "hostname",  "idn-hostname",  "ipv4",
                                        "ipv6",      "uri",           "uri-reference",
                                        "iri",       "iri-reference", "uri-template",
                                        "uuid",      "json-pointer",  "relative-json-pointer",
                                        "regex",     "no-such-format"}) {
    valid(R"({"type":"string","format":")" + std::string(format) + R"("})");
  }
  valid(R"({"type":"string","format":"email","maxLength":12})");
  valid(R"({"type":"string","format":"uri","minLength":80})");
  valid(R"({"type":"string","format":"date","pattern":"^2"})");
  valid(R"({"type":"string","format":"hostname","maxLength":5})");
}

TEST_CASE("arrays: items, prefixes, counts", "[object]") {
  valid(R"({"type":"array","items":{"type":"integer"},"minItems":7})");
  valid(R"({"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false})");
  valid(R"({"type":"array","prefixItems":[{"const":1}],"items":{"const":2},"minItems":4})");
  valid(R"({"type":"array","prefixItems":[{"const":1}],"maxItems":0})");
  valid(R"({"type":"array","maxItems":0,"items":{"type":"integer"}})");
  valid(R"({"type":"array","prefixItems":[true,false]})");
  valid(R"({"$schema":"http://json-schema.org/draft-07/schema#","type":"array",
    "items":[{"type":"string"}],"additionalItems":{"type":"integer"},"minItems":3})");
  valid(R"({"type":"array","prefixItems":[{"type":"string"}],"unevaluatedItems":false})");
}

TEST_CASE("arrays: different items", "[object]") {
  valid(R"({"type":"array","uniqueItems":true,"minItems":2,"items":{"type":"boolean"}})");
  valid(R"({"type":"array","uniqueItems":true,"minItems":5,"items":{"enum":[1,2,3,4,5]}})");
  valid(R"({"type":"array","uniqueItems":true,"minItems":10,
    "items":{"type":"integer","minimum":1,"maximum":10}})");
  valid(R"({"type":"array","uniqueItems":true,"minItems":20,"items":{"type":"string"}})");
  valid(R"({"type":"array","uniqueItems":true,"minItems":3,"items":{"type":"object",
    "required":["a"],"properties":{"a":{"enum":["x","y","z"]}},"additionalProperties":false}})");
}

TEST_CASE("arrays: contains with its counts", "[object]") {
  valid(R"({"type":"array","contains":{"const":"x"}})");
  valid(R"({"type":"array","contains":{"type":"integer","minimum":5},"minContains":3,
    "items":{"type":"integer"}})");
  valid(R"({"type":"array","contains":{"const":1},"maxContains":1,"minItems":4,
    "items":{"enum":[1,2,3]}})");
  valid(R"({"type":"array","contains":{"const":1},"minContains":0,"maxContains":0,"minItems":3,
    "items":{"enum":[1,2]}})");
  valid(R"({"type":"array","allOf":[{"contains":{"const":1}},{"contains":{"const":2}}]})");
}

TEST_CASE("objects: names and counts of members", "[object]") {
  valid(R"({"type":"object","required":["a","b"]})");
  valid(R"({"type":"object","minProperties":4})");
  valid(R"({"type":"object","properties":{"a":{},"b":{},"c":{}},"maxProperties":1})");
  valid(R"({"type":"object","minProperties":3,"propertyNames":{"pattern":"^[A-Z]{3}$"}})");
  valid(R"({"type":"object","minProperties":2,"propertyNames":{"enum":["x","y"]}})");
  valid(R"({"type":"object","minProperties":3,"patternProperties":{"^n_":{"type":"integer"}},
    "additionalProperties":false})");
  valid(R"({"type":"object","additionalProperties":{"type":"integer"}})");
  valid(R"({"type":"object","properties":{"a":{"type":"string"}},
    "patternProperties":{"^a":{"minLength":20}},"required":["a"]})");
  valid(R"({"type":"object","required":["__proto__"],"properties":{"__proto__":{"const":1}}})");
}

TEST_CASE("objects: what members bring along", "[object]") {
  valid(R"({"type":"object","required":["a"],"dependentRequired":{"a":["b"],"b":["c"]}})");
  valid(R"({"type":"object","required":["a"],"dependentSchemas":{"a":{"required":["b"],
    "properties":{"b":{"const":7}}}}})");
  valid(R"({"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["a"],
    "dependencies":{"a":["b"],"b":{"properties":{"c":{"type":"null"}},"required":["c"]}}})");
  valid(R"({"type":"object","properties":{"a":{"type":"string"}},"unevaluatedProperties":false,
    "allOf":[{"properties":{"b":{"type":"integer"}},"required":["b"]}]})");
}

TEST_CASE("schemas that are put together", "[object]") {
  valid(R"({"allOf":[{"type":"integer"},{"minimum":10},{"maximum":12}]})");
  valid(R"({"anyOf":[{"type":"integer"},{"type":"string","minLength":3}]})");
  valid(R"({"oneOf":[{"type":"integer"},{"type":"number","minimum":5}]})");
  valid(R"({"oneOf":[{"multipleOf":3},{"multipleOf":5}],"type":"integer"})");
  valid(R"({"type":"integer","not":{"minimum":10}})");
  valid(R"({"type":"string","not":{"enum":["a"]}})");
  valid(R"({"type":"object","required":["a"],"not":{"required":["b"]}})");
  valid(R"({"anyOf":[false,{"const":1}]})");
  valid(R"({"type":"integer","minimum":0,"maximum":20,"if":{"minimum":10},
    "then":{"multipleOf":5},"else":{"multipleOf":3}})");
  valid(R"({"if":{"type":"string"},"then":{"minLength":5},"else":{"type":"integer"}})");
  valid(R"({"if":true,"then":{"const":1},"else":{"const":2}})");
  valid(R"({"type":"object","required":["k"],"properties":{"k":{"enum":["a","b"]}},
    "if":{"properties":{"k":{"const":"a"}}},"then":{"required":["x"]},"else":{"required":["y"]}})");
}

TEST_CASE("references, recursion included, end", "[object]") {
  valid(R"({"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"type":"integer"}}})");
  valid(R"({"type":"object","properties":{"next":{"$ref":"#"}}})");
  valid(R"({"type":"array","items":{"$ref":"#"}})");
  valid(R"({"type":"object","required":["l","r"],"properties":{
    "l":{"anyOf":[{"$ref":"#"},{"type":"null"}]},"r":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}})");
  valid(R"({"$defs":{"x":{"$anchor":"here","type":"boolean"}},"$ref":"#here"})");
}

TEST_CASE("examples of a schema are used where they are valid", "[object]") {
  for_values(R"({"type":"string","examples":["one","two"]})",
             [](const Json& value) { CHECK((value == "one" || value == "two")); });
  for_values(R"({"type":"integer","examples":["no number"]})",
             [](const Json& value) { CHECK(value.is_number_integer()); });
}

TEST_CASE("names say what values are", "[object]") {
  const std::string schema = R"({"type":"object","required":["firstName","lastName","fullName",
    "email","latitude","price","createdAt","updatedAt","percentage"],"properties":{
    "firstName":{"type":"string"},"lastName":{"type":"string"},"fullName":{"type":"string"},
    "email":{"type":"string"},"latitude":{"type":"number"},"price":{"type":"number"},
    "percentage":{"type":"number"},"createdAt":{"type":"string"},"updatedAt":{"type":"string"}}})";
  for_values(schema, [](const Json& value) {
    const auto text = [&](const char* name) { return value.at(name).get<std::string>(); };
    CHECK(text("fullName") == text("firstName") + " " + text("lastName"));
    CHECK(text("email").find("@example.") != std::string::npos);
    CHECK(text("createdAt") <= text("updatedAt"));
    CHECK(value.at("latitude").get<double>() <= 90);
    CHECK(value.at("latitude").get<double>() >= -90);
    CHECK(value.at("price").get<double>() > 0);
    CHECK(value.at("percentage").get<double>() <= 100);
  });
}

TEST_CASE("a total is the sum of its lines", "[object]") {
  const std::string schema = R"({"type":"object","required":["items","tax","total"],"properties":{
    "items":{"type":"array","minItems":2,"items":{"type":"object","required":["quantity","price"],
      "properties":{"quantity":{"type":"integer","minimum":1},
        "price":{"type":"number","multipleOf":0.01,"minimum":0}}}},
    "tax":{"type":"number","multipleOf":0.01,"minimum":0},"total":{"type":"number"}}})";
  for_values(schema, [](const Json& value) {
    double total = value.at("tax").get<double>();
    for (const Json& item : value.at("items")) {
      total += item.at("quantity").get<double>() * item.at("price").get<double>();
    }
    CHECK(value.at("total").get<double>() == Approx(total).epsilon(1e-12));
  });
}
