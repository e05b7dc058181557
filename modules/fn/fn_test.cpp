#include "modules/fn/fn_fixture.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "modules/fn/limits.hpp"
#include "modules/fn/openapi.hpp"

using skerry::Json;
using skerry::OpId;
using namespace skerry::fn::testing;
using namespace skerry::simulation;

TEST_CASE("a wrong setting of models is named where one asks whether all is ready", "[fn]") {
  Bench bench;
  const auto ready = [&]() -> const auto& {
    const auto request = bench.host.http.send({.path = "/ready"});
    bench.host.world.run();
    return bench.host.http.view(request);
  };
  CHECK(ready().status == 200);
  bench.host.config.values["ai_tokens_per_call"] = "many";
  const auto& view = ready();
  CHECK(view.status == 503);
  CHECK(bench.json(view)["settings"] == Json::array({"AI_TOKENS_PER_CALL"}));
}

TEST_CASE("a described function runs on its arguments", "[fn]") {
  Bench bench;
  const auto& view = bench.post(kSort);
  REQUIRE(view.status == 200);
  const Json answer = bench.json(view);
  CHECK(answer["success"] == true);
  CHECK(answer["type"] == "code");
  CHECK(answer["result"] == Json::array({1, 2, 3}));
  CHECK(answer["classification"]["confidence"].get<double>() > 0.8);
  CHECK(answer["code"]["origin"] == "catalogue");
  CHECK(answer["cached"] == false);
  CHECK(bench.last.language == skerry::SandboxLanguage::kTypescript);
  CHECK(bench.last.arguments.starts_with("[[3,1,2]"));
}

TEST_CASE("an equal call is answered from the cache, and another tenant's is not", "[fn]") {
  Bench bench;
  const Json first = bench.json(bench.post(kSort));
  const Json again = bench.json(bench.post(kSort));
  CHECK(again["cached"] == true);
  // An id is an execution's, and there was one.
  CHECK(again["id"] == first["id"]);
  CHECK(again["result"] == Json::array({1, 2, 3}));
  CHECK(bench.runs == 1);
  const OpId other = bench.host.http.send({.method = "POST",
                                           .path = "/fn",
                                           .fields = "content-type: application/json\n",
                                           .principal = R"({"tenant":"other"})",
                                           .body = std::string(kSort)});
  bench.host.world.run();
  CHECK(bench.json(bench.host.http.view(other))["cached"] == false);
  CHECK(bench.runs == 2);
}

TEST_CASE("what touched the time is not kept", "[fn]") {
  std::string report = report_of(1);
  report.replace(report.find(R"("touchedTime":false)"), 19, R"("touchedTime":true)");
  Bench bench(report);
  bench.post(kSort);
  bench.post(kSort);
  CHECK(bench.runs == 2);
}

TEST_CASE("without arguments the function is found and not run", "[fn]") {
  Bench bench;
  const Json answer = bench.json(bench.post(R"({"description":"Sort array of numbers"})"));
  CHECK(answer["status"] == "succeeded");
  CHECK(answer["type"] == "code");
  CHECK_FALSE(answer.contains("result"));
  CHECK(answer["code"].contains("source"));
  CHECK(bench.runs == 0);
}

TEST_CASE("a description that nothing explains is refused with what comes near", "[fn]") {
  Bench bench;
  const auto& view = bench.post(
      R"({"description":"Sort the numbers but keep the first one in place","args":[[3,1,2]]})");
  CHECK(view.status == 422);
  const Json problem = bench.json(view);
  CHECK(problem["code"] == "no_matching_function");
  CHECK(problem["requestId"] == "req_x");
  CHECK(problem["nearest"].size() == 3);
  CHECK(problem["detail"].get<std::string>().contains(
      problem["nearest"][0]["title"].get<std::string>()));
  CHECK(problem.contains("remedy"));
  const Json unknown =
      bench.json(bench.post(R"({"description":"Qwerty zxcv","type":"code","args":[1]})"));
  CHECK(unknown["nearest"].empty());
  CHECK_FALSE(unknown["remedy"].get<std::string>().contains("nearest"));
  CHECK(bench.runs == 0);
}

