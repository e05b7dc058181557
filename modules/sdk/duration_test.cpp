#include "modules/sdk/duration.hpp"

#include <catch2/catch.hpp>
#include <limits>

namespace skerry {
namespace {

TEST_CASE("a duration has as many digits as microseconds need") {
  CHECK(milliseconds_text(0) == "0");
  CHECK(milliseconds_text(12) == "12");
  CHECK(milliseconds_text(0.043) == "0.043");
  CHECK(milliseconds_text(1.5) == "1.5");
  CHECK(milliseconds_text(20.05) == "20.05");
  CHECK(milliseconds_text(3.0001) == "3");
  CHECK(milliseconds_text(2.9996) == "3");
  CHECK(milliseconds_text(0.0004) == "0");
  CHECK(milliseconds_text(86'400'000.001) == "86400000.001");
}

TEST_CASE("a clock that misbehaves makes no broken text") {
  CHECK(milliseconds_text(-1) == "0");
  CHECK(milliseconds_text(std::numeric_limits<double>::quiet_NaN()) == "0");
  CHECK(milliseconds_text(std::numeric_limits<double>::infinity()) == "1600000000000");
}

}  // namespace
}  // namespace skerry
