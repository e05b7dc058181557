#include "modules/sdk/idempotency.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "modules/sdk/idempotency_fixture.hpp"

namespace skerry {
namespace {

using Bench = IdempotencyBench;

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
