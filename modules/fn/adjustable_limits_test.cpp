#include "modules/fn/adjustable_limits.hpp"

#include <catch2/catch.hpp>

#include "modules/sandbox/sandbox_abi.hpp"
#include "modules/sdk/simulation/simulated_basics.hpp"

namespace skerry::fn {
namespace {

TEST_CASE("a limit is what the operator says, within its bounds", "[limits]") {
  simulation::SimulatedConfig config;
  CHECK(value_of(config, kJobsQueuedMax) == 1'000);
  const auto set = [&](std::string value) {
    config.values["jobs_queued_max"] = std::move(value);
    return value_of(config, kJobsQueuedMax);
  };
  CHECK(set("7") == 7);
  CHECK(set("1000000") == 1'000'000);
  for (const char* wrong :
       {"", "0", "1000001", "-1", "7.5", "7 ", "many", "99999999999999999999"}) {
    CAPTURE(wrong);
    CHECK(set(wrong) == 1'000);
  }
  CHECK(call_limits(config) == CallLimits{});
  config.values["sandbox_work_ms"] = "10000";
  CHECK(sandbox_work_steps(config) == sandbox::kStepsMax);
}

}  // namespace
}  // namespace skerry::fn
