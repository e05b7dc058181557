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

TEST_CASE("fields say what the schema asks of their values", "[task]") {
  const auto field_of = [](std::string_view schema) {
    const ResponseForm form = form_of(schema);
    REQUIRE(form.shape == Shape::kValue);
    return form.fields.front();
  };
  const FormField stars = field_of(R"({"type":"integer","minimum":1,"maximum":5,"default":3})");
  CHECK(stars.rules == "A whole number. From 1 to 5.");
  CHECK(stars.input == "number");
  CHECK(stars.attributes == R"( step="1" min="1" max="5")");
  CHECK(stars.initial == "3");
  CHECK(field_of(R"({"type":"number","exclusiveMinimum":0,"multipleOf":0.5})").rules ==
        "More than 0. A multiple of 0.5.");
  CHECK(field_of(R"({"type":"string","format":"date"})").input == "date");
  CHECK(field_of(R"({"type":"string","format":"ipv4"})").rules == "Format: ipv4.");
  CHECK(field_of(R"({"type":"string","minLength":3,"maxLength":9,"pattern":"^a"})").rules ==
        "From 3 to 9 characters. It must match ^a");
  CHECK(field_of(R"({"enum":["a","b"],"default":"b"})").initial == "1");
  CHECK(field_of(R"({"type":"boolean","default":false})").initial == "no");
  CHECK(field_of(R"({"type":"string","default":7})").initial.empty());
  const std::string list = R"({"type":"array","items":{"type":"string"},"default":)";
  CHECK(field_of(list + R"(["red","dark blue"]})").initial == "red\ndark blue");
  CHECK(field_of(list + "[]}").initial.empty());
  // Rather nothing than another list.
  CHECK(field_of(list + R"(["red","a\nb"]})").initial.empty());
  CHECK(field_of(list + R"(["red"," b"]})").initial.empty());
  CHECK(field_of(list + R"(["red",""]})").initial.empty());
  CHECK(field_of(list + R"(["red",1]})").initial.empty());
}

TEST_CASE("lists of texts, nullable values and definitions are asked for too", "[task]") {
  const ResponseForm form = form_of(R"({"type":"object","required":["tags","nick"],
    "properties":{"tags":{"type":"array","items":{"type":"string","maxLength":9},"maxItems":3},
    "nick":{"type":["string","null"]},"stars":{"$ref":"#/$defs/stars","title":"Stars"}},
    "$defs":{"stars":{"type":"integer"}}})");
  REQUIRE(form.shape == Shape::kFields);
  CHECK(form.fields[0].kind == Kind::kLines);
  CHECK(form.fields[0].rules == "One a line. At most 3 lines. Each: At most 9 characters.");
  CHECK(form.fields[1].nullable);
  CHECK(form.fields[2].kind == Kind::kNumber);
  CHECK(form.fields[2].label == "Stars");
  CHECK(*read_response(form, {{"f0", "a b\r\n\r\n c \r\n"}, {"f1", " "}, {"f2", "4"}}) ==
        Json{{"tags", {"a b", "c"}}, {"nick", nullptr}, {"stars", 4}});
  CHECK(*read_response(form, {}) == Json{{"tags", Json::array()}, {"nick", nullptr}});
}

TEST_CASE("what a form cannot ask is asked for as JSON", "[task]") {
  for (
      const char* schema :
      {"true",
       "false",
       "{}",
       R"({"type":"array"})",
       R"({"$ref":"#/$defs/a"})",
       R"({"type":"object"})",
       R"({"type":"object","properties":{}})",
       R"({"type":"object","properties":{"a":{"type":"object"}}})",
       R"({"type":"object","properties":{"a":{"type":["string","number"]}}})",
       R"({"type":"object","properties":{"a":{"type":"array","items":{"type":"number"}}}})",
       R"({"type":"object","properties":{"a":{"type":"array"}}})",
       R"({"type":"object","properties":{"a":{"$ref":"#/$defs/a"}}})",
       R"({"$ref":"#/$defs/a","$defs":{"a":{"type":"array","items":{"$ref":"#/$defs/a"}}}})",
       R"({"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"$ref":"#/$defs/a"}}})",
       R"({"type":"object","properties":{"a":{"type":"string"}},"required":["b"]})",
       R"({"type":"object","properties":{"a":{"enum":[[1]]}}})",
       R"({"type":"object","properties":{"a":true}})",
       R"({"type":"object","properties":{"a":{"type":"string"}},"oneOf":[{}]})",
       R"({"type":"object","properties":7})",
       R"({"enum":[]})",
       R"({"enum":"a"})"}) {
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
  CHECK(*read_response(form, {{"f0", "0"}, {"f1", "yes"}}) ==
        Json{{"verdict", "approve"}, {"safe", true}});
}

TEST_CASE("line ends of forms become line feeds", "[task]") {
  CHECK(plain_line_ends("a\r\nb\rc\n\r\n") == "a\nb\nc\n\n");
  CHECK(plain_line_ends("").empty());
}

TEST_CASE("values that are none of the form's are refused", "[task]") {
  const ResponseForm form = form_of(kReview);
  for (const FormParameters& parameters : std::initializer_list<FormParameters>{{{"f0", "9"}},
                                                                                {{"f0", "approve"}},
                                                                                {{"f0", "-1"}},
                                                                                {{"f1", "true"}},
                                                                                {{"f2", "one"}},
                                                                                {{"f2", "1e999"}},
                                                                                {{"f2", "1 2"}},
                                                                                {{"f2", "\"1\""}},
                                                                                {{"f0", ""}}}) {
    CAPTURE(parameters.front().second);
    FormParameters sent = parameters;
    // What is required is there but for what the case is about.
    if (sent.front().first != "f0") sent.emplace_back("f0", "0");
    if (sent.front().first != "f1") sent.emplace_back("f1", "yes");
    CHECK_FALSE(read_response(form, sent));
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
