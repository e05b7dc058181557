#include "modules/fn/classifier/features.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace skerry;
using namespace skerry::fn;

namespace {

std::multiset<std::uint32_t> hashes_of(const CallText& call) {
  FeatureExtractor extractor;
  std::multiset<std::uint32_t> hashes;
  for (const Feature& feature : extractor.extract(call)) hashes.insert(feature.hash);
  return hashes;
}

std::uint32_t checksum_of(const CallText& call) {
  FeatureExtractor extractor;
  std::uint32_t sum = 0;
  for (const Feature& feature : extractor.extract(call)) {
    sum = sum * 31 + feature.hash + static_cast<std::uint32_t>(feature.group);
  }
  return sum;
}

}  // namespace

TEST_CASE("features are the same on every platform", "[features]") {
  const Json args = {{"numbers", {3, 1}}, {"label", "x"}};
  const Json schema = {{"type", "array"}, {"items", {{"type", "number"}}}};
  CHECK(checksum_of({.description = "Sort array of numbers"}) == 0x98CA720FU);
  CHECK(checksum_of({.description = "把数组 sortiert nach Größe?", .context = "aufsteigend"}) ==
        0x4EBCE18FU);
  CHECK(checksum_of({.description = "sort", .context = "", .args = &args, .schema = &schema}) ==
        0xFEF26A18U);
}

TEST_CASE("case and accents make no difference to words", "[features]") {
  FeatureExtractor extractor;
  const auto words = [&](std::string_view text) {
    std::multiset<std::uint32_t> hashes;
    for (const Feature& feature : extractor.extract({.description = text})) {
      if (feature.group != FeatureGroup::kForm) hashes.insert(feature.hash);
    }
    return hashes;
  };
  CHECK(words("SORTIERE nach Größe") == words("sortiere nach Große"));
  CHECK(words("sort numbers") != words("numbers sort"));
}

TEST_CASE("politeness moves no place", "[features]") {
  FeatureExtractor extractor;
  const auto places = [&](std::string_view text) {
    std::set<std::uint32_t> hashes;
    for (const Feature& feature : extractor.extract({.description = text})) {
      if (feature.group == FeatureGroup::kPlaces) hashes.insert(feature.hash);
    }
    return hashes;
  };
  CHECK(std::ranges::includes(places("Can you please sort these numbers by size"),
                              places("sort these numbers by size")));
}

TEST_CASE("names and shapes of args count, not that there are args", "[features]") {
  const Json none = Json::object();
  CHECK(hashes_of({.description = "sort", .context = "", .args = &none}) ==
        hashes_of({.description = "sort"}));
  const Json numbers = {{"values", {1, 2}}};
  const Json words = {{"values", {"a", "b"}}};
  CHECK(hashes_of({.description = "sort", .context = "", .args = &numbers}) !=
        hashes_of({.description = "sort", .context = "", .args = &words}));
}

TEST_CASE("features of long and wide calls are bounded", "[features]") {
  Json args = Json::object();
  for (int member = 0; member < 5000; ++member) args[std::to_string(member) + " name"] = member;
  Json schema = {{"type", "string"}};
  for (int depth = 0; depth < 60; ++depth) schema = {{"type", "array"}, {"items", schema}};
  std::string text;
  for (int word = 0; word < 1600; ++word) text += "word ";
  FeatureExtractor extractor;
  CHECK(extractor.extract({text, text, &args, &schema}).size() < 20'000);
}