TEST_CASE("arguments that do not fit are answered with those that would", "[fn]") {
  Bench bench;
  SECTION("not with another wording, where the words are right") {
    const Json problem =
        bench.json(bench.post(R"({"description":"Calculate factorial","args":{"n":-1}})"));
    CHECK(problem["reason"] == "arguments_do_not_fit");
    REQUIRE(problem["expects"].size() == 1);
    CHECK(problem["expects"][0]["name"] == "n");
    CHECK(problem["expects"][0]["required"] == true);
    const auto remedy = problem["remedy"].get<std::string>();
    CHECK(remedy.contains("n (" + problem["expects"][0]["shape"].get<std::string>() + ")"));
    CHECK_FALSE(remedy.contains("Word it"));
  }
  SECTION("with another wording too, where words are left over") {
    const Json problem = bench.json(bench.post(
        R"({"description":"Calculate the gizmo factorial","type":"code","args":{"n":"x"}})"));
    CHECK(problem["reason"] == "arguments_do_not_fit");
    const auto remedy = problem["remedy"].get<std::string>();
    CHECK(remedy.contains("n ("));
    CHECK(remedy.contains("Word it"));
    // Nor is it the catalogue then that says what kind of work it is.
    const Json untyped = bench.json(bench.post(
        R"({"description":"Calculate the gizmo factorial","args":{"n":"x"}})", "/fn/classify"));
    CHECK(untyped["classification"]["tier"] == "model");
  }
  SECTION("and those that are missing are named with the rest") {
    const Json problem =
        bench.json(bench.post(R"({"description":"Add two numbers","args":{"a":1}})"));
    CHECK(problem["code"] == "argument_missing");
    CHECK(problem["expects"].size() == 2);
  }
  SECTION("a number that would be rounded is given as a text") {
    const Json problem = bench.json(
        bench.post(R"({"description":"Calculate factorial","args":{"n":9007199254740993}})"));
    CHECK(problem["reason"] == "arguments_do_not_fit");
    CHECK(problem["remedy"].get<std::string>().contains("as a text"));
  }
  CHECK(bench.runs == 0);
}

TEST_CASE("work that outlives its request becomes a job, whose actor is asked to make it", "[fn]") {
  Bench bench;
  std::set<std::string> asked;
  bench.host.fetch.script = [&](const NetworkRequest& request) {
    if (request.to.kind == skerry::Destination::Kind::kActor) asked.insert(request.to.name);
    return NetworkAnswer::text(R"({"success":true,"status":"queued"})", 202);
  };
  CHECK(bench.post(R"({"description":"Review code for security"})").status == 202);
  CHECK(bench
            .post(R"({"description":"Sort array of numbers","args":[[2,1]],)"
                  R"("options":{"mode":"async"}})")
            .status == 202);
  CHECK(asked.size() == 2);
  CHECK(bench.runs == 0);
}

TEST_CASE("data is made by the local provider, with the schema it was made for", "[fn]") {
  Bench bench;
  const auto& view = bench.post(R"({"description":"Generate user profile JSON"})");
  CHECK(view.status == 200);
  const Json answer = bench.json(view);
  CHECK(answer["type"] == "object");
  CHECK(answer["result"]["email"].is_string());
  CHECK(answer["schema"]["properties"].contains("email"));
  CHECK(answer["object"]["provider"] == "local");
}

TEST_CASE("a schema without arguments asks for data, whatever a function is called", "[fn]") {
  Bench bench;
  const auto& view = bench.post(
      R"({"description":"Generate a product","schema":{"type":"object","required":["price"],)"
      R"("properties":{"price":{"type":"number","minimum":5,"maximum":6}}},)"
      R"("options":{"confidenceThreshold":0.3}})");
  CHECK(view.status == 200);
  const Json answer = bench.json(view);
  CHECK(answer["type"] == "object");
  CHECK(answer["result"]["price"] >= 5);
}

TEST_CASE("data that nobody but a model could make is refused with the reason", "[fn]") {
  Bench bench;
  const auto& view = bench.post(R"({"description":"Write a poem about rain","type":"object"})");
  CHECK(view.status == 422);
  const Json problem = bench.json(view);
  CHECK(problem["code"] == "object_not_generated");
  CHECK(problem["reason"] == "needs_model");
}

