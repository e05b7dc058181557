#include "modules/ai/breaker.hpp"

#include <catch2/catch.hpp>

#include "modules/ai/limits.hpp"

namespace skerry::ai {
namespace {

constexpr auto kOne = Provider::kOpenai;
constexpr double kBeginMs = 1000;

void fail_times(Breakers& breakers, std::size_t times, double at_ms) {
  for (std::size_t i = 0; i < times; ++i) breakers.failed(kOne, "m", at_ms);
}

bool admits(Breakers& breakers, Provider provider, std::string_view model, double now_ms) {
  return breakers.admit(provider, model, now_ms).has_value();
}

TEST_CASE("a breaker opens after its failures within the window, for a while", "[ai][breaker]") {
  Breakers breakers;
  fail_times(breakers, limits::kBreakerFailuresMax - 1, kBeginMs);
  CHECK(admits(breakers, kOne, "m", kBeginMs));
  fail_times(breakers, 1, kBeginMs + limits::kBreakerWindowMs - 1);
  const double opened_ms = kBeginMs + limits::kBreakerWindowMs - 1;
  CHECK_FALSE(admits(breakers, kOne, "m", opened_ms + limits::kBreakerOpenMs - 1));
  CHECK(admits(breakers, kOne, "other", opened_ms));
  CHECK(admits(breakers, Provider::kAnthropic, "m", opened_ms));
  CHECK(admits(breakers, kOne, "m", opened_ms + limits::kBreakerOpenMs));
}

TEST_CASE("an open breaker says when a request may be sent", "[ai][breaker]") {
  Breakers breakers;
  fail_times(breakers, limits::kBreakerFailuresMax, kBeginMs);
  const auto admitted = breakers.admit(kOne, "m", kBeginMs + 10);
  REQUIRE_FALSE(admitted.has_value());
  CHECK(admitted.error() == kBeginMs + limits::kBreakerOpenMs);
}

TEST_CASE("failures older than the window do not count", "[ai][breaker]") {
  Breakers breakers;
  fail_times(breakers, limits::kBreakerFailuresMax - 1, kBeginMs);
  fail_times(breakers, 1, kBeginMs + limits::kBreakerWindowMs);
  CHECK(admits(breakers, kOne, "m", kBeginMs + limits::kBreakerWindowMs));
}

TEST_CASE("a success closes the breaker and forgets failures", "[ai][breaker]") {
  Breakers breakers;
  fail_times(breakers, limits::kBreakerFailuresMax - 1, kBeginMs);
  breakers.succeeded(kOne, "m");
  fail_times(breakers, 1, kBeginMs);
  CHECK(admits(breakers, kOne, "m", kBeginMs));
}

TEST_CASE("after its pause one request alone may try", "[ai][breaker]") {
  Breakers breakers;
  fail_times(breakers, limits::kBreakerFailuresMax, kBeginMs);
  const double later_ms = kBeginMs + limits::kBreakerOpenMs;
  REQUIRE(admits(breakers, kOne, "m", later_ms));
  CHECK_FALSE(admits(breakers, kOne, "m", later_ms));

  SECTION("its failure opens the breaker again at once") {
    breakers.failed(kOne, "m", later_ms + 10);
    CHECK_FALSE(admits(breakers, kOne, "m", later_ms + 9 + limits::kBreakerOpenMs));
    CHECK(admits(breakers, kOne, "m", later_ms + 10 + limits::kBreakerOpenMs));
  }
  SECTION("its success closes it") {
    breakers.succeeded(kOne, "m");
    CHECK(admits(breakers, kOne, "m", later_ms));
    CHECK(admits(breakers, kOne, "m", later_ms));
  }
  SECTION("when its caller gives it up, another may try") {
    breakers.abandoned(kOne, "m", later_ms + 1);
    CHECK(admits(breakers, kOne, "m", later_ms + 1));
    CHECK_FALSE(admits(breakers, kOne, "m", later_ms + 1));
  }
}

}  // namespace
}  // namespace skerry::ai
