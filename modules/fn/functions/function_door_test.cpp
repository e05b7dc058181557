#include "modules/fn/functions/function_door.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/functions/function_door_fixture.hpp"
#include "modules/fn/functions/limits.hpp"
#include "modules/sdk/id.hpp"

namespace skerry::fn {
namespace {

using Bench = DoorBench;

Json doubling(const std::string& name = "double") {
  return {{"name", name},
          {"description", "Double the stakes of " + name},
          {"paraphrases", {"raise " + name + " twofold"}},
          {"source", "export default (stake) => DOUBLE"},
          {"examples",
           {{{"args", {{"stake", 1}}}, {"result", 2}},
            {{"args", {{"stake", 2}}}, {"result", 4}},
            {{"args", {{"stake", -3}}}, {"result", -6}}}}};
}

TEST_CASE("a function is registered, found by its words, run, exported and forgotten",
          "[functions]") {
  Bench bench;
  const auto& created = bench.send("POST", "/fn/functions", to_text(doubling()));
  REQUIRE(created.status == 201);
  const Json function = *read_json(created.body);
  const std::string path = "/fn/functions/" + id_in(function);
  CHECK(created.head.get("location") == path);
  CHECK(bench.runs == 3);
  CHECK(function["origin"] == "own");
  CHECK(function["tests"] == 3);
  CHECK(function["parameters"] == Json::array({"stake"}));
  CHECK(function["examples"][2] == Json{{"args", {-3}}, {"result", -6}});

  for (const auto* words : {"double the stakes of double", "Raise double twofold."}) {
    const Json answer =
        bench.json("POST", "/fn", {{"description", words}, {"args", {{"stake", 5}}}});
    CHECK(answer["result"] == 10);
    CHECK(answer["code"]["functionId"] == function["id"]);
  }
  const Json invoked = bench.json("POST", path + "/invoke", {{"args", 21}});
  CHECK(invoked["result"] == 42);
  CHECK(invoked["status"] == "succeeded");
  CHECK(is_id(IdKind::kCall, invoked["id"].get<std::string>()));
  CHECK(invoked["classification"]["tier"] == "caller");

  CHECK(bench.json("GET", path)["source"] == function["source"]);
  const auto& module = bench.send("GET", path + "?format=typescript");
  CHECK(module.head.get("content-type") == "text/plain; charset=utf-8");
  CHECK(module.body.starts_with("// double: Double the stakes of double\n// Parameters: stake\n"));
  CHECK(module.body.ends_with("\n\nexport default (stake) => DOUBLE"));

  CHECK(bench.json("GET", "/fn/functions")["items"].size() == 1);
  CHECK(bench.json("DELETE", path)["httpStatus"] == 204);
  CHECK(bench.json("DELETE", path)["code"] == "function_not_found");
  CHECK(bench.json("GET", path)["code"] == "function_not_found");
  CHECK(bench.json("POST", path + "/invoke", {{"args", 21}})["code"] == "function_not_found");
  CHECK_FALSE(
      bench.json("POST", "/fn", {{"description", "raise double twofold"}, {"args", {1}}})["code"]
          .get<std::string>()
          .empty());
}

TEST_CASE("a function is accepted only when its examples prove it", "[functions]") {
  Bench bench;
  Json wrong = doubling();
  wrong["examples"][1]["result"] = 5;
  const Json refused = bench.json("POST", "/fn/functions", wrong);
  CHECK(refused["httpStatus"] == 422);
  CHECK(refused["code"] == "function_not_proven");
  CHECK(refused["errors"][0]["pointer"] == "/examples/1");
  CHECK(refused["errors"].size() == 1);
  Json broken = doubling();
  broken["source"] = "SYNTAX";
  CHECK(bench.json("POST", "/fn/functions", broken)["code"] == "source_invalid");
  CHECK(bench.json("GET", "/fn/functions")["items"].empty());
}

TEST_CASE("every field of a new function is checked before anything runs", "[functions]") {
  Bench bench;
  const auto refusal = [&](const std::string& pointer, const Json& value) {
    Json body = doubling();
    body[Json::json_pointer(pointer)] = value;
    const Json answer = bench.json("POST", "/fn/functions", body);
    return answer["httpStatus"].dump() + " " + answer["errors"][0]["pointer"].get<std::string>();
  };
  for (const auto* pointer : {"/name", "/description", "/source", "/paraphrases/0"}) {
    for (const Json& value :
         {Json(), Json(7), Json(""), Json(" "), Json::array(), Json::object()}) {
      CHECK(refusal(pointer, value) == std::string("422 ") + pointer);
    }
  }
  CHECK(refusal("/name", "a\u0007b") == "422 /name");
  CHECK(refusal("/name", std::string(limits::kFunctionNameCharactersMax + 1, 'x')) == "422 /name");
  CHECK(refusal("/description", std::string(limits::kParaphraseCharactersMax + 1, 'x')) ==
        "422 /description");
  CHECK(refusal("/source", std::string(limits::kFunctionSourceBytesMax + 1, 'x')) == "422 /source");
  CHECK(refusal("/paraphrases", std::vector<std::string>(limits::kParaphrasesMax + 1, "x")) ==
        "422 /paraphrases");
  CHECK(refusal("/examples", Json::array()) == "422 /examples");
  CHECK(refusal("/examples/1/args", 3) == "422 /examples/1/args");
  CHECK(refusal("/examples/1/args", {{"other", 3}}) == "422 /examples/1/args");
  CHECK(refusal("/examples/1/args", {{"stake", 1}}) == "422 /examples");
  CHECK(refusal("/parameters", {"stake", "stake"}) == "422 /parameters");
  CHECK(refusal("/parameters", {"other"}) == "422 /examples/0/args");
  CHECK(refusal("/nam", "x") == "422 /nam");
  for (const auto* name : {"name", "description", "source", "examples"}) {
    Json body = doubling();
    body.erase(name);
    CHECK(bench.json("POST", "/fn/functions", body)["errors"][0]["pointer"] ==
          std::string("/") + name);
  }
  CHECK(bench.runs == 0);
}

TEST_CASE("names and phrases belong to one function of a tenant", "[functions]") {
  Bench bench;
  CHECK(bench.json("POST", "/fn/functions", doubling())["httpStatus"] == 201);
  Json same_name = doubling();
  same_name["description"] = "Something else";
  same_name["paraphrases"] = Json::array();
  CHECK(bench.json("POST", "/fn/functions", same_name)["code"] == "function_name_taken");
  Json same_words = doubling("other");
  same_words["paraphrases"] = {"DOUBLE the stakes of double"};
  const Json taken = bench.json("POST", "/fn/functions", same_words);
  CHECK(taken["code"] == "function_phrase_taken");
  CHECK(taken["httpStatus"] == 409);
  CHECK(bench.json("POST", "/fn/functions", doubling(), "other")["httpStatus"] == 201);
}

TEST_CASE("a function is renamed, pinned and reworded", "[functions]") {
  Bench bench;
  const std::string path =
      "/fn/functions/" + id_in(bench.json("POST", "/fn/functions", doubling()));
  const Json changed = bench.json(
      "PATCH", path, {{"name", "twice"}, {"pinned", true}, {"paraphrases", {"make it twice"}}});
  CHECK(changed["httpStatus"] == 200);
  CHECK(changed["name"] == "twice");
  CHECK(changed["pinned"] == true);
  CHECK(changed["paraphrases"] == Json::array({"make it twice"}));
  const auto tier = [&](const std::string& words) {
    return bench.json("POST", "/fn/classify", {{"description", words}})["classification"]["tier"];
  };
  CHECK(tier("make it twice") == "registered");
  CHECK(tier("double the stakes of double") == "registered");
  CHECK(tier("raise double twofold") != "registered");
  CHECK(bench.json("PATCH", path, Json::object())["name"] == "twice");
  for (const Json& body : {Json{{"name", ""}}, Json{{"name", nullptr}}, Json{{"pinned", 1}},
                           Json{{"paraphrases", "x"}}, Json{{"source", "x"}}, Json::array()}) {
    CHECK(bench.json("PATCH", path, body)["httpStatus"] == 422);
  }
}

TEST_CASE("another tenant's function is not there, whatever is asked of it", "[functions]") {
  Bench bench;
  const std::string path =
      "/fn/functions/" + id_in(bench.json("POST", "/fn/functions", doubling()));
  CHECK(bench.json("GET", path, {}, "other")["httpStatus"] == 404);
  CHECK(bench.json("GET", path + "?format=typescript", {}, "other")["httpStatus"] == 404);
  CHECK(bench.json("PATCH", path, {{"name", "x"}}, "other")["httpStatus"] == 404);
  CHECK(bench.json("PATCH", path, {{"paraphrases", {"x"}}}, "other")["httpStatus"] == 404);
  CHECK(bench.json("DELETE", path, {}, "other")["httpStatus"] == 404);
  CHECK(bench.json("POST", path + "/invoke", {{"args", 1}}, "other")["httpStatus"] == 404);
  CHECK(bench.json("GET", "/fn/functions", {}, "other")["items"].empty());
  CHECK(bench.json("GET", path)["name"] == "double");
  for (const auto* id : {"x", "fn_", "call_01JD0000000000000000000001", "'"}) {
    CHECK(bench.json("GET", std::string("/fn/functions/") + id)["code"] == "function_not_found");
  }
}

TEST_CASE("functions of the catalogue are read and run, not changed", "[functions]") {
  Bench bench;
  const Json found = bench.json("POST", "/fn", {{"description", "Sort array of numbers"}});
  const std::string path = "/fn/functions/" + found["code"]["functionId"].get<std::string>();
  const Json view = bench.json("GET", path);
  CHECK(view["origin"] == "catalogue");
  CHECK(view["source"] == found["code"]["source"]);
  CHECK(bench.send("GET", path + "?format=typescript").body ==
        found["code"]["source"].get<std::string>());
  CHECK(bench.json("POST", path + "/invoke", {{"args", {{"numbers", {2, 1}}}}})["result"] == 7);
  CHECK(bench.json("POST", path + "/invoke", Json::object())["code"] == "argument_missing");
  CHECK(bench.json("POST", path + "/invoke", {{"args", {{"numbers", "x"}}}})["code"] ==
        "invalid_arguments");
  CHECK(bench.json("PATCH", path, {{"name", "x"}})["code"] == "function_read_only");
  CHECK(bench.json("DELETE", path)["code"] == "function_read_only");
  CHECK(bench.json("GET", path)["httpStatus"] == 200);
}

TEST_CASE("an invocation is checked field by field, and its result by the schema", "[functions]") {
  Bench bench;
  const std::string id = id_in(bench.json("POST", "/fn/functions", doubling()));
  const std::string path = "/fn/functions/" + id + "/invoke";
  const auto code = [&](const Json& body) { return bench.json("POST", path, body)["code"]; };
  CHECK(code(Json::object()) == "argument_missing");
  CHECK(code({{"args", {{"stake", "1"}}}}) == "invalid_arguments");
  CHECK(code({{"args", {{"stake", 1}, {"more", 1}}}}) == "invalid_arguments");
  CHECK(code({{"args", {1, 2}}}) == "invalid_arguments");
  CHECK(code({{"arg", 1}}) == "unknown_field");
  CHECK(code({{"args", 1}, {"options", {{"timeoutMs", 0}}}}) == "invalid_arguments");
  CHECK(code({{"args", 1}, {"options", {{"cache", true}}}}) == "unknown_field");
  CHECK(code({{"args", 1}, {"schema", 1}}) == "invalid_arguments");
  CHECK(code({{"args", 1}, {"schema", {{"type", "nothing"}}}}) == "invalid_schema");
  CHECK(code({{"args", 1}, {"schema", {{"$schema", "x"}}}}) == "unsupported_schema_draft");
  CHECK(code({{"args", 1}, {"schema", {{"type", "string"}}}}) == "result_does_not_match_schema");
  CHECK(bench.json("POST", path, {{"args", 1}, {"schema", {{"type", "number"}}}})["result"] == 2);
  CHECK((*read_json(bench.call("invokeFunction", {{"functionId", id}, {"args", 4}})))["result"] ==
        8);
  CHECK((*read_json(bench.call("invokeFunction", {{"args", 4}})))["error"]["code"] ==
        "invalid_arguments");
}

TEST_CASE("a query that a route does not know is refused", "[functions]") {
  Bench bench;
  const std::string path =
      "/fn/functions/" + id_in(bench.json("POST", "/fn/functions", doubling()));
  for (const auto* query : {"?format=xml", "?form=json", "?format=json&format=json", "?format=%"}) {
    CHECK(bench.json("GET", path + query)["code"] == "invalid_query");
  }
  CHECK(bench.json("GET", "/fn/functions?limit=0")["code"] == "invalid_query");
  CHECK(bench.json("GET", "/fn/functions?cursor=x")["code"] == "invalid_query");
  CHECK(bench.send("GET", path, "", "accept: text/plain\n").status == 406);
  CHECK(bench.send("GET", path + "?format=typescript", "", "accept: text/plain\n").status == 200);
}

TEST_CASE("registering twice under one key registers once", "[functions]") {
  Bench bench;
  const std::string body = to_text(doubling());
  const auto& first = bench.send("POST", "/fn/functions", body, "idempotency-key: k\n");
  const std::string location(first.head.get("location"));
  CHECK(first.status == 201);
  const auto& again = bench.send("POST", "/fn/functions", body, "idempotency-key: k\n");
  CHECK(again.status == 201);
  CHECK(again.head.get("location") == location);
  CHECK(bench.json("GET", "/fn/functions")["items"].size() == 1);
}

}  // namespace
}  // namespace skerry::fn
