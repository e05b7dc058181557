#include "modules/typestrip/erasure.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

using namespace skerry::typestrip;

namespace {

/// Erases the first occurrence of `part` in `source` after noting it as a gap at `place`.
std::string without(std::string_view source, std::string_view part, Place place) {
  Erasure erasure(source);
  const std::size_t begin = source.find(part);
  erasure.erase(begin, begin + part.size());
  erasure.note_gap(begin, place);
  return erasure.finish();
}

}  // namespace

TEST_CASE("erased characters keep their length in UTF-8 and in UTF-16", "[erasure]") {
  const std::string_view source = "a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80z";
  Erasure erasure(source);
  erasure.erase(1, source.size() - 1);
  CHECK(erasure.finish() == "a\u00A0\uFEFF\u00A0\u00A0z");
}

TEST_CASE("line ends survive, all four of them", "[erasure]") {
  const std::string_view source = "x\n\r\r\n\xE2\x80\xA8\xE2\x80\xA9y";
  Erasure erasure(source);
  erasure.erase(0, source.size());
  CHECK(erasure.finish() == " \n\r\r\n\xE2\x80\xA8\xE2\x80\xA9 ");
}

TEST_CASE("a gap before a continuing character is closed with a semicolon", "[erasure]") {
  for (const char* next : {"(", "[", "`", "+", "-", "/"}) {
    const std::string after = std::string("\n") + next + "b";
    CHECK(without("a\nT" + after, "T", Place::statement) == "a\n;" + after);
  }
}

TEST_CASE("a gap is left open where nothing can be joined", "[erasure]") {
  CHECK(without("a\nT\nb", "T", Place::statement) == "a\n \nb");
  CHECK(without("a;\nT\n(b)", "T", Place::statement) == "a;\n \n(b)");
  CHECK(without("{\nT\n(b)}", "T", Place::statement) == "{\n \n(b)}");
  CHECK(without("T\n(b)", "T", Place::statement) == " \n(b)");
  CHECK(without("a\nT", "T", Place::statement) == "a\n ");
}

TEST_CASE("the only statement allowed somewhere stays a statement", "[erasure]") {
  CHECK(without("if (a) T\nb", "T", Place::only_statement) == "if (a) ;\nb");
}

TEST_CASE("members are separated from a computed name, a generator and `in`", "[erasure]") {
  for (const char* next : {"[b] = 1", "*b() {}", "in = 1", "instanceof() {}"}) {
    const std::string after = std::string("\n") + next;
    CHECK(without("a = c\nT" + after, "T", Place::member) == "a = c\n;" + after);
  }
  CHECK(without("a = c\nT\ninner = 1", "T", Place::member) == "a = c\n \ninner = 1");
}

TEST_CASE("a field named like a modifier is not joined with the next member", "[erasure]") {
  for (const std::string name : {"get", "set", "static", "async", "accessor"}) {
    CHECK(without(name + "\nT\nb() {}", "T", Place::member) == name + "\n;\nb() {}");
  }
}

TEST_CASE("comments between two statements separate nothing", "[erasure]") {
  const std::string_view source = "a // x\nT /* y */\n(b)";
  Erasure erasure(source);
  erasure.note_comment(2, 6);
  erasure.note_comment(9, 16);
  erasure.erase(7, 8);
  erasure.note_gap(7, Place::statement);
  CHECK(erasure.finish() == "a // x\n; /* y */\n(b)");
}

TEST_CASE("neighbouring gaps need one semicolon", "[erasure]") {
  const std::string_view source = "a\nT\nU\n(b)";
  Erasure erasure(source);
  for (const std::size_t at : {2U, 4U}) {
    erasure.erase(at, at + 1);
    erasure.note_gap(at, Place::statement);
  }
  CHECK(erasure.finish() == "a\n;\n \n(b)");
}

TEST_CASE("a statement whose end is erased is closed where the erased text begins", "[erasure]") {
  const std::string_view source = "a as T\n(b)";
  Erasure erasure(source);
  erasure.erase(2, 6);
  erasure.note_end(6, Place::statement);
  CHECK(erasure.finish() == "a ;   \n(b)");
}

TEST_CASE("a moved parenthesis counts as a continuing character", "[erasure]") {
  const std::string_view source = "a\nT\n<\nU>(b)";
  Erasure erasure(source);
  erasure.erase(2, 3);
  erasure.note_gap(2, Place::statement);
  erasure.erase(4, 9);
  erasure.replace(4, '(');
  CHECK(erasure.finish() == "a\n;\n(\n   b)");
}
