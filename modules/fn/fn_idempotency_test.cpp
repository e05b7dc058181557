#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "modules/fn/fn_fixture.hpp"
#include "modules/fn/jobs/webhook_secrets.hpp"
#include "modules/fn/limits.hpp"

using skerry::Json;
using skerry::OpId;
using namespace skerry::fn::testing;
using namespace skerry::simulation;

TEST_CASE("a keyed call is carried out once and answered again", "[fn][idempotency]") {
  Bench bench;
  const std::string keyed = "content-type: application/json\nidempotency-key: k1\n";
  const std::string call =
      R"({"description":"Sort array of numbers","args":[[2,1]],"options":{"cache":false}})";
  const auto& first = bench.post(call, "/fn", keyed);
  REQUIRE(first.status == 200);
  const auto& again = bench.post(call, "/fn", keyed);
  CHECK(again.status == 200);
  CHECK(again.body == first.body);
  CHECK(again.head.get("idempotency-replayed") == "true");
  CHECK(again.head.get("content-type") == "application/json");
  CHECK(bench.runs == 1);
  CHECK(bench.json(bench.post(kSort, "/fn", keyed))["code"] == "idempotency_mismatch");
  CHECK(bench.post(R"({"description":"Sort array of numbers"})", "/fn/classify", keyed).status ==
        200);
}

TEST_CASE("what is wrong around a body is not remembered under its key", "[fn][idempotency]") {
  Bench bench;
  CHECK(bench.post(kSort, "/fn", "content-type: text/plain\nidempotency-key: k1\n").status == 415);
  CHECK(bench.post(kSort, "/fn", "content-type: application/json\nidempotency-key: k1\n").status ==
        200);
  CHECK(bench.json(bench.post(kSort, "/fn",
                              "content-type: application/json\nidempotency-key: a b\n"))["code"] ==
        "idempotency_key_invalid");
}

TEST_CASE("a call that broke its holder runs again when the lease has ended", "[fn][idempotency]") {
  Bench bench;
  const std::string keyed = "content-type: application/json\nidempotency-key: k1\n";
  bench.host.sandbox.duration_ms = 5'000;
  bench.host.http.send({.method = "POST",
                        .path = "/fn",
                        .fields = keyed,
                        .principal = R"({"tenant":"t","requestId":"req_x"})",
                        .body = std::string(kSort)});
  bench.host.world.advance(1'000);
  bench.host.world.crash();
  CHECK(bench.json(bench.post(kSort, "/fn", keyed))["code"] == "idempotency_in_progress");
  bench.host.world.advance(skerry::fn::limits::kCallTimeoutMs +
                           skerry::limits::kIdempotencyLeaseMarginMs);
  CHECK(bench.post(kSort, "/fn", keyed).status == 200);
  CHECK(bench.runs == 2);
}

TEST_CASE("a rotation of the webhook secret is made once, wherever it breaks off",
          "[fn][idempotency]") {
  const std::string keyed = "idempotency-key: k1\n";
  const std::string rotate = "/fn/webhooks/secret/rotate";
  bool made_before_it_broke_off = false;
  // One event of the request after the other; the rotation is committed during one of them.
  for (int events = 1; events <= 6; ++events) {
    CAPTURE(events);
    Bench bench;
    const Json first = bench.json(bench.post("", rotate));
    bench.host.http.send({.method = "POST",
                          .path = rotate,
                          .fields = keyed,
                          .principal = R"({"tenant":"t","requestId":"req_x"})"});
    for (int event = 0; event < events; ++event) bench.host.world.step();
    bench.host.world.crash();
    const auto in_rows = [&](const char* sql) {
      return bench.host.storage.database.execute(sql, Json::array())->at("rows")[0][0];
    };
    made_before_it_broke_off |=
        in_rows("SELECT count(*) FROM webhook_secrets WHERE rotation_id IS NOT NULL") == 1 &&
        in_rows("SELECT count(*) FROM idempotency_records WHERE status IS NULL") == 1;
    bench.host.world.advance(skerry::fn::limits::kCallTimeoutMs +
                             skerry::limits::kIdempotencyLeaseMarginMs);
    const auto& again = bench.post("", rotate, keyed);
    REQUIRE(again.status == 200);
    CHECK(bench.json(again)["secret"] != first["secret"]);
    // What receivers check with still signs.
    const Json former = in_rows("SELECT former_secret FROM webhook_secrets");
    CHECK(Json(skerry::fn::written_secret(former.get<std::string>())) == first["secret"]);
    const Json now = bench.json(bench.post("", rotate, keyed));
    CHECK(now["secret"] == bench.json(again)["secret"]);
  }
  CHECK(made_before_it_broke_off);
}

TEST_CASE("every other rotation of the webhook secret makes a new one", "[fn][idempotency]") {
  Bench bench;
  std::set<std::string> secrets;
  for (const char* fields : {"", "", "idempotency-key: k1\n", "idempotency-key: k2\n", ""}) {
    secrets.insert(bench.json(bench.post("", "/fn/webhooks/secret/rotate", fields))["secret"]
                       .get<std::string>());
  }
  CHECK(secrets.size() == 5);
}

TEST_CASE("what needs no body takes none but an empty object", "[fn]") {
  Bench bench;
  const std::string rotate = "/fn/webhooks/secret/rotate";
  const std::string json = "content-type: application/json\n";
  const Json first = bench.json(bench.post("{}", rotate, json));
  CHECK(bench.post("not json", rotate, json).status == 400);
  const auto& unknown = bench.post(R"({"junk":1})", rotate, json);
  CHECK(unknown.status == 422);
  CHECK(bench.json(unknown)["errors"][0]["pointer"] == "/junk");
  CHECK(bench.post("[]", rotate, json).status == 422);
  CHECK(bench.post("a=b", rotate, "content-type: text/plain\n").status == 415);
  CHECK(bench.post("", rotate, "accept: text/html\n").status == 406);
  // None of them rotated.
  const Json next = bench.json(bench.post("", rotate));
  CHECK(next["secret"] != first["secret"]);
  const auto former = bench.host.storage.database
                          .execute("SELECT former_secret FROM webhook_secrets", Json::array())
                          ->at("rows")[0][0];
  CHECK(Json(skerry::fn::written_secret(former.get<std::string>())) == first["secret"]);
}

TEST_CASE("a keyed call without storage is refused before it runs", "[fn][idempotency]") {
  Bench bench;
  bench.host.world.failure_probability = 1;
  const auto& view =
      bench.post(kSort, "/fn", "content-type: application/json\nidempotency-key: k1\n");
  CHECK(view.status == 503);
  CHECK(bench.json(view)["code"] == "storage_unavailable");
  CHECK(bench.runs == 0);
}