TEST_CASE("reports that are no results become their problems", "[fn]") {
  const auto code_for = [](const std::string& outcome) {
    Bench bench(R"({"outcome":")" + outcome +
                R"(","error":{"name":"E","message":"m","line":2,"column":3},"console":[]})");
    const auto& view = bench.post(kSort);
    CHECK(view.status >= 400);
    return bench.json(view)["code"].get<std::string>();
  };
  CHECK(code_for("threw") == "code_threw");
  CHECK(code_for("limit_steps") == "step_limit");
  CHECK(code_for("limit_memory") == "memory_limit");
  CHECK(code_for("limit_output") == "output_limit");
  CHECK(code_for("result_not_json") == "result_not_json");
  CHECK(code_for("something new") == "sandbox_failed");
}

TEST_CASE("a result is checked against the schema", "[fn]") {
  Bench bench;
  const auto& view = bench.post(
      R"({"description":"Sort array of numbers","args":{"numbers":[3,1,2]},"schema":{"items":{"maximum":2}}})");
  CHECK(view.status == 422);
  const Json problem = bench.json(view);
  CHECK(problem["code"] == "result_does_not_match_schema");
  CHECK(problem["errors"][0]["pointer"] == "/result/2");
  CHECK(bench.runs == 1);
}

TEST_CASE("a schema that is none is refused before anything runs", "[fn]") {
  Bench bench;
  constexpr std::string_view kBody = R"({"description":"Sort array of numbers",)"
                                     R"("args":{"numbers":[3,1,2]},"schema":{"items":5}})";
  for (const char* path : {"/fn", "/fn/classify"}) {
    const auto& view = bench.post(kBody, path);
    CHECK(view.status == 422);
    const Json problem = bench.json(view);
    CHECK(problem["code"] == "invalid_schema");
    CHECK(problem["errors"][0]["pointer"] == "/schema/items");
  }
  CHECK(bench.runs == 0);
}

TEST_CASE("a call ends at its time limit and its run is cancelled", "[fn]") {
  Bench bench;
  bench.host.sandbox.duration_ms = 60'000;
  const auto& view = bench.post(
      R"({"description":"Sort array of numbers","args":[[1]],"options":{"timeoutMs":50}})");
  CHECK(view.status == 504);
  CHECK(bench.host.sandbox.cancelled == 1);
}

TEST_CASE("a client that goes away cancels its run", "[fn]") {
  Bench bench;
  bench.host.sandbox.duration_ms = 60'000;
  const OpId request = bench.host.http.send({.method = "POST",
                                             .path = "/fn",
                                             .fields = "content-type: application/json\n",
                                             .body = std::string(kSort)});
  bench.host.world.advance(100);
  bench.host.http.abort(request);
  bench.host.world.advance(100);
  CHECK(bench.host.sandbox.cancelled == 1);
  CHECK(bench.host.world.instance().counts().live_frames == 0);
}

TEST_CASE("requests are checked before their content", "[fn]") {
  Bench bench;
  CHECK(bench.post(kSort, "/fn", "content-type: text/plain\n").status == 415);
  CHECK(bench.post(kSort, "/fn", "content-type: application/json; charset=utf-16\n").status == 415);
  CHECK(bench.post(kSort, "/fn", "content-type: application/json; charset=\"UTF-8\"\n").status ==
        200);
  CHECK(bench.post(kSort, "/fn", "content-encoding: gzip\n").status == 415);
  CHECK(bench.post(kSort, "/fn", "accept: text/html\n").status == 406);
  CHECK(bench.post(kSort, "/fn", "accept: text/html, application/*;q=0.5\n").status == 200);
  CHECK(bench.post(kSort, "/fnord").status == 404);
  const OpId get = bench.host.http.send({.method = "GET", .path = "/fn"});
  bench.host.world.run();
  CHECK(bench.host.http.view(get).status == 405);
  CHECK(bench.host.http.view(get).head.get("allow").find("POST") != std::string_view::npos);
}

TEST_CASE("bodies that did not arrive have their problems", "[fn]") {
  Bench bench;
  const auto status_for = [&](skerry::FailureKind kind) {
    const OpId request = bench.host.http.send(
        {.method = "POST", .path = "/fn", .body = skerry::fail(kind, "body_bytes_max=1")});
    bench.host.world.run();
    return bench.host.http.view(request).status;
  };
  CHECK(status_for(skerry::FailureKind::kLimitExceeded) == 413);
  CHECK(status_for(skerry::FailureKind::kNotUtf8) == 400);
  CHECK(status_for(skerry::FailureKind::kTimedOut) == 408);
}

