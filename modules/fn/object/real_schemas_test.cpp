#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "modules/fn/object/judge.hpp"

using skerry::Json;
using namespace skerry::fn;

namespace {

/// Schemas as people write them, each with its name.
Json real_schemas() {
  std::ifstream file(SKERRY_SOURCE_DIR "/modules/fn/object/real_schemas.json");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return *skerry::read_json(text);
}

constexpr std::uint64_t kSeeds = 50;

}  // namespace

TEST_CASE("real schemas get values that the validator accepts, whatever the seed", "[object]") {
  const Json schemas = real_schemas();
  REQUIRE(schemas.size() >= 40);
  for (const auto& [name, schema] : schemas.get_ref<const Json::object_t&>()) {
    const auto compiled = object::judge::schema_of(skerry::to_text(schema));
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const auto value = object::generate(compiled, seed);
      INFO(name << ", seed " << seed);
      REQUIRE(value.has_value());
      INFO(skerry::to_text(*value));
      REQUIRE(object::judge::fault_of(compiled, *value).empty());
    }
  }
}

TEST_CASE("the same key gives the same value, another key another one", "[object]") {
  for (const auto& [name, schema] : real_schemas().get_ref<const Json::object_t&>()) {
    const std::string text = skerry::to_text(schema);
    INFO(name);
    std::set<std::string> values;
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const std::string value = object::judge::outcome(text, seed);
      CHECK(value == object::judge::outcome(text, seed));
      values.insert(value);
    }
    CHECK(values.size() > kSeeds / 4);
  }
}

TEST_CASE("a value takes less time than a call may", "[.][object][benchmark]") {
  std::vector<double> all;
  for (const auto& [name, schema] : real_schemas().get_ref<const Json::object_t&>()) {
    const auto compiled = object::judge::schema_of(skerry::to_text(schema));
    std::vector<double> times;
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const auto began = std::chrono::steady_clock::now();
      const auto value = object::generate(compiled, seed);
      const std::chrono::duration<double, std::micro> took =
          std::chrono::steady_clock::now() - began;
      REQUIRE(value.has_value());
      times.push_back(took.count());
    }
    std::ranges::sort(times);
    WARN(name << ": p50 " << times[times.size() / 2] << " us, at most " << times.back() << " us");
    all.insert(all.end(), times.begin(), times.end());
  }
  std::ranges::sort(all);
  WARN("all: p50 " << all[all.size() / 2] << " us, p99 " << all[all.size() * 99 / 100] << " us");
}
