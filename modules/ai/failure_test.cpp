#include "modules/ai/failure.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "modules/sdk/problems.hpp"

namespace skerry::ai {
namespace {

TEST_CASE("each failure has a name of its own and a problem that exists", "[ai][failure]") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kModelFailureKinds; ++i) {
    const auto kind = static_cast<ModelFailureKind>(i);
    CAPTURE(name_of(kind));
    CHECK(names.insert(name_of(kind)).second);
    CHECK(find_problem(problem_code(kind)) != nullptr);
  }
  CHECK(names.contains("timed_out"));
  CHECK(name_of(ModelFailureKind::kNotValidated) == "not_validated");
}

TEST_CASE("attempts are reported without what is not known", "[ai][failure]") {
  const Json report =
      report_of({{Provider::kOpenai, "m", ModelFailureKind::kRateLimited, 429, 12, "slow down"},
                 {Provider::kAnthropic, "n", ModelFailureKind::kUnreachable}});
  CHECK(to_text(report) ==
        R"([{"provider":"openai","model":"m","outcome":"rate_limited","status":429,)"
        R"("latencyMs":12,"providerMessage":"slow down"},)"
        R"({"provider":"anthropic","model":"n","outcome":"unreachable","latencyMs":0}])");
}

}  // namespace
}  // namespace skerry::ai
