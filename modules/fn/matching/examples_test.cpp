#include "modules/fn/matching/examples.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "modules/fn/matching/matching.hpp"

using namespace skerry::fn;
using skerry::Json;

namespace {

using Examples = std::vector<std::pair<std::string, std::string>>;

/// The examples of a description, "?" where no output is said; `description` becomes the rest.
Examples taken(std::string& description) {
  Examples out;
  for (const auto& [input, output] : take_examples(description)) {
    out.emplace_back(input, output.value_or("?"));
  }
  return out;
}

void check(std::string description, std::string_view rest, const Examples& examples) {
  CAPTURE(description);
  CHECK(taken(description) == examples);
  CHECK(description == rest);
}

}  // namespace

TEST_CASE("examples with a result are taken out", "[examples]") {
  check("encode, e.g. aaab -> a3b1", "encode,  ", {{"aaab", "a3b1"}});
  check("ordinal: 1 -> 1st, 2 -> 2nd and so on", "ordinal:  ", {{"1", "1st"}, {"2", "2nd"}});
  check("reverse (\"a b\" => \"b a\") the text", "reverse ( ) the text", {{"a b", "b a"}});
  check("sort them, for example [3,1] \u2192 [1,3]", "sort them,  ", {{"[3,1]", "[1,3]"}});
  check("day of the year, e.g. Feb 1 is 32", "day of the year,  ", {{"Feb 1", "32"}});
}

TEST_CASE("examples without a result are taken out", "[examples]") {
  check("valid colour like #ff8800", "valid colour  ", {{"#ff8800", "?"}});
  check("parse a price like \"$1,299.50\" into a number", "parse a price   into a number",
        {{"$1,299.50", "?"}});
  check("turn \"2h 45m\" style durations into minutes", "turn   durations into minutes",
        {{"2h 45m", "?"}});
  check("weekday of a month (e.g. the 4th thursday), as a date",
        "weekday of a month ( ), as a date", {{"the 4th thursday", "?"}});
}

TEST_CASE("what may be more than an example stays", "[examples]") {
  for (const std::string text :
       {"celsius -> fahrenheit", "words like these", "e.g. numbers but not zero",
        "multiples, e.g. 3, except 9", "for example", "like", "", "a -> ", "-> 3", "e.g."}) {
    std::string rest = text;
    CHECK(taken(rest).empty());
    CHECK(rest == text);
  }
}

TEST_CASE("a match with examples claims their results", "[examples]") {
  const auto args = Json::parse(R"({"text":"wwb"})");
  const auto found = match("run-length encode the text, e.g. aaab -> a3b1", "", &args);
  REQUIRE(found.has_value());
  REQUIRE(found->claims.size() == 1);
  const auto& claim = found->claims.front();
  CHECK(claim.arguments == Json::array({"aaab"}));
  CHECK(holds(claim, "a3b1"));
  CHECK_FALSE(holds(claim, "3a1b"));
  const auto refusal = contradicted(*found, claim, "3a1b");
  CHECK(name(refusal.reason) == "example_contradicted");
  CHECK(refusal.message.contains("\"3a1b\" for the example [\"aaab\"], not \"a3b1\""));
}

TEST_CASE("results that are no texts are compared as JSON", "[examples]") {
  CHECK(holds({Json::array(), "[1, 2]"}, Json::parse("[1,2]")));
  CHECK(holds({Json::array(), "true"}, true));
  CHECK_FALSE(holds({Json::array(), "yes"}, true));
  CHECK_FALSE(holds({Json::array(), "3"}, Json::parse("[3]")));
}

TEST_CASE("an example may show a part of the text, and is no input then", "[examples]") {
  const auto args = Json::parse(R"({"text":"the cat the"})");
  CHECK_FALSE(match("count words like \"the\"", "", &args).has_value());
  CHECK_FALSE(match("count vowels (e.g. y too)", "", &args).has_value());
}

TEST_CASE("what is made up otherwise than the text has to come out as it is", "[examples]") {
  const auto claim_of = [](std::string_view description, const char* args) {
    const auto json = Json::parse(args);
    const auto found = match(description, "", &json);
    REQUIRE(found.has_value());
    REQUIRE(found->claims.size() == 1);
    return found->claims.front();
  };
  const auto shown = claim_of("snake case like foo_bar2", R"({"text":"helloWorld"})");
  CHECK(shown.arguments == Json::array({"foo_bar2"}));
  CHECK(shown.result == "foo_bar2");
  CHECK(claim_of("title case like \"Lord of the Rings\"", R"({"text":"the cat"})").result ==
        "Lord of the Rings");
  CHECK(claim_of("initials like \"J. S.\"", R"({"text":"the cat"})").result == "J. S.");
  const auto given = claim_of("snake case, e.g. \"fooBar\"", R"({"text":"helloWorld"})");
  CHECK(given.arguments == Json::array({"fooBar"}));
  CHECK_FALSE(given.result.has_value());
}

TEST_CASE("marks and capitals that the text has not make an input doubtful", "[examples]") {
  const auto function =
      std::ranges::find_if(table::catalogue().functions, [](const table::Function& candidate) {
        return !candidate.gives_number && !candidate.gives_text;
      });
  const Json text = std::string(100'000, 'a') + '-';
  CHECK(illustrates(*function, text, std::string(4'000, '-')) == Illustration::input);
  CHECK(illustrates(*function, text, "a.") == Illustration::unclear);
  CHECK(illustrates(*function, text, "B") == Illustration::unclear);
  CHECK(illustrates(*function, text, "aaa") == Illustration::unclear);
}

TEST_CASE("an example whose input fits nothing is no reason to match", "[examples]") {
  const auto args = Json::parse("[3,1]");
  CHECK_FALSE(match("sort the numbers, e.g. abc -> b1", "", &args).has_value());
}

TEST_CASE("what cannot be an input shows how the result looks", "[examples]") {
  const auto args = Json::parse(R"({"seconds":3723})");
  const auto found =
      match("convert seconds to hours, minutes and seconds like 01:02:03", "", &args);
  REQUIRE(found.has_value());
  REQUIRE(found->claims.size() == 1);
  CHECK(found->claims.front().look == "00:00:00");
  CHECK(holds(found->claims.front(), "12:59:00"));
  CHECK_FALSE(holds(found->claims.front(), "1:02:03"));
  CHECK_FALSE(holds(found->claims.front(), 3723));
  const auto date = Json::parse(R"({"date":"2024-03-05"})");
  CHECK_FALSE(match("weekday of the date, e.g. Mon", "", &date).has_value());
}

TEST_CASE("an example may be told", "[examples]") {
  const auto told = [](std::string text) { return take_examples(text); };
  for (const std::string text :
       {"write it backwards, so 123 turns into 321", "123 becomes 321", "backwards: 123 is 321.",
        "backwards, so that 123 itself gives 321"}) {
    CAPTURE(text);
    const auto found = told(text);
    REQUIRE(found.size() == 1);
    CHECK(found.front().input == "123");
    CHECK(found.front().output == "321");
  }
  for (const std::string text :
       {"the limit of 123 is 321", "so 123 is more than 321", "0 is even"}) {
    CAPTURE(text);
    CHECK(told(text).empty());
  }
}
