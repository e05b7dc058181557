#include "modules/fn/object/pattern.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "modules/fn/object/judge.hpp"
#include "modules/fn/object/limits.hpp"

using namespace skerry::fn;

namespace {

std::optional<bool> found_by(const object::PatternPart& pattern, std::string_view text) {
  std::uint64_t steps_left = 100'000;
  return object::matches(pattern, text, steps_left);
}

constexpr std::string_view kPatterns[] = {
    "^[a-z]+$",
    "abc",
    "^a|b$",
    "^(?:ab){2,4}$",
    "^\\d{3}-\\d{4}$",
    "^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$",
    "^(0|[1-9]\\d*)$",
    "\\bword\\b",
    "^.{5}$",
    "^[\\w.-]+$",
    "^\\u0041\\x42\\u{43}$",
    "^\\p{Lu}\\p{Ll}+$",
    "^(?=.*\\d)[a-z\\d]{6}$",
    "^(?!foo)[a-z]{4,8}$",
    "x*",
    "^$",
    "^(a|bc|def)(?:1|2)?$",
    "[A-F0-9]{32}",
    "^([01]\\d|2[0-3]):[0-5]\\d$",
    "^#?([a-f0-9]{6}|[a-f0-9]{3})$",
    "^\\S+\\s\\S+$",
    "^[\\d,]+(\\.\\d{1,2})?$",
    "^[^0-9]*$",
    "^(https?):\\/\\/[^\\s/$.?#].[^\\s]*$",
    "^a??b+?c*?$",
    "^[-+]?[0-9]+$",
    "^[]$|^a$",
    "^[\\]\\\\-]$",
    "(?<year>\\d{4})-(?<month>\\d{2})",
    "^\\t\\n?$",
    "^(?<=^)a$",
    "^[\\u00e0-\\u00ff]+$",
    "^\\uD83D\\uDE00$",
    "^\\cJ$",
    "^[^]$",
    "^\\W\\D\\S$",
    "\\.",
    "^(([a-z]|\\d)\\.){3}$",
};

}  // namespace

TEST_CASE("texts written for a pattern match it, by the engine of the sandbox", "[object]") {
  for (const std::string_view source : kPatterns) {
    const auto pattern = object::read_pattern(source);
    INFO(source);
    REQUIRE(pattern.has_value());
    int found = 0;
    schema::Work work(limits::kObjectWorkMax);
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      object::Random random(seed);
      const auto text = object::text_for(*pattern, 0, 60, random, work);
      if (!text) continue;
      const bool judged = object::judge::matches(source, *text).value();
      INFO("text " << *text);
      CHECK(found_by(*pattern, *text) == judged);
      found += judged ? 1 : 0;
    }
    CHECK(found > 0);
  }
}

TEST_CASE("a pattern is matched as the engine of the sandbox does", "[object]") {
  constexpr std::string_view kTexts[] = {
      "",
      "a",
      "b",
      "ab",
      "abab",
      "abc",
      "xabcx",
      "word",
      "a word here",
      "swordfish",
      "123-4567",
      "mail@example.com",
      "mail@example",
      "0",
      "007",
      "12:30",
      "24:00",
      "#fff",
      "#FFFFFF",
      "foobar",
      "barfoo",
      "Ada",
      "ada",
      "été",
      "\xF0\x9F\x98\x80",
      "a\nb",
      "\t",
      "2024-05",
      "1,000.50",
      "a.1.b.",
      "http://example.com/a",
      "-12",
      "\\",
      "]",
      "x1y2z3",
      " ",
  };
  for (const std::string_view source : kPatterns) {
    const auto pattern = object::read_pattern(source);
    REQUIRE(pattern.has_value());
    for (const std::string_view text : kTexts) {
      INFO(source << " on \"" << text << '"');
      CHECK(found_by(*pattern, text) == object::judge::matches(source, text));
    }
  }
}

TEST_CASE("a text has the length that is asked for", "[object]") {
  const auto pattern = object::read_pattern("^(?:[a-z]{2}|\\d){1,30}$");
  REQUIRE(pattern.has_value());
  schema::Work work(limits::kObjectWorkMax);
  for (std::uint32_t length = 1; length <= 50; ++length) {
    object::Random random(length);
    const auto text = object::text_for(*pattern, length, length, random, work);
    REQUIRE(text.has_value());
    CHECK(text->size() == length);
  }
  object::Random random(1);
  CHECK(!object::text_for(*pattern, 61, 99, random, work));
  CHECK(object::text_for(*object::read_pattern("^ab"), 20, 20, random, work)->size() == 20);
  CHECK(object::text_for(*object::read_pattern("ab$"), 20, 20, random, work)->ends_with("ab"));
}

TEST_CASE("what is not understood of a pattern is said", "[object]") {
  const auto wrong = [](std::string_view source) {
    const auto pattern = object::read_pattern(source);
    return pattern ? std::string("read") : pattern.error();
  };
  CHECK(wrong("(a)\\1") == "a backreference");
  CHECK(wrong("(?<x>a)\\k<x>") == "a backreference");
  CHECK(wrong("(?i:a)") == "a modifier of flags");
  CHECK(wrong("\\p{Script=Thai}") == "the property of Unicode Script=Thai");
  CHECK(wrong("(a") != "read");
  CHECK(wrong("a)") != "read");
  CHECK(wrong("[a") != "read");
  CHECK(wrong("*a") != "read");
  CHECK(wrong("a{2,1}") != "read");
  CHECK(wrong("\\") != "read");
}
