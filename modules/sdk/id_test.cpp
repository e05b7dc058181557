#include "modules/sdk/id.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace skerry {
namespace {

class FixedClock final : public ClockPort {
 public:
  double now_ms() override { return now; }
  double monotonic_ms() override { return 0; }
  double now = 0;
};

class CountingRandom final : public RandomPort {
 public:
  std::uint64_t next() override { return value += 0x9e3779b97f4a7c15; }
  std::uint64_t value = 0;
};

TEST_CASE("ids have their prefix, sort by time and tell it", "[id]") {
  FixedClock clock;
  CountingRandom random;
  std::string previous;
  for (const double now : {0.0, 1.0, 31.0, 32.0, 1'763'800'000'000.7, 281'474'976'710'655.0}) {
    clock.now = now;
    const std::string id = make_id(IdKind::kJob, clock, random);
    CHECK(id.size() == 30);
    CHECK(id.starts_with("job_"));
    CHECK(is_id(IdKind::kJob, id));
    CHECK_FALSE(is_id(IdKind::kTask, id));
    CHECK(id_time_ms(IdKind::kJob, id) == static_cast<std::uint64_t>(now));
    CHECK(previous < id);
    previous = id;
  }
}

TEST_CASE("the time is written as in the ULID specification's example", "[id]") {
  FixedClock clock;
  CountingRandom random;
  clock.now = 1469918176385;
  CHECK(make_id(IdKind::kFunction, clock, random).substr(0, 13) == "fn_01ARYZ6S41");
}

TEST_CASE("ids of one millisecond differ", "[id]") {
  FixedClock clock;
  CountingRandom random;
  std::set<std::string> ids;
  for (int i = 0; i < 10'000; ++i) ids.insert(make_id(IdKind::kCall, clock, random));
  CHECK(ids.size() == 10'000);
}

TEST_CASE("the same time and digest are the same id, any other is another", "[id]") {
  const std::string digest = "0123456789abcdef01230123456789abcdef0123";
  const std::string id = make_id(IdKind::kJob, 1469918176385, digest);
  CHECK(id == "job_01ARYZ6S4104HMASW9NF6YY093");
  CHECK(is_id(IdKind::kJob, id));
  CHECK(id_time_ms(IdKind::kJob, id) == 1469918176385);
  CHECK(make_id(IdKind::kJob, 1469918176386, digest) != id);
  for (std::size_t digit = 0; digit < 20; ++digit) {
    std::string other = digest;
    other[digit] = other[digit] == '7' ? '8' : '7';
    CHECK(make_id(IdKind::kJob, 1469918176385, other) != id);
  }
}

TEST_CASE("only the exact spelling is an id", "[id]") {
  const std::string good = "job_01ARYZ6S410000000000000000";
  REQUIRE(is_id(IdKind::kJob, good));
  const std::string bad =
      GENERATE("", "job_", "01ARYZ6S410000000000000000", "job_01ARYZ6S41000000000000000",
               "job_01ARYZ6S4100000000000000000", "job_01aryz6s410000000000000000",
               "job_01ARYZ6S41000000000000000I", "job_01ARYZ6S41000000000000000L",
               "job_01ARYZ6S41000000000000000O", "job_01ARYZ6S41000000000000000U",
               "job_81ARYZ6S410000000000000000", "job-01ARYZ6S410000000000000000",
               " job_01ARYZ6S41000000000000000", "job_../../../../etc/passwd0000");
  INFO(bad);
  CHECK_FALSE(is_id(IdKind::kJob, bad));
  CHECK_FALSE(id_time_ms(IdKind::kJob, bad).has_value());
}

}  // namespace
}  // namespace skerry