TEST_CASE("classification alone says what would run", "[fn]") {
  Bench bench;
  const Json sure =
      bench.json(bench.post(R"({"description":"Sort array of numbers"})", "/fn/classify"));
  CHECK(sure["classification"]["type"] == "code");
  CHECK_FALSE(sure.contains("uncertain"));
  const Json unsure = bench.json(bench.post(R"({"description":"zxqv"})", "/fn/classify"));
  CHECK(unsure["uncertain"] == true);
  CHECK(unsure["wouldRun"] == "human");
}

TEST_CASE("calls between services get the same answers", "[fn]") {
  Bench bench;
  const OpId call = bench.host.rpc.call("executeFunction", std::string(kSort));
  const OpId wrong = bench.host.rpc.call("executeFunction", "{");
  const OpId none = bench.host.rpc.call("nothing", "{}");
  bench.host.world.run();
  CHECK((*skerry::read_json(*bench.host.rpc.reply_to(call)))["result"] == Json::array({1, 2, 3}));
  CHECK((*skerry::read_json(*bench.host.rpc.reply_to(wrong)))["error"]["code"] == "invalid_json");
  CHECK((*skerry::read_json(*bench.host.rpc.reply_to(none)))["success"] == false);
}

TEST_CASE("an fn that is full says so under the request's id", "[fn][limits]") {
  Bench bench;
  bench.host.sandbox.duration_ms = 1'000;
  const auto send = [&] {
    return bench.host.http.send(
        {.method = "POST",
         .path = "/fn",
         .fields = "content-type: application/json\n",
         .principal = R"({"tenant":"t","requestId":"req_x"})",
         .body =
             R"({"description":"Sort array of numbers","args":[[1]],"options":{"cache":false}})"});
  };
  for (std::size_t i = 0; i < skerry::limits::kRequestsInFlightMax; ++i) send();
  bench.host.world.advance(1);
  const OpId refused = send();
  bench.host.world.advance(1);
  const auto& view = bench.host.http.view(refused);
  CHECK(view.status == 503);
  CHECK(view.head.get("retry-after") == "1");
  CHECK(bench.json(view)["code"] == "overloaded");
  CHECK(bench.json(view)["requestId"] == "req_x");
}

TEST_CASE("the description of the routes comes from what reads requests", "[fn][openapi]") {
  const Json part = skerry::fn::openapi_part();
  const Json& schemas = part["components"]["schemas"];
  CHECK(schemas["Call"] == skerry::fn::call_schema(skerry::fn::CallKind::kExecute));
  CHECK(schemas["Call"]["properties"]["description"]["maxLength"] ==
        skerry::fn::limits::kDescriptionCharactersMax);
  CHECK(schemas["Call"]["properties"]["args"]["x-bytesMax"] == skerry::fn::limits::kArgsBytesMax);
  CHECK(schemas["Call"]["additionalProperties"] == false);
  CHECK(schemas["Call"]["required"] == Json::array({"description"}));
  CHECK_FALSE(schemas["ClassifyCall"]["properties"].contains("type"));
  for (const auto* path : {"/fn", "/fn/classify"}) {
    const Json& operation = part["paths"][path]["post"];
    for (const auto* status : {"200", "400", "409", "422", "503"}) {
      CHECK(operation["responses"].contains(status));
    }
  }
  // A page's form: what it sends, and each answer that is a page.
  const Json& form = part["paths"]["/tasks/{taskId}/complete"]["post"];
  const Json& sent =
      form["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]["properties"];
  for (const auto* name : {"t", "comment", "response"}) CHECK(sent.contains(name));
  for (const auto* status : {"303", "403", "404", "409", "410", "413", "415", "422", "503"}) {
    CHECK(form["responses"][status]["content"].contains("text/html"));
  }
  CHECK_FALSE(form["responses"].contains("default"));
  CHECK(form["responses"]["403"]["content"].contains("application/problem+json"));
  CHECK(schemas["Task"]["properties"].contains("taskId"));
  CHECK(part["webhooks"].size() == 2);
  Bench bench;
  const OpId request = bench.host.http.send({.path = "/openapi.json"});
  bench.host.world.run();
  CHECK(bench.host.http.view(request).body == skerry::to_text(part));
}
