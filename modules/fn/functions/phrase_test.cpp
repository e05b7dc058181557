#include "modules/fn/functions/phrase.hpp"

#include <catch2/catch.hpp>

namespace skerry::fn {
namespace {

TEST_CASE("what cannot change the meaning of a phrase is folded", "[functions]") {
  const std::string phrase = "compute customer's loyalty points";
  CHECK(folded_phrase("Compute customer's loyalty points", "") == phrase);
  CHECK(folded_phrase("  please compute\nthe customer\u2019s  loyalty\u00a0points. ", " ") ==
        phrase);
  CHECK(folded_phrase("Compute", "customer's loyalty points!") == phrase);
}

TEST_CASE("what may change the meaning of a phrase stays", "[functions]") {
  CHECK(folded_phrase("a + b", "") != folded_phrase("a - b", ""));
  CHECK(folded_phrase("round to 0.5", "") != folded_phrase("round to 05", ""));
  CHECK(folded_phrase("sort", "descending") != folded_phrase("sort", ""));
  CHECK(folded_phrase("résumé", "") != folded_phrase("resume", ""));
  CHECK(folded_phrase("x ! y", "") != folded_phrase("x y", ""));
}

TEST_CASE("a phrase without words is empty", "[functions]") {
  CHECK(folded_phrase("", "").empty());
  CHECK(folded_phrase(" The, please \n", "\u3000").empty());
}

}  // namespace
}  // namespace skerry::fn
