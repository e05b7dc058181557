#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "tests/sim/job_schedule.hpp"

namespace skerry::simulation {
namespace {

constexpr std::uint64_t kFirstSeed = 20'261'122;
constexpr std::uint64_t kSeeds = 60;
/// Seeds within which a planted fault must be found.
constexpr std::uint64_t kCanarySeeds = 4;

std::uint64_t setting(const char* name, std::uint64_t fallback) {
  const char* text = std::getenv(name);
  return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

/// The first fault found with faults that plant one.
std::string find_fault(const JobFaults& faults) {
  for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + kCanarySeeds; ++seed) {
    if (const auto fault = JobSchedule(seed, faults).run()) return *fault;
  }
  return "none";
}

}  // namespace

// SKERRY_SIM_SEEDS=10000 runs longer, SKERRY_SIM_SEED=7 repeats one run.
TEST_CASE("an accepted job ends once, whatever crashes, fails, is lost or comes twice",
          "[simulation][job]") {
  const std::uint64_t first = setting("SKERRY_SIM_SEED", kFirstSeed);
  const bool one = std::getenv("SKERRY_SIM_SEED") != nullptr;
  const std::uint64_t seeds = one ? 1 : setting("SKERRY_SIM_SEEDS", kSeeds);
  JobsHappened happened;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    JobSchedule schedule(seed, {});
    const auto fault = schedule.run();
    INFO("repeat with SKERRY_SIM_SEED=" << seed);
    INFO(fault.value_or(""));
    REQUIRE_FALSE(fault.has_value());
    happened += schedule.happened();
  }
  if (one) return;
  // Each kind of end and of trouble has to have happened, else nothing was proved.
  for (const auto* status : {"succeeded", "failed", "cancelled", "expired"}) {
    INFO(status);
    CHECK(happened.ended[status] > 0);
  }
  CHECK(happened.retried > 0);
  CHECK(happened.interrupted > 0);
  CHECK(happened.dead_lettered > 0);
  CHECK(happened.repaired > 0);
  CHECK(happened.delivered > 0);
  CHECK(happened.tasks.made > 0);
  CHECK(happened.tasks.refused > 0);
  CHECK(happened.tasks.repeated > 0);
  CHECK(happened.tasks.reminders > 0);
}

TEST_CASE("without faults a job succeeds or is refused, at its first attempts",
          "[simulation][job]") {
  JobSchedule schedule(5, {.failure_probability = 0,
                           .crash_probability = 0,
                           .trap_probability = 0,
                           .cancel_probability = 0,
                           .jump_probability = 0});
  CHECK(schedule.run() == std::nullopt);
  CHECK(schedule.happened().interrupted == 0);
}

TEST_CASE("planted faults of jobs are found", "[simulation][job][canary]") {
  CHECK(find_fault({}) == "none");
  // Before it ended: the alarm is all that drives it.
  CHECK(find_fault({.steps = 0, .alarm_vanishes = true}).starts_with("a job never ended"));
  CHECK(find_fault({.ended_is_undone = true}).starts_with("a job ended, and then went on"));
  CHECK(find_fault({.index_is_forged = true}).starts_with("the index is not the truth"));
  CHECK(find_fault({.audit_is_cut = true}).starts_with("the audit does not lead"));
  CHECK(find_fault({.task_is_undone = true}).starts_with("the audit does not lead"));
}

}  // namespace skerry::simulation
