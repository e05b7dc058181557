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

}  // namespace
}  // namespace skerry
