#include "modules/sdk/idempotency.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "modules/sdk/idempotency_fixture.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry {
namespace {

using Bench = IdempotencyBench;

TEST_CASE("an equal request gets the first answer again, with its fields", "[idempotency]") {
  Bench bench;
  const auto& first = bench.post("/", kKey);
  CHECK(first.status == 201);
  CHECK(first.body == "run 1");
  CHECK_FALSE(first.head.find("idempotency-replayed"));
  const auto& again = bench.post("/", kKey);
  CHECK(again.status == 201);
  CHECK(again.body == "run 1");
  CHECK(again.head.get("location") == "/things/1");
  CHECK(again.head.get("content-type") == first.head.get("content-type"));
  CHECK(again.head.get("idempotency-replayed") == "true");
  CHECK_FALSE(again.head.find("server-timing"));
  CHECK(bench.runs == 1);
}

TEST_CASE("an answer outlives the instance that gave it", "[idempotency]") {
  Bench bench;
  bench.post("/", kKey);
  bench.host.world.crash();
  CHECK(bench.post("/", kKey).body == "run 1");
  CHECK(bench.runs == 1);
}

TEST_CASE("without a key every request works", "[idempotency]") {
  Bench bench;
  bench.post("/", "");
  CHECK(bench.post("/", "").body == "run 2");
  CHECK(bench.records() == 0);
}

TEST_CASE("a key with another body is a mismatch, while the work runs and afterwards",
          "[idempotency]") {
  Bench bench;
  const OpId running = bench.send("/slow", kKey, "1");
  bench.host.world.advance(10);
  const OpId early = bench.send("/slow", kKey, "2");
  bench.host.world.advance(10);
  CHECK(code_of(bench.host.http.view(early)) == "422 idempotency_mismatch");
  bench.host.world.run();
  CHECK(bench.host.http.view(running).status == 201);
  CHECK(code_of(bench.post("/slow", kKey, "2")) == "422 idempotency_mismatch");
  CHECK(bench.runs == 1);
}

TEST_CASE("tenant, route and key are the scope together", "[idempotency]") {
  Bench bench;
  bench.post("/", kKey);
  CHECK(bench.post("/", kKey, "{}", "other").body == "run 2");
  CHECK(bench.post("/other", kKey).body == "run 3");
  CHECK(bench.post("/", "idempotency-key: K1\n").body == "run 4");
  CHECK(bench.runs == 4);
}

TEST_CASE("a repetition meanwhile is told to come back, and then gets the answer",
          "[idempotency]") {
  Bench bench;
  const OpId running = bench.send("/slow", kKey);
  bench.host.world.advance(10);
  const OpId second = bench.send("/slow", kKey);
  bench.host.world.advance(10);
  const auto& waiting = bench.host.http.view(second);
  CHECK(code_of(waiting) == "409 idempotency_in_progress");
  CHECK(waiting.head.get("retry-after") == "1");
  CHECK((*read_json(waiting.body))["requestId"] == "req_x");
  bench.host.world.run();
  CHECK(bench.host.http.view(running).body == "run 1");
  CHECK(bench.post("/slow", kKey).body == "run 1");
  CHECK(bench.runs == 1);
}

TEST_CASE("after a day a key is new, and old records are removed", "[idempotency]") {
  Bench bench;
  for (int i = 0; i < 40; ++i) bench.post("/", "idempotency-key: old" + std::to_string(i) + "\n");
  bench.post("/", kKey);
  CHECK(bench.records() == 41);
  bench.host.world.advance(static_cast<double>(limits::kIdempotencyRetentionMs) - 1);
  CHECK(bench.post("/", kKey).body == "run 41");
  bench.host.world.advance(1);
  CHECK(bench.post("/", kKey, "another body").body == "run 42");
  CHECK(bench.records() <= 41 - limits::kIdempotencySweptMax + 1);
  bench.post("/", "idempotency-key: k2\n");
  bench.post("/", "idempotency-key: k3\n");
  CHECK(bench.records() == 3);
}

TEST_CASE("a failure of the server is not kept, what work found is", "[idempotency]") {
  Bench bench;
  CHECK(bench.post("/broken", kKey).status == 500);
  CHECK(bench.post("/broken", kKey, "another body").status == 500);
  CHECK(bench.runs == 2);
  CHECK(bench.post("/threw", kKey).status == 422);
  const auto& again = bench.post("/threw", kKey);
  CHECK(again.head.get("idempotency-replayed") == "true");
  CHECK((*read_json(again.body))["detail"] == "run 3");
}

TEST_CASE("work that begins again under its key has the same identity", "[idempotency]") {
  Bench bench;
  const std::string began_ms =
      std::to_string(static_cast<std::uint64_t>(bench.host.world.now_ms()));
  bench.send("/slow", kKey);
  bench.host.world.advance(100);
  bench.host.world.crash();
  bench.host.world.advance(kLeaseMs);
  CHECK(bench.post("/slow", kKey).body == "run 2");
  bench.post("/broken", kKey);
  bench.host.world.advance(1'000);
  bench.post("/broken", kKey);
  REQUIRE(bench.identities.size() == 4);
  CHECK(bench.identities[0].starts_with(began_ms + " "));
  CHECK(bench.identities[0].size() == began_ms.size() + 1 + 64);
  CHECK(bench.identities[1] == bench.identities[0]);
  CHECK(bench.identities[3] == bench.identities[2]);
  CHECK(bench.identities[2] != bench.identities[0]);
}

TEST_CASE("another body, key or tenant is other work, and so is the next day's", "[idempotency]") {
  Bench bench;
  bench.post("/broken", kKey);
  bench.post("/broken", kKey, "another body");
  bench.post("/broken", "idempotency-key: k2\n");
  bench.post("/broken", kKey, "{}", "other");
  bench.host.world.advance(static_cast<double>(limits::kIdempotencyRetentionMs));
  bench.post("/broken", kKey);
  bench.post("/broken", "");
  const std::set<std::string> different(bench.identities.begin(), bench.identities.end());
  CHECK(different.size() == 5);
}

TEST_CASE("a request refused before any work may be corrected under its key", "[idempotency]") {
  for (const std::string path : {"/invalid", "/malformed"}) {
    Bench bench;
    INFO(path);
    CHECK(bench.post(path, kKey).status < 500);
    CHECK(bench.records() == 0);
    const auto& corrected = bench.post(path, kKey, "another body");
    CHECK_FALSE(corrected.head.find("idempotency-replayed"));
    CHECK((*read_json(corrected.body))["detail"] == "run 2");
  }
}

TEST_CASE("which answers are final", "[idempotency]") {
  const auto is_final = [](int status) {
    return is_final_answer(text_response(static_cast<std::uint16_t>(status), "x"));
  };
  for (const int status : {200, 201, 404}) CHECK(is_final(status));
  for (const int status : {400, 408, 409, 413, 415, 425, 429, 500, 501, 503, 504}) {
    CHECK_FALSE(is_final(status));
  }
  // A 422 that is no problem of the table says nothing of when it was found.
  CHECK(is_final_answer(text_response(422, R"({"code":"invalid_arguments"})")));
  for (const auto* code : {"code_threw", "step_limit", "result_does_not_match_schema"}) {
    CHECK(is_final_answer(problem(code, "")));
  }
  for (const auto* code : {"invalid_arguments", "unknown_field", "no_matching_function"}) {
    CHECK_FALSE(is_final_answer(problem(code, "")));
  }
}

TEST_CASE("an answer too large to keep is given once", "[idempotency][limits]") {
  Bench bench;
  CHECK(bench.post("/large", kKey).status == 200);
  CHECK(code_of(bench.post("/large", kKey)) == "409 idempotency_answer_not_kept");
  CHECK(bench.runs == 1);
}

TEST_CASE("keys are 1 to 255 visible ASCII characters in one field", "[idempotency][limits]") {
  Bench bench;
  const auto status_of = [&](const std::string& fields) {
    return code_of(bench.post("/", fields));
  };
  const std::string invalid = "400 idempotency_key_invalid";
  CHECK(status_of("idempotency-key: \n") == invalid);
  CHECK(status_of("idempotency-key: a b\n") == invalid);
  CHECK(status_of("idempotency-key: a\tb\n") == invalid);
  CHECK(status_of("idempotency-key: \xc3\xa9\n") == invalid);
  CHECK(status_of("idempotency-key: \x7f\n") == invalid);
  CHECK(status_of("idempotency-key: a\nidempotency-key: a\n") == invalid);
  CHECK(status_of("idempotency-key: " + std::string(256, 'k') + "\n") == invalid);
  CHECK(bench.runs == 0);
  CHECK(status_of("idempotency-key: " + std::string(255, 'k') + "\n") == "201");
  CHECK(status_of("idempotency-key: !~\"\n") == "201");
}

}  // namespace
}  // namespace skerry
