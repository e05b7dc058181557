#include "modules/ai/retry.hpp"

#include <catch2/catch.hpp>

#include "modules/ai/limits.hpp"

namespace skerry::ai {
namespace {

using Kind = ModelFailureKind;

TEST_CASE("only failures that may pass are tried again", "[ai][retry]") {
  for (const int status : {408, 409, 429, 500, 502, 503, 504, 529, 599}) {
    CAPTURE(status);
    CHECK(may_retry(failure_of_status(static_cast<std::uint16_t>(status)).value()));
  }
  for (const int status : {301, 307, 400, 401, 403, 404, 405, 413, 415, 422}) {
    CAPTURE(status);
    CHECK_FALSE(may_retry(failure_of_status(static_cast<std::uint16_t>(status)).value()));
    CHECK(may_fall_back(failure_of_status(static_cast<std::uint16_t>(status)).value()));
  }
  CHECK_FALSE(failure_of_status(200).has_value());
  CHECK(may_retry(Kind::kTruncated));
  CHECK_FALSE(may_retry(Kind::kBadAnswer));
  for (const Kind kind : {Kind::kRefused, Kind::kBudgetExceeded, Kind::kModelNotAllowed}) {
    CHECK_FALSE(may_retry(kind));
    CHECK_FALSE(may_fall_back(kind));
  }
}

std::optional<double> after(std::string_view name, std::string_view value, double now_ms) {
  return retry_after_ms(Head().add(name, value), now_ms);
}

TEST_CASE("Retry-After is read in seconds and as a date", "[ai][retry]") {
  constexpr double kThen = 784111777000;  // Sun, 06 Nov 1994 08:49:37 GMT
  CHECK(after("retry-after", "3", 0) == 3000);
  CHECK(after("retry-after", "0", 0) == 0);
  CHECK(after("retry-after-ms", "250", 0) == 250);
  CHECK(after("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", kThen - 1500) == 1500);
  CHECK(after("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", kThen + 1) == 0);
  CHECK_FALSE(retry_after_ms(Head(), 0).has_value());
  for (const std::string_view nonsense :
       {"", "-1", "soon", "1e9", "99999999999", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, +6 Nov 1994 08:49:37 GMT"}) {
    CAPTURE(nonsense);
    CHECK_FALSE(after("retry-after", nonsense, 0).has_value());
  }
}

TEST_CASE("pauses double up to their limit, with full jitter", "[ai][retry]") {
  CHECK(backoff_ms(1, 0) == 0);
  CHECK(backoff_ms(1, limits::kBackoffBaseMs) == limits::kBackoffBaseMs);
  CHECK(backoff_ms(1, limits::kBackoffBaseMs + 1) == 0);
  CHECK(backoff_ms(2, 2UL * limits::kBackoffBaseMs) == 2UL * limits::kBackoffBaseMs);
  CHECK(backoff_ms(100, limits::kBackoffMaxMs) == limits::kBackoffMaxMs);
}

}  // namespace
}  // namespace skerry::ai
