#include "modules/sdk/validation.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace skerry {
namespace {

enum class Mode { kSync, kAsync };

struct Options {
  Mode mode = Mode::kSync;
  std::optional<double> timeout_ms;
  std::int64_t seed = 0;
  bool cache = true;
};

struct Execute {
  std::string description;
  std::optional<Json> args;
  std::optional<std::string> type;
  Options options;
  std::vector<std::string> tags;
};

ObjectOf<Options> option_fields() {
  ObjectOf<Options> fields;
  fields
      .optional("mode", &Options::mode,
                EnumOf<Mode>{{{"sync", Mode::kSync}, {"async", Mode::kAsync}}})
      .optional("timeoutMs", &Options::timeout_ms, Number{.minimum = 1, .maximum = 30000})
      .optional("seed", &Options::seed, Integer{.minimum = -5, .maximum = 5})
      .optional("cache", &Options::cache, Boolean{});
  return fields;
}

ObjectOf<Execute> execute_fields() {
  ObjectOf<Execute> fields;
  fields.required("description", &Execute::description, Text{.characters_max = 20})
      .optional("args", &Execute::args, AnyValue{.bytes_max = 100, .depth_max = 3})
      .optional("type", &Execute::type, OneOf{{"code", "object", "agentic", "human"}})
      .optional("options", &Execute::options, option_fields())
      .optional("tags", &Execute::tags, ListOf<Text>{Text{.characters_max = 5}, 1, 3});
  return fields;
}

std::expected<Execute, InvalidValue> validate(std::string_view text) {
  return execute_fields().validate(read_json(text).value());
}

/// `pointer: detail` of each error.
std::vector<std::string> errors_of(std::string_view text) {
  std::vector<std::string> lines;
  const auto result = validate(text);
  if (result) return lines;
  for (const FieldError& error : result.error().errors) {
    lines.push_back(error.pointer + ": " + error.detail);
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("a valid object becomes a struct, with defaults for what is missing", "[validation]") {
  const auto result = validate(R"({"description":"sort","args":null,"type":"code",
      "options":{"mode":"async","timeoutMs":1.5,"seed":-5},"tags":["a","b"]})");
  REQUIRE(result.has_value());
  CHECK(result->description == "sort");
  CHECK(result->args.has_value());
  CHECK(result->args->is_null());
  CHECK(result->type == "code");
  CHECK(result->options.mode == Mode::kAsync);
  CHECK(result->options.timeout_ms == 1.5);
  CHECK(result->options.seed == -5);
  CHECK(result->options.cache);
  CHECK(result->tags == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(validate(R"({"description":"x"})")->args.has_value());
}

TEST_CASE("all errors are collected, each with its pointer", "[validation]") {
  CHECK(errors_of(R"({"args":1,"type":"cod","options":{"mode":1,"timeoutMs":0,"seed":1.5,
                      "cache":null},"tags":["toolong",2]})") ==
        Lines{"/description: missing",
              "/type: expected one of code object agentic human; did you mean code?",
              "/options/mode: expected string, found number", "/options/timeoutMs: less than 1",
              "/options/seed: expected a whole number",
              "/options/cache: expected boolean, found null", "/tags/0: longer than 5 characters",
              "/tags/1: expected string, found number"});
}

TEST_CASE("unknown fields are named with the nearest known name", "[validation]") {
  CHECK(errors_of(R"({"description":"x","arguments":1})") == Lines{"/arguments: unknown field"});
  CHECK(errors_of(R"({"description":"x","arg":1,"Type":"code","a/b":1})") ==
        Lines{"/arg: unknown field, did you mean args?", "/Type: unknown field, did you mean type?",
              "/a~1b: unknown field"});
  CHECK(errors_of(R"({"description":"x","options":{"timeout_ms":1,"timoeutMs":1}})") ==
        Lines{"/options/timeout_ms: unknown field, did you mean timeoutMs?",
              "/options/timoeutMs: unknown field, did you mean timeoutMs?"});
  CHECK(validate(R"({"description":"x","arg":1})").error().only_unknown_fields);
  CHECK_FALSE(validate(R"({"arg":1})").error().only_unknown_fields);
}

TEST_CASE("texts are counted in characters and hold no control characters", "[validation]") {
  CHECK(errors_of(R"({"description":"żółwżółwżółwżółwżółw"})").empty());
  CHECK(errors_of(R"({"description":"żółwżółwżółwżółwżółw!"})") ==
        Lines{"/description: longer than 20 characters"});
  CHECK(errors_of(R"({"description":" \n\t"})") == Lines{"/description: blank"});
  CHECK(errors_of(R"({"description":"a\tb\nc"})").empty());
  CHECK(errors_of(R"({"description":"a\u0000"})") ==
        Lines{"/description: a control character other than newline and tab"});
}

TEST_CASE("values are limited in size and depth", "[validation][limits]") {
  CHECK(errors_of(R"({"description":"x","args":[[[1]]]})").empty());
  CHECK(errors_of(R"({"description":"x","args":[[[[]]]]})") ==
        Lines{"/args: nested deeper than 3"});
  const std::string text(98, 'x');
  CHECK(errors_of(R"({"description":"x","args":")" + text + "\"}").empty());
  CHECK(errors_of(R"({"description":"x","args":")" + text + "x\"}") ==
        Lines{"/args: larger than 100 bytes"});
}

