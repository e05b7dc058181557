#include "modules/typestrip/source_text.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

using namespace skerry::typestrip;

TEST_CASE("well-formed UTF-8 is accepted up to its limits", "[source_text]") {
  for (const std::string_view text :
       {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK_FALSE(first_invalid_utf8(text).has_value());
  }
}

TEST_CASE("ill-formed UTF-8 is found where it begins", "[source_text]") {
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xE2\x82", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    CHECK(first_invalid_utf8(bad) == 0);
    CHECK(first_invalid_utf8("\xC3\xA9" + std::string(bad)) == 2);
  }
}

TEST_CASE("columns count UTF-16 code units", "[source_text]") {
  const std::string_view text = "a\xC3\xA9\xF0\x9F\x98\x80x";
  CHECK(position_of(text, 0).column == 1);
  CHECK(position_of(text, 1).column == 2);
  CHECK(position_of(text, 3).column == 3);
  CHECK(position_of(text, 7).column == 5);
}

TEST_CASE("every line terminator of ECMAScript begins a line", "[source_text]") {
  const std::string_view text =
      "a\nb\rc\r\nd\xE2\x80\xA8"
      "e\xE2\x80\xA9"
      "f";
  const auto line_of = [&](char c) { return position_of(text, text.find(c)).line; };
  CHECK(line_of('a') == 1);
  CHECK(line_of('b') == 2);
  CHECK(line_of('c') == 3);
  CHECK(line_of('d') == 4);
  CHECK(line_of('e') == 5);
  CHECK(line_of('f') == 6);
  CHECK(position_of(text, text.find('f')).column == 1);
}

TEST_CASE("trivia is white space and comments, and nothing else", "[source_text]") {
  CHECK(skip_trivia(" \t/* ) */ // x\n y", 0) == 16);
  CHECK(skip_trivia("/ 2", 0) == 0);
  CHECK(skip_trivia("/* open", 0) == 7);
  CHECK(skip_trivia("// end", 0) == 6);
  CHECK(skip_trivia("\xC2\xA0\xEF\xBB\xBFx", 0) == 5);
}

TEST_CASE("words are read in both directions", "[source_text]") {
  CHECK(word_at("export type", 7) == "type");
  CHECK(word_at("export", 6).empty());
  CHECK(word_before("export type", 6) == "export");
  CHECK(word_before("(a", 1).empty());
}
