#include "modules/sdk/timestamp.hpp"

#include <catch2/catch.hpp>

namespace skerry {
namespace {

TEST_CASE("times are written as ISO 8601 in UTC", "[timestamp]") {
  CHECK(timestamp(0) == "1970-01-01T00:00:00.000Z");
  CHECK(timestamp(951'782'399'007) == "2000-02-28T23:59:59.007Z");
  CHECK(timestamp(951'782'400'000) == "2000-02-29T00:00:00.000Z");
  CHECK(timestamp(1'763'852'400'123) == "2025-11-22T23:00:00.123Z");
  CHECK(timestamp(4'107'542'400'000) == "2100-03-01T00:00:00.000Z");
  CHECK(timestamp(~std::uint64_t{0}) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("times of RFC 3339 are read, and nothing else", "[timestamp]") {
  CHECK(read_timestamp("2025-11-22T23:00:00.123Z") == 1'763'852'400'123);
  CHECK(read_timestamp("2025-11-22t23:00:00.123456z") == 1'763'852'400'123);
  CHECK(read_timestamp("2025-11-23 01:30:00.1+02:30") == 1'763'852'400'100);
  CHECK(read_timestamp("2025-11-22T20:00:00-03:00") == 1'763'852'400'000);
  CHECK(read_timestamp("2000-02-29T00:00:00Z") == 951'782'400'000);
  for (const char* text :
       {"", "2025", "2025-11-22", "2025-11-22T23:00Z", "2025-11-22T23:00:00",
        "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-11-22T24:00:00Z",
        "2025-11-22T23:60:00Z", "2016-12-31T23:59:60Z", "2025-11-22T23:00:00.Z",
        "2025-11-22T23:00:00Zz", "2025-11-22T23:00:00+0200", "2025-11-22T23:00:00+24:00",
        "1969-12-31T23:59:59Z", "+2025-11-22T23:00:00Z", "2025-1-2T23:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(read_timestamp(text));
  }
}

}  // namespace
}  // namespace skerry
