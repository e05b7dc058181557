#include "modules/sdk/percent.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace skerry {
namespace {

TEST_CASE("percent-decoding gives back what encoding took", "[percent]") {
  const std::string text = GENERATE("", "plain", "a b/c?d=e&f+g%h", "żółw 🐢", "~-._");
  CHECK(percent_decode(percent_encode(text)) == text);
}

TEST_CASE("encoded text is one path segment", "[percent]") {
  CHECK(percent_encode("a/b c%") == "a%2Fb%20c%25");
  CHECK(percent_decode("%e2%82%aC") == "€");
  CHECK(percent_decode("a+b") == "a+b");
}

TEST_CASE("broken escapes, bytes that are no text and control characters are refused",
          "[percent]") {
  const std::string text =
      GENERATE("%", "%4", "%zz", "%4g", "a%", "%ff", "%c0%af", "%ed%a0%80", "%00", "%0a", "%7F");
  INFO(text);
  CHECK_FALSE(percent_decode(text).has_value());
}

TEST_CASE("queries are read in order, with plus as space", "[percent][query]") {
  const auto query = parse_query("a=1&b=x+y%26z&&a=2&flag&=nameless&c==");
  REQUIRE(query.has_value());
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"a", "1"}, {"b", "x y&z"}, {"a", "2"}, {"flag", ""}, {"", "nameless"}, {"c", "="}};
  CHECK(*query == expected);
  CHECK(parse_query("")->empty());
  CHECK_FALSE(parse_query("a=%").has_value());
  CHECK_FALSE(parse_query("%ff=1").has_value());
}

}  // namespace
}  // namespace skerry
