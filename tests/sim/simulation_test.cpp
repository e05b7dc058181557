#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "tests/sim/product.hpp"

namespace skerry::simulation {
namespace {

constexpr std::uint64_t kFirstSeed = 20'261'122;
constexpr std::uint64_t kSeeds = 12;
/// Seeds within which a planted fault must be found.
constexpr std::uint64_t kCanarySeeds = 4;

std::uint64_t setting(const char* name, std::uint64_t fallback) {
  const char* text = std::getenv(name);
  return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

/// The first fault found with a disturbance that plants one.
std::string find_fault(const Disturbance& disturbance) {
  for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + kCanarySeeds; ++seed) {
    if (const auto fault = Product(seed, disturbance).run()) return *fault;
  }
  return "none";
}

}  // namespace

// SKERRY_SIM_SEEDS=10000 runs longer, SKERRY_SIM_SEED=7 repeats one run.
TEST_CASE("the product keeps its promises whatever interleaves, fails, is aborted or crashes",
          "[simulation]") {
  const std::uint64_t first = setting("SKERRY_SIM_SEED", kFirstSeed);
  const bool one = std::getenv("SKERRY_SIM_SEED") != nullptr;
  const std::uint64_t seeds = one ? 1 : setting("SKERRY_SIM_SEEDS", kSeeds);
  Happened happened;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    Product product(seed, {});
    const auto fault = product.run();
    INFO("repeat with SKERRY_SIM_SEED=" << seed);
    INFO(fault.value_or(""));
    REQUIRE_FALSE(fault.has_value());
    happened += product.happened();
  }
  if (one) return;
  // Each kind of trouble has to have happened, else nothing was proved.
  CHECK(happened.answered > seeds * 100);
  CHECK(happened.aborted > seeds);
  CHECK(happened.lost > seeds);
  CHECK(happened.cached > seeds);
  CHECK(happened.replayed > seeds);
  CHECK(happened.overloaded > seeds);
  CHECK(happened.failed > seeds);
  CHECK(happened.stale > seeds);
  CHECK(happened.accepted > seeds);
  CHECK(happened.woken > seeds);
}

TEST_CASE("a seed gives the same run again", "[simulation]") {
  const auto trace_of = [](std::uint64_t seed) {
    Product product(seed, {});
    static_cast<void>(product.run());
    return product.trace();
  };
  CHECK(trace_of(3) == trace_of(3));
  CHECK(trace_of(3) != trace_of(4));
}

TEST_CASE("without any disturbance every request gets what it asked for", "[simulation]") {
  Product product(5, {.open_max = 20,
                      .failure_probability = 0,
                      .abort_probability = 0,
                      .crash_probability = 0,
                      .pause_probability = 0,
                      .burst_probability = 0});
  CHECK(product.run() == std::nullopt);
  CHECK(product.happened().lost == 0);
  CHECK(product.happened().overloaded == 0);
  CHECK(product.happened().answered == 500);
}

TEST_CASE("planted faults are found", "[simulation][canary]") {
  CHECK(find_fault({}) == "none");
  CHECK(find_fault({.results_vary = true}).starts_with("answers to equal calls differ"));
  CHECK(find_fault({.records_vanish = true}).starts_with("one key has two answers"));
  CHECK(find_fault({.jobs_are_unmade = true}).starts_with("a job was accepted that nobody made"));
  CHECK(find_fault({.requests_in_flight_max = 40}).starts_with("requests in one instance"));
}

}  // namespace skerry::simulation
