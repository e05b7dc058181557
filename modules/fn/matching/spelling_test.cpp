#include "modules/fn/matching/spelling.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "modules/fn/matching/english_neighbours.hpp"
#include "modules/fn/matching/matching.hpp"

using namespace skerry::fn;
using skerry::Json;

namespace {

/// What a word is read as.
std::string read_as(std::string_view word, const Json* args = nullptr) {
  auto tokens = tokenise(word);
  correct_spelling(table::catalogue(), tokens, prepare(args));
  return tokens.front().text;
}

}  // namespace

TEST_CASE("slips of the pen in long words are corrected", "[spelling]") {
  CHECK(read_as("avergae") == "average");
  CHECK(read_as("sentance") == "sentence");
  CHECK(read_as("wheter") == "whether");
  CHECK(read_as("occurence") == "occurrence");
  CHECK(read_as("calcualte") == "calculate");
}

TEST_CASE("what may be another word is left as it is", "[spelling]") {
  CHECK(read_as("average") == "average");
  CHECK(read_as("medial") == "medial");
  CHECK(read_as("sotr") == "sotr");
  CHECK(read_as("training") == "training");
  CHECK(read_as("massage") == "massage");
  CHECK(std::ranges::is_sorted(kEnglishNeighbours));
}

TEST_CASE("a word that the arguments hold is left as it is", "[spelling]") {
  const auto args = Json::parse(R"([{"avergae":1},{"avergae":2}])");
  CHECK(read_as("avergae", &args) == "avergae");
}

TEST_CASE("a correction is said", "[spelling]") {
  const auto args = Json::parse("[1,2,6]");
  const auto found = match("avergae of the numbers", "", &args);
  REQUIRE(found.has_value());
  CHECK(found->explanation.ends_with("Read \"avergae\" as \"average\"."));
}
