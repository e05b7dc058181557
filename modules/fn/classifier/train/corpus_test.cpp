#include "modules/fn/classifier/train/corpus.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace skerry::fn;
using namespace skerry::fn::train;

namespace {

const std::vector<Line>& corpus() {
  static const auto& lines =
      *new std::vector<Line>(read_corpus(SKERRY_SOURCE_DIR "/modules/fn/classifier/data"));
  return lines;
}

}  // namespace

TEST_CASE("no line has a near-duplicate or a relative in another fold", "[corpus]") {
  for (const auto& [first, second] : near_duplicates(corpus())) {
    INFO(corpus()[first].description << " | " << corpus()[second].description);
    CHECK(corpus()[first].fold == corpus()[second].fold);
  }
  std::map<std::string, std::size_t> folds;
  for (const Line& line : corpus()) {
    INFO(line.family);
    CHECK(folds.try_emplace(line.family, line.fold).first->second == line.fold);
  }
}

TEST_CASE("near-duplicates are found by their pieces", "[corpus]") {
  const auto line = [](const char* text) {
    return Line{.description = text,
                .context = {},
                .args = {},
                .schema = {},
                .type = WorkType::kCode,
                .family = "f",
                .language = "en"};
  };
  const auto pairs = near_duplicates({line("Sort the list of numbers in ascending order"),
                                      line("Approve the invoice"),
                                      line("sort the list of numbers, in ascending order!")});
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].first == 0);
  CHECK(pairs[0].second == 2);
}

TEST_CASE("the corpus is large, balanced, hard and in many languages", "[corpus]") {
  std::array<std::size_t, kWorkTypeCount> types{};
  std::set<std::string> languages;
  std::size_t hard = 0;
  for (const Line& line : corpus()) {
    ++types[static_cast<std::size_t>(line.type)];
    languages.insert(line.language);
    hard += line.hard ? 1 : 0;
  }
  CHECK(corpus().size() >= 6000);
  CHECK(hard >= 1500);
  CHECK(languages.size() >= 8);
  for (const std::size_t count : types) CHECK(count * 5 >= corpus().size());
}

TEST_CASE("folds are of about equal size", "[corpus]") {
  std::array<std::size_t, kFoldCount> sizes{};
  for (const Line& line : corpus()) ++sizes[line.fold];
  for (const std::size_t size : sizes) {
    CHECK(size * kFoldCount * 10 > corpus().size() * 8);
    CHECK(size * kFoldCount * 10 < corpus().size() * 12);
  }
}