TEST_CASE("integers beyond what a field takes, up to those beyond 64 bits", "[validation]") {
  const auto seed = [](std::string_view text) {
    return errors_of(R"({"description":"x","options":{"seed":)" + std::string(text) + "}}");
  };
  CHECK(seed("5").empty());
  CHECK(seed("5.0").empty());
  CHECK(seed("6") == Lines{"/options/seed: more than 5"});
  CHECK(seed("18446744073709551615") == Lines{"/options/seed: more than 5"});
  CHECK(seed("-6") == Lines{"/options/seed: less than -5"});
  CHECK(seed("1e30") == Lines{"/options/seed: more than 5"});
  CHECK(seed("-1e30") == Lines{"/options/seed: less than -5"});
  CHECK(seed("1.5") == Lines{"/options/seed: expected a whole number"});
}

TEST_CASE("blank is any white space, and C1 controls are controls", "[validation]") {
  const auto described = [](std::string_view text) {
    return errors_of(R"({"description":")" + std::string(text) + R"("})");
  };
  CHECK(described("\u00a0\u2003\u3000\ufeff \\n") == Lines{"/description: blank"});
  CHECK(described("\u2003x").empty());
  CHECK(described("x\\ny\\tz").empty());
  for (const auto* control : {"\\u0000", "\\r", "\\u001b", "\\u007f", "\\u0080", "\\u009f"}) {
    CHECK(described("x" + std::string(control)) ==
          Lines{"/description: a control character other than newline and tab"});
  }
  CHECK(described("x\\u00a0").empty());
}

TEST_CASE("a URL is absolute, of the web and without credentials", "[validation]") {
  struct Linked {
    std::string url;
  };
  ObjectOf<Linked> fields;
  fields.required("url", &Linked::url, HttpUrl{.characters_max = 30}, "Where to.");
  const auto fault = [&](std::string_view url) {
    const auto result = fields.validate(Json{{"url", url}});
    return result ? std::string() : result.error().errors.front().detail;
  };
  CHECK(fault("https://example.com/x").empty());
  CHECK(fault("/x") == "expected an absolute http or https URL");
  CHECK(fault("https://a:b@example.com/") == "a URL must not hold credentials");
  CHECK(fault("https://example.com/" + std::string(20, 'x')) == "longer than 30 characters");
  CHECK_FALSE(fields.validate(Json{{"url", 1}}));
  CHECK(fields.schema()["properties"]["url"]["format"] == "uri");
  CHECK(fields.schema()["properties"]["url"]["description"] == "Where to.");
}

TEST_CASE("a flood of errors is counted but not repeated", "[validation][limits]") {
  std::string text = R"({"description":"x")";
  for (int i = 0; i < 100; ++i) text += ",\"unknown" + std::to_string(i) + "\":1";
  const auto result = validate(text + "}");
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().errors.size() == limits::kValidationErrorsMax);
  CHECK(result.error().more == 100 - limits::kValidationErrorsMax);
  const Response response = invalid_request(result.error(), "req_1");
  CHECK(response.status == 422);
  CHECK(read_json(response.body)->at("code") == "unknown_field");
}

TEST_CASE("something other than an object, and lists of the wrong length", "[validation]") {
  CHECK(errors_of("[]") == Lines{": expected object, found array"});
  CHECK(errors_of(R"({"description":"x","tags":[]})") ==
        Lines{"/tags: expected 1 to 3 items, found 0"});
  CHECK(errors_of(R"({"description":"x","options":[]})") ==
        Lines{"/options: expected object, found array"});
}

TEST_CASE("the same declaration describes itself as a JSON Schema", "[validation][openapi]") {
  Json schema = execute_fields().schema();
  Json& description = schema["properties"]["description"];
  const Json not_blank = description["pattern"];
  CHECK_FALSE(not_blank.get_ref<const std::string&>().contains("(?"));
  CHECK(schema["properties"]["tags"]["items"]["pattern"] == not_blank);
  description.erase("pattern");
  schema["properties"]["tags"]["items"].erase("pattern");
  CHECK(equal(schema, read_json(R"({
    "type": "object", "additionalProperties": false, "required": ["description"],
    "properties": {
      "description": {"type": "string", "minLength": 1, "maxLength": 20},
      "args": {"x-bytesMax": 100, "x-depthMax": 3},
      "type": {"type": "string", "enum": ["code", "object", "agentic", "human"]},
      "options": {"type": "object", "additionalProperties": false, "properties": {
        "mode": {"type": "string", "enum": ["sync", "async"]},
        "timeoutMs": {"type": "number", "minimum": 1, "maximum": 30000},
        "seed": {"type": "integer", "minimum": -5, "maximum": 5},
        "cache": {"type": "boolean"}}},
      "tags": {"type": "array", "minItems": 1, "maxItems": 3,
               "items": {"type": "string", "minLength": 1, "maxLength": 5}}
    }})")
                          .value()));
}

}  // namespace
}  // namespace skerry
