#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "modules/fn/object/judge.hpp"
#include "modules/fn/object/random.hpp"

using skerry::Json;
using namespace skerry::fn;

namespace {

/// Writes schemas at random: many make no sense, and some nothing satisfies.
class SchemaWriter {
 public:
  explicit SchemaWriter(std::uint64_t seed) : random_(seed) {}

  Json write(int depth = 0) {
    if (random_.chance(4)) return random_.chance(80);
    Json schema = Json::object();
    const auto count = random_.between(1, 4);
    for (std::uint64_t i = 0; i < count; ++i) add_keyword(schema, depth);
    return schema;
  }

 private:
  std::string pick(const std::vector<std::string>& list) { return random_.pick(list); }
  std::string name() { return pick({"a", "b", "name", "price", "x1", "createdAt"}); }
  std::string type() {
    return pick({"null", "boolean", "integer", "number", "string", "array", "object"});
  }
  std::string pattern() {
    return pick({"^[a-z]+$", "\\d", "^x", "a|b", "^(foo|ba[rz]){1,2}$", "^.{2,5}$", "[^a]$"});
  }
  Json number() {
    const auto whole = static_cast<std::int64_t>(random_.below(40)) - 10;
    return random_.chance(30) ? Json(static_cast<double>(whole) + 0.5) : Json(whole);
  }
  Json value() {
    switch (random_.below(5)) {
      case 0:
        return number();
      case 1:
        return name();
      case 2:
        return nullptr;
      case 3:
        return Json::array({number()});
      default:
        return random_.chance(50);
    }
  }
  Json list(int depth) {
    Json all = Json::array();
    for (std::uint64_t i = random_.between(1, 3); i > 0; --i) all.push_back(write(depth + 1));
    return all;
  }
  Json map(int depth, bool patterns) {
    Json all = Json::object();
    for (std::uint64_t i = random_.between(1, 3); i > 0; --i) {
      all[patterns ? pattern() : name()] = write(depth + 1);
    }
    return all;
  }
  Json names() {
    Json all = Json::array();
    for (const char* name : {"a", "name", "price"}) {
      if (random_.chance(50)) all.push_back(name);
    }
    return all;
  }

  void add_keyword(Json& schema, int depth) {
    constexpr int kDepthMax = 4;
    const auto choice = random_.below(depth < kDepthMax ? 33 : 17);
    switch (choice) {
      case 0:
      case 1:
      case 2:
        schema["type"] = type();
        return;
      case 3:
        schema["type"] = Json::array({"object", "string"});
        return;
      case 4:
        schema["enum"] = Json::array({value(), name(), number()});
        return;
      case 5:
        schema["const"] = value();
        return;
      case 6:
        schema[pick({"minimum", "exclusiveMinimum"})] = number();
        return;
      case 7:
        schema[pick({"maximum", "exclusiveMaximum"})] = number();
        return;
      case 8:
        schema["multipleOf"] = random_.chance(50) ? Json(0.1) : Json(3);
        return;
      case 9:
        schema["minLength"] = random_.below(6);
        return;
      case 10:
        schema["maxLength"] = random_.below(9);
        return;
      case 11:
        schema["pattern"] = pattern();
        return;
      case 12:
        schema["format"] = pick({"date", "email", "ipv4", "uuid", "uri", "hostname", "time"});
        return;
      case 13:
        schema[pick({"minItems", "minProperties", "minContains"})] = random_.below(4);
        return;
      case 14:
        schema[pick({"maxItems", "maxProperties", "maxContains"})] = random_.below(5);
        return;
      case 15:
        schema["uniqueItems"] = random_.chance(70);
        return;
      case 16:
        schema["required"] = names();
        return;
      default:
        return add_applicator(schema, depth);
    }
  }

  void add_applicator(Json& schema, int depth) {
    const std::string one = pick({"items", "contains", "additionalProperties", "propertyNames",
                                  "not", "unevaluatedItems", "unevaluatedProperties"});
    switch (random_.below(9)) {
      case 0:
      case 1:
        schema["properties"] = map(depth, false);
        return;
      case 2:
        schema["patternProperties"] = map(depth, true);
        return;
      case 3:
        schema[pick({"allOf", "anyOf", "oneOf"})] = list(depth);
        return;
      case 4:
        schema["prefixItems"] = list(depth);
        return;
      case 5:
        schema["if"] = write(depth + 1);
        schema[pick({"then", "else"})] = write(depth + 1);
        return;
      case 6:
        schema["dependentSchemas"] = map(depth, false);
        return;
      case 7:
        schema["dependentRequired"] = Json{{name(), names()}};
        return;
      default:
        schema[one] = random_.chance(10) ? Json{{"$ref", "#"}} : write(depth + 1);
        return;
    }
  }

  object::Random random_;
};

}  // namespace

TEST_CASE("whatever the schema, a value is valid or refused", "[object]") {
  constexpr std::uint64_t kSchemas = 1'000;
  int made = 0;
  for (std::uint64_t seed = 0; seed < kSchemas; ++seed) {
    const Json schema = SchemaWriter(seed).write();
    const std::string text = skerry::to_text(schema);
    const std::string outcome = object::judge::outcome(text, seed);
    INFO("seed " << seed << ": " << text << " gave " << outcome);
    // Parts may hold each for itself and not together, which the validator finds out.
    REQUIRE(!outcome.starts_with("INVALID"));
    made += outcome.starts_with("refused") ? 0 : 1;
  }
  WARN(made << " of " << kSchemas << " random schemas got a value");
  CHECK(made > 700);
}
