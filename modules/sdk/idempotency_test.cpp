#include "modules/sdk/idempotency.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "modules/sdk/problems.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry {
namespace {

using simulation::ClientView;
using simulation::SimulatedHost;

constexpr std::uint64_t kWorkMs = 30'000;
constexpr double kLeaseMs = kWorkMs + limits::kIdempotencyLeaseMarginMs;

/// Counts how often it works; the path says what it answers and how long that takes.
class Counter final : public Module {
 public:
  Counter(SimulatedHost& host, int& runs, std::vector<std::string>& identities)
      : host_(host),
        runs_(runs),
        identities_(identities),
        idempotency_(host.basics(), host.storage, kWorkMs) {}

  Task<Answer> on_request(Request request) override {
    const Principal principal = read_principal(request.principal);
    auto keyed = read_keyed_request(request, principal, host_.crypto);
    if (!keyed) co_return std::move(keyed.error());
    std::optional<WorkIdentity> identity;
    co_return co_await idempotency_.once(std::move(*keyed),
                                         work(std::string(request.path()), &identity), &identity);
  }

 private:
  Task<Response> work(std::string path, const std::optional<WorkIdentity>* identity) {
    if (*identity) {
      identities_.push_back(std::to_string((*identity)->began_ms) + " " + (*identity)->digest);
    }
    const std::string run = std::to_string(++runs_);
    if (path == "/slow") co_await sleep(host_.timers, 1'000);
    if (path == "/too-slow") co_await sleep(host_.timers, 60'000);
    if (path == "/broken") co_return problem("internal_error", "broken");
    if (path == "/invalid") co_return problem("invalid_arguments", "run " + run);
    if (path == "/malformed") co_return problem("invalid_json", "run " + run);
    if (path == "/threw") co_return problem("code_threw", "run " + run);
    if (path == "/large") {
      co_return text_response(200, std::string(limits::kIdempotencyBodyBytesMax + 1, 'x'));
    }
    Response response = text_response(201, "run " + run);
    response.head.add("location", "/things/" + run).add("server-timing", "work;dur=1");
    co_return response;
  }

  SimulatedHost& host_;
  int& runs_;
  std::vector<std::string>& identities_;
  Idempotency idempotency_;
};

std::string migration() {
  std::ifstream file(SKERRY_SOURCE_DIR "/modules/sdk/migrations/0001_idempotency_records.sql");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

struct Bench {
  explicit Bench(std::uint64_t seed = 5) : host(seed) {
    const std::string sql = migration();
    const std::size_t end = sql.find(");") + 2;
    REQUIRE(host.storage.database.execute(sql.substr(0, end), Json::array()));
    REQUIRE(host.storage.database.execute(sql.substr(end), Json::array()));
    host.load<Counter>(std::ref(host), std::ref(runs), std::ref(identities));
  }

  OpId send(std::string path, std::string fields, std::string body = "{}",
            std::string tenant = "t") {
    return host.http.send({.method = "POST",
                           .path = std::move(path),
                           .fields = std::move(fields),
                           .principal = R"({"tenant":")" + tenant + R"(","requestId":"req_x"})",
                           .body = std::move(body)});
  }

  const ClientView& post(std::string path, std::string fields, std::string body = "{}",
                         std::string tenant = "t") {
    const OpId id = send(std::move(path), std::move(fields), std::move(body), std::move(tenant));
    host.world.run();
    return host.http.view(id);
  }

  std::int64_t records() {
    const auto rows =
        host.storage.database.execute("SELECT count(*) FROM idempotency_records", Json::array());
    return (*rows)["rows"][0][0].get<std::int64_t>();
  }

  SimulatedHost host;
  int runs = 0;
  /// Under which identity each run began.
  std::vector<std::string> identities;
};

std::string code_of(const ClientView& view) {
  const auto body = read_json(view.body);
  const Json* code = body ? find_member(*body, "code") : nullptr;
  return std::to_string(view.status) + (code == nullptr ? "" : " " + code->get<std::string>());
}

const std::string kKey = "idempotency-key: k1\n";

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

TEST_CASE("of many requests at once one works, whatever their order", "[idempotency][seeds]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Bench bench(seed);
    bench.host.world.latency_ms_max = 50;
    std::vector<OpId> requests;
    for (int i = 0; i < 12; ++i) requests.push_back(bench.send(i % 2 == 0 ? "/" : "/slow", kKey));
    bench.host.world.run();
    INFO("seed " << seed);
    CHECK(bench.runs == 2);
    for (const OpId request : requests) {
      const auto& view = bench.host.http.view(request);
      const bool good = view.status == 201 || code_of(view) == "409 idempotency_in_progress";
      CHECK(good);
    }
  }
}

TEST_CASE("a holder that dies loses its claim when its lease ends, to one other", "[idempotency]") {
  Bench bench;
  const double claimed_ms = bench.host.world.now_ms();
  bench.send("/slow", kKey);
  bench.host.world.advance(100);
  CHECK(bench.runs == 1);
  bench.host.world.crash();
  CHECK(code_of(bench.post("/slow", kKey)) == "409 idempotency_in_progress");
  bench.host.world.advance(claimed_ms + kLeaseMs - 1 - bench.host.world.now_ms());
  CHECK(code_of(bench.post("/slow", kKey)) == "409 idempotency_in_progress");
  bench.host.world.advance(1);
  CHECK(code_of(bench.post("/slow", kKey, "another body")) == "422 idempotency_mismatch");
  bench.host.world.latency_ms_max = 20;
  std::vector<OpId> requests;
  for (int i = 0; i < 8; ++i) requests.push_back(bench.send("/slow", kKey));
  bench.host.world.run();
  int answered = 0;
  for (const OpId request : requests) answered += bench.host.http.view(request).status == 201;
  CHECK(answered >= 1);
  CHECK(bench.runs == 2);
  CHECK(bench.post("/slow", kKey).body == "run 2");
}

TEST_CASE("a holder of an earlier start of the host loses its claim at once", "[idempotency]") {
  Bench bench;
  bench.host.config.values["boot_id"] = "first";
  bench.send("/slow", kKey);
  bench.host.world.advance(100);
  CHECK(bench.runs == 1);
  bench.host.world.crash();
  // The same start: the holder may be another instance that lives.
  CHECK(code_of(bench.post("/slow", kKey)) == "409 idempotency_in_progress");
  bench.host.config.values["boot_id"] = "second";
  CHECK(code_of(bench.post("/slow", kKey, "another body")) == "422 idempotency_mismatch");
  CHECK(bench.post("/slow", kKey).body == "run 2");
  // What was answered before stays the answer.
  bench.host.config.values["boot_id"] = "third";
  CHECK(bench.post("/slow", kKey).body == "run 2");
  CHECK(bench.runs == 2);
}

TEST_CASE("a client that goes away leaves a lease that ends", "[idempotency]") {
  Bench bench;
  const OpId gone = bench.send("/slow", kKey);
  bench.host.world.advance(100);
  bench.host.http.abort(gone);
  CHECK(code_of(bench.post("/slow", kKey)) == "409 idempotency_in_progress");
  bench.host.world.advance(kLeaseMs);
  CHECK(bench.post("/slow", kKey).status == 201);
  CHECK(bench.host.world.instance().counts().live_frames == 0);
}

TEST_CASE("who worked longer than the lease does not overwrite who took over", "[idempotency]") {
  Bench bench;
  const OpId late = bench.send("/too-slow", kKey);
  bench.host.world.advance(kLeaseMs);
  const OpId heir = bench.send("/too-slow", kKey);
  bench.host.world.run();
  CHECK(code_of(bench.host.http.view(late)) == "409 idempotency_in_progress");
  CHECK(bench.host.http.view(heir).body == "run 2");
  CHECK(bench.post("/too-slow", kKey).body == "run 2");
}

TEST_CASE("a late holder whose claim nobody took keeps its answer", "[idempotency]") {
  Bench bench;
  CHECK(bench.post("/too-slow", kKey).body == "run 1");
  CHECK(bench.post("/too-slow", kKey).body == "run 1");
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

TEST_CASE("without storage nothing happens and nothing is promised", "[idempotency][failure]") {
  Bench bench;
  bench.host.world.failure_probability = 1;
  const auto& refused = bench.post("/", kKey);
  CHECK(code_of(refused) == "503 storage_unavailable");
  CHECK(refused.head.get("retry-after") == "1");
  CHECK(bench.runs == 0);
  CHECK_FALSE(bench.host.log.lines.empty());
  CHECK(bench.post("/", "").status == 201);
  bench.host.world.failure_probability = 0;
  CHECK(bench.post("/", kKey).status == 201);
}

TEST_CASE("an answer that could not be kept is not given", "[idempotency][failure]") {
  Bench bench;
  const OpId request = bench.send("/slow", kKey);
  bench.host.world.advance(500);
  bench.host.world.failure_probability = 1;
  bench.host.world.run();
  CHECK(code_of(bench.host.http.view(request)) == "503 storage_unavailable");
  bench.host.world.failure_probability = 0;
  bench.host.world.advance(kLeaseMs);
  CHECK(bench.post("/slow", kKey).status == 201);
  CHECK(bench.runs == 2);
}

TEST_CASE("with failures and crashes anywhere, an answer once given stays the answer",
          "[idempotency][seeds]") {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    Bench bench(seed);
    auto& world = bench.host.world;
    world.latency_ms_max = 30;
    world.failure_probability = 0.2;
    std::string first;
    INFO("seed " << seed);
    for (int round = 0; round < 30; ++round) {
      std::vector<OpId> requests{bench.send("/slow", kKey), bench.send("/slow", kKey)};
      if (world.random_below(4) == 0) {
        world.advance(static_cast<double>(world.random_below(1'200)));
        world.crash();
      }
      world.run();
      for (const OpId request : requests) {
        const auto& view = bench.host.http.view(request);
        if (view.status != 201) continue;
        if (first.empty()) first = view.body;
        CHECK(view.body == first);
      }
      if (world.random_below(5) == 0) world.advance(kLeaseMs);
    }
  }
}

}  // namespace
}  // namespace skerry
