#include "modules/fn/call.hpp"

#include <catch2/catch.hpp>

using skerry::fn::OnUncertain;
using skerry::fn::read_call;
using skerry::fn::WorkType;

namespace {

std::string_view code_of(std::string_view body) {
  const auto call = read_call(body);
  return call ? std::string_view("none") : call.error().code;
}

}  // namespace

TEST_CASE("a description alone is a call with the documented defaults", "[call]") {
  const auto call = read_call(R"({"description":"Sort array of numbers"})");
  REQUIRE(call);
  CHECK(call->description == "Sort array of numbers");
  CHECK_FALSE(call->args);
  CHECK_FALSE(call->type);
  CHECK(call->options.cache);
  CHECK(call->options.timeout_ms == 30'000);
  CHECK(call->options.confidence_threshold == Approx(0.7));
  CHECK(call->options.on_uncertain == OnUncertain::kHuman);
}

TEST_CASE("all fields are read", "[call]") {
  const auto call = read_call(
      R"({"description":"x","args":null,"schema":true,"context":"","type":"object",
          "options":{"mode":"async","timeoutMs":5,"cache":false,"provider":"local",
                     "confidenceThreshold":1,"onUncertain":"code","onRouteFailure":"human",
                     "callbackUrl":"https://example.com/","seed":7}})");
  REQUIRE(call);
  CHECK(call->args->is_null());
  CHECK(call->type == WorkType::kObject);
  CHECK(call->options.async);
  CHECK_FALSE(call->options.cache);
  CHECK(call->options.uncertain_type == WorkType::kCode);
}

TEST_CASE("each way a text can be wrong has its own problem", "[call]") {
  CHECK(code_of("") == "invalid_json");
  CHECK(code_of("{") == "invalid_json");
  CHECK(code_of(R"({"description":"x"} x)") == "invalid_json");
  CHECK(code_of(std::string_view("{\"description\":\"x\"}\0", 20)) == "invalid_json");
  CHECK(code_of(R"({"description":"x","description":"y"})") == "duplicate_key");
  CHECK(code_of(R"({"description":"\ud800"})") == "invalid_utf8");
  CHECK(code_of("{\"description\":\"\xff\"}") == "invalid_utf8");
  CHECK(code_of(R"({"description":"x","args":1e999})") == "number_out_of_range");
  CHECK(code_of(R"({"description":"x","args":)" + std::string(200, '[') + std::string(200, ']') +
                "}") == "json_too_deep");
}

TEST_CASE("each field that is wrong is named", "[call]") {
  const auto call = read_call(R"({"descripton":"x","args":1,"options":{"timeoutMs":"1"}})");
  REQUIRE_FALSE(call);
  CHECK(call.error().code == "invalid_arguments");
  std::string all;
  for (const auto& error : call.error().errors) all += error.pointer + "=" + error.detail + ";";
  CHECK(all.find("/description=missing") != std::string::npos);
  CHECK(all.find("/options/timeoutMs=expected") != std::string::npos);
  CHECK(all.find("did you mean description?") != std::string::npos);
}

TEST_CASE("unknown fields alone are their own problem", "[call]") {
  CHECK(code_of(R"({"description":"x","argz":1})") == "unknown_field");
  CHECK(code_of(R"({"description":"x","options":{"timeoutMS":1}})") == "unknown_field");
}

