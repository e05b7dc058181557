#include "modules/fn/tasks/response_form.hpp"

#include <catch2/catch.hpp>

namespace skerry::fn {
namespace {

using Shape = ResponseForm::Shape;
using Kind = FormField::Kind;

ResponseForm form_of(std::string_view schema) {
  const Json json = *read_json(schema);
  return response_form(&json);
}

constexpr std::string_view kReview = R"({"type":"object","required":["verdict","safe"],
  "properties":{"verdict":{"enum":["approve","refuse",3,null]},"safe":{"type":"boolean"},
  "score":{"type":"integer","title":"Score"},"note":{"type":"string"},
  "mail":{"type":"string","format":"email"}}})";

TEST_CASE("a flat object is asked for by its members", "[task]") {
  const ResponseForm form = form_of(kReview);
  REQUIRE(form.shape == Shape::kFields);
  REQUIRE(form.fields.size() == 5);
  CHECK(form.fields[0].kind == Kind::kChoice);
  CHECK(form.fields[0].required);
  CHECK(form.fields[1].kind == Kind::kYesNo);
  CHECK(form.fields[2].label == "Score");
  CHECK_FALSE(form.fields[2].required);
  CHECK(form.fields[3].kind == Kind::kLongText);
  CHECK(form.fields[4].kind == Kind::kText);
}

TEST_CASE("what a form cannot ask is asked for as JSON", "[task]") {
  for (const char* schema :
       {"true", "false", "{}", R"({"type":"array"})", R"({"$ref":"#/$defs/a"})",
        R"({"type":"object"})", R"({"type":"object","properties":{}})",
        R"({"type":"object","properties":{"a":{"type":"object"}}})",
        R"({"type":"object","properties":{"a":{"type":["string","null"]}}})",
        R"({"type":"object","properties":{"a":{"type":"string"}},"required":["b"]})",
        R"({"type":"object","properties":{"a":{"enum":[[1]]}}})",
        R"({"type":"object","properties":{"a":true}})",
        R"({"type":"object","properties":{"a":{"type":"string"}},"oneOf":[{}]})",
        R"({"type":"object","properties":7})", R"({"enum":[]})", R"({"enum":"a"})"}) {
    CAPTURE(schema);
    CHECK(form_of(schema).shape == Shape::kJson);
  }
  CHECK(response_form(nullptr).shape == Shape::kText);
  CHECK(form_of(R"({"type":"number"})").shape == Shape::kValue);
}

TEST_CASE("a form's values have the types of the schema", "[task]") {
  const ResponseForm form = form_of(kReview);
  const auto response = read_response(
      form, {{"f0", "2"}, {"f1", "no"}, {"f2", " 12 "}, {"f3", "a\r\nb"}, {"f4", ""}, {"x", "y"}});
  REQUIRE(response);
  CHECK(*response == Json{{"verdict", 3}, {"safe", false}, {"score", 12}, {"note", "a\nb"}});
  // What is left out is for the schema to mind.
  CHECK(*read_response(form, {}) == Json::object());
}

TEST_CASE("line ends of forms become line feeds", "[task]") {
  CHECK(plain_line_ends("a\r\nb\rc\n\r\n") == "a\nb\nc\n\n");
  CHECK(plain_line_ends("").empty());
}

TEST_CASE("values that are none of the form's are refused", "[task]") {
  const ResponseForm form = form_of(kReview);
  for (const FormParameters& parameters :
       std::initializer_list<FormParameters>{{{"f0", "9"}},
                                             {{"f0", "approve"}},
                                             {{"f0", "-1"}},
                                             {{"f1", "true"}},
                                             {{"f2", "one"}},
                                             {{"f2", "1e999"}},
                                             {{"f2", "1 2"}},
                                             {{"f2", "\"1\""}}}) {
    CAPTURE(parameters.front().second);
    CHECK_FALSE(read_response(form, parameters));
  }
  CHECK_FALSE(read_response(form_of("{}"), {{"response", "{"}}));
  CHECK_FALSE(read_response(form_of("{}"), {{"response", R"({"a":1,"a":2})"}}));
  CHECK_FALSE(read_response(form_of("{}"), {{"response", R"("\ud800")"}}));
  CHECK_FALSE(read_response(form_of(R"({"type":"number"})"), {}));
  CHECK_FALSE(read_response(response_form(nullptr), {{"response", " \r\n"}}));
  CHECK(*read_response(response_form(nullptr), {{"response", "Fine."}}) == "Fine.");
}

}  // namespace
}  // namespace skerry::fn