TEST_CASE("limits hold at the boundary", "[call]") {
  const auto described = [](std::size_t characters) {
    return code_of(R"({"description":")" + std::string(characters, 'x') + R"("})");
  };
  CHECK(described(8'000) == "none");
  CHECK(described(8'001) == "invalid_arguments");
  const auto nested = [](std::size_t depth) {
    return code_of(R"({"description":"x","args":)" + std::string(depth, '[') +
                   std::string(depth, ']') + "}");
  };
  CHECK(nested(64) == "none");
  CHECK(nested(65) == "invalid_arguments");
  CHECK(code_of(R"({"description":"   "})") == "invalid_arguments");
  CHECK(code_of(R"({"description":"a\u0007b"})") == "invalid_arguments");
}

TEST_CASE("a time beyond that of a request is for work that becomes a job", "[call]") {
  const auto with = [](const std::string& members) {
    return R"({"description":"x",)" + members + R"("timeoutMs":86400000}})";
  };
  CHECK(code_of(with(R"("type":"human","options":{)")) == "none");
  CHECK(code_of(with(R"("type":"agentic","options":{)")) == "none");
  CHECK(code_of(with(R"("type":"code","options":{"mode":"async",)")) == "none");
  CHECK(code_of(with(R"("type":"code","options":{)")) == "invalid_arguments");
  CHECK(code_of(with(R"("type":"object","options":{"mode":"sync",)")) == "invalid_arguments");
  // Who classifies the call says what it may take; until then it takes no longer than a request.
  const auto open = read_call(with(R"("options":{)"));
  REQUIRE(open);
  CHECK(open->options.timeout_ms == skerry::fn::limits::kCallTimeoutMs);
  CHECK_FALSE(fault_of_options(open->options, skerry::fn::WorkType::kHuman));
  CHECK(fault_of_options(open->options, skerry::fn::WorkType::kCode)->errors[0].pointer ==
        "/options/timeoutMs");
}

TEST_CASE("who reports the end is for work that becomes a job", "[call]") {
  const auto with = [](const std::string& members) {
    return R"({"description":"x",)" + members + R"("callbackUrl":"https://example.com/"}})";
  };
  CHECK(code_of(with(R"("type":"human","options":{)")) == "none");
  CHECK(code_of(with(R"("type":"agentic","options":{)")) == "none");
  CHECK(code_of(with(R"("type":"code","options":{"mode":"async",)")) == "none");
  CHECK(code_of(with(R"("type":"code","options":{)")) == "invalid_arguments");
  CHECK(code_of(with(R"("type":"object","options":{"mode":"sync",)")) == "invalid_arguments");
  CHECK(code_of(with(R"("type":"code","options":{"onRouteFailure":"error",)")) ==
        "invalid_arguments");
  // It may become one.
  CHECK(code_of(with(R"("type":"code","options":{"onRouteFailure":"human",)")) == "none");
  CHECK(code_of(with(R"("type":"code","options":{"onRouteFailure":"next-type",)")) == "none");
  const auto open = read_call(with(R"("options":{)"));
  REQUIRE(open);
  CHECK_FALSE(fault_of_options(open->options, skerry::fn::WorkType::kHuman));
  CHECK(fault_of_options(open->options, skerry::fn::WorkType::kCode)->errors[0].pointer ==
        "/options/callbackUrl");
}

TEST_CASE("providers that are not known are refused", "[call]") {
  CHECK(code_of(R"({"description":"x","options":{"provider":"acme"}})") == "model_not_allowed");
  const auto call = read_call(
      R"({"description":"x","options":{"provider":"openai","model":"m","onRouteFailure":"human"}})");
  REQUIRE(call);
  CHECK(call->options.provider == skerry::ai::Provider::kOpenai);
  CHECK(call->options.model == "m");
  CHECK(call->options.on_route_failure == skerry::fn::OnRouteFailure::kHuman);
}

TEST_CASE("a schema must be one, of a supported draft", "[call]") {
  CHECK(code_of(R"({"description":"x","schema":[]})") == "invalid_schema");
  CHECK(code_of(R"({"description":"x","schema":{"$schema":"urn:mine"}})") ==
        "unsupported_schema_draft");
  CHECK(
      code_of(
          R"({"description":"x","schema":{"$schema":"http://json-schema.org/draft-07/schema#"}})") ==
      "none");
}

TEST_CASE("what is at fault in a field is said at its place", "[call]") {
  struct Case {
    std::string_view members;
    std::string_view pointer;
    std::string_view detail;
  };
  constexpr Case kCases[] = {
      {R"("description":null)", "/description", "expected string, found null"},
      {R"("description":"\u3000\n")", "/description", "blank"},
      {R"("description":"a\u0085")", "/description", "control character"},
      {R"("description":"x","context":[])", "/context", "expected string, found array"},
      {R"("description":"x","type":"cod")", "/type", "did you mean code?"},
      {R"("description":"x","options":null)", "/options", "expected object, found null"},
      {R"("description":"x","options":{"timeoutMs":1e300})", "/options/timeoutMs", "more than"},
      {R"("description":"x","options":{"timeoutMs":1.5})", "/options/timeoutMs", "whole number"},
      {R"("description":"x","options":{"cache":1})", "/options/cache", "expected boolean"},
      {R"("description":"x","options":{"callbackUrl":"/x"})", "/options/callbackUrl", "absolute"},
      {R"("description":"x","options":{"callbackUrl":"https://u:p@h/"})", "/options/callbackUrl",
       "credentials"},
      {R"("description":"x","options":{"callbackURL":"https://h/"})", "/options/callbackURL",
       "did you mean callbackUrl?"},
      {R"("description":"x","a/b~c":1)", "/a~1b~0c", "unknown field"},
  };
  for (const Case& one : kCases) {
    INFO(one.members);
    const auto call = read_call("{" + std::string(one.members) + "}");
    REQUIRE_FALSE(call);
    REQUIRE(call.error().errors.size() == 1);
    CHECK(call.error().errors[0].pointer == one.pointer);
    CHECK(call.error().errors[0].detail.contains(one.detail));
  }
}

TEST_CASE("classification takes a call without its type", "[call]") {
  constexpr std::string_view kTyped = R"({"description":"x","type":"code"})";
  CHECK(read_call(kTyped));
  const auto call = read_call(kTyped, skerry::fn::CallKind::kClassify);
  REQUIRE_FALSE(call);
  CHECK(call.error().code == "unknown_field");
  CHECK(read_call(R"({"description":"x","args":1,"schema":true,"context":"","options":{}})",
                  skerry::fn::CallKind::kClassify));
}

TEST_CASE("a call is read within the limits that are set, and described with them", "[call]") {
  const skerry::fn::CallLimits raised{.description_characters_max = 9'000,
                                      .context_characters_max = 9'000,
                                      .args_bytes_max = 300'000,
                                      .schema_bytes_max = 70'000,
                                      .timeout_ms_max = 60'000};
  const skerry::fn::CallLimits lowered{.description_characters_max = 5,
                                       .context_characters_max = 5,
                                       .args_bytes_max = 5,
                                       .schema_bytes_max = 5,
                                       .timeout_ms_max = 5};
  struct Case {
    std::string member;
    std::string pointer;
  };
  const auto [member, pointer] = GENERATE_COPY(from_range(
      std::vector<Case>{{R"("description":")" + std::string(8'500, 'x') + '"', "/description"},
                        {R"("context":")" + std::string(8'500, 'x') + '"', "/context"},
                        {R"("args":")" + std::string(280'000, 'x') + '"', "/args"},
                        {R"("schema":{"title":")" + std::string(68'000, 'x') + "\"}", "/schema"},
                        {R"("type":"code","options":{"timeoutMs":50000})", "/options/timeoutMs"}}));
  CAPTURE(pointer);
  const std::string body =
      (pointer == "/description" ? "{" : R"({"description":"x",)") + member + "}";
  using skerry::fn::CallKind;
  CHECK(read_call(body, CallKind::kExecute, raised));
  for (const auto& limits : {skerry::fn::CallLimits{}, lowered}) {
    const auto call = read_call(body, CallKind::kExecute, limits);
    REQUIRE_FALSE(call);
    CHECK(call.error().code == "invalid_arguments");
    CHECK(call.error().errors[0].pointer == pointer);
  }
  const skerry::Json schema = skerry::fn::call_schema(CallKind::kExecute, raised);
  CHECK(schema["properties"]["description"]["maxLength"] == 9'000);
  CHECK(schema["properties"]["args"]["x-bytesMax"] == 300'000);
  CHECK(read_call(R"({"description":"x"})", CallKind::kExecute, raised)->options.timeout_ms ==
        60'000);
}
