#include "modules/fn/matching/tokens.hpp"

#include <catch2/catch.hpp>

using skerry::fn::Token;
using skerry::fn::tokenise;

namespace {

std::vector<std::string> texts(std::string_view description) {
  std::vector<std::string> out;
  for (const auto& token : tokenise(description)) out.push_back(token.text);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("case, hyphens, underscores and camelCase fold to plain words", "[matching]") {
  CHECK(texts("Sort by dueDate") == Texts{"sort", "by", "due", "date"});
  CHECK(texts("case-insensitive snake_case") == Texts{"case", "insensitive", "snake", "case"});
}

TEST_CASE("a negation stays a word of its own", "[matching]") {
  CHECK(texts("doesn't") == Texts{"does", "not"});
  CHECK(texts("doesn\u2019t") == Texts{"does", "not"});
  CHECK(texts("can't") == Texts{"can", "not"});
}

TEST_CASE("numbers are read from digits, words and ranks", "[matching]") {
  const auto number = [](std::string_view text) { return tokenise(text).at(0).number; };
  CHECK(number("1,234.5") == 1234.5);
  CHECK(number("-3") == -3);
  CHECK(number("twenty five") == 25);
  CHECK(number("two hundred") == 200);
  CHECK(number("3rd") == 3);
  CHECK(tokenise("3rd").at(0).ordinal);
  CHECK(tokenise("third").at(0).ordinal);
  CHECK_FALSE(tokenise("three").at(0).ordinal);
  CHECK_FALSE(number("some").has_value());
  CHECK(texts("FNV-1a in 2d") == Texts{"fnv", "1a", "in", "2d"});
}

TEST_CASE("short forms are words", "[matching]") {
  CHECK(texts("w/ a window, w/o gaps") == Texts{"with", "a", "window", "without", "gaps"});
  CHECK(texts("colours, e.g. red") == Texts{"colours", "eg", "red"});
  CHECK(texts("the range, i.e. max minus min") ==
        Texts{"the", "range", "ie", "max", "minus", "min"});
  CHECK_FALSE(tokenise("e.g. red").at(1).boundary_before);
}

TEST_CASE("a sentence, a colon and a dash end; a comma pauses", "[matching]") {
  CHECK(tokenise("this. that").at(1).sentence_before);
  CHECK(tokenise("this: that").at(1).sentence_before);
  CHECK(tokenise("this - that").at(1).sentence_before);
  CHECK_FALSE(tokenise("this, that").at(1).sentence_before);
  CHECK(tokenise("this, that").at(1).boundary_before);
}

TEST_CASE("numbers side by side are not joined unless they are one number", "[matching]") {
  CHECK(tokenise("two three").size() == 2);
  CHECK(tokenise("1, 200").size() == 2);
}

TEST_CASE("quoted texts, dates and lists stay whole", "[matching]") {
  const auto quoted = tokenise("replace \"A b\" with 'c'");
  REQUIRE(quoted.size() == 4);
  CHECK(quoted[1].kind == Token::Kind::quoted);
  CHECK(quoted[1].text == "A b");
  CHECK(quoted[3].text == "c");
  CHECK(tokenise("from 2024-01-31 on").at(1).text == "2024-01-31");
  CHECK(tokenise("[3, [1]]").at(0).text == "[3, [1]]");
  CHECK(texts("brackets () [] {} match") == Texts{"brackets", "match"});
  CHECK(texts("sort []") == Texts{"sort", "[]"});
  CHECK(texts("the user's list") == Texts{"the", "user", "list"});
}

TEST_CASE("three numbers in a row are a list, two are not", "[matching]") {
  CHECK(tokenise("4, 8 and 15").at(0).text == "[4,8,15]");
  CHECK(tokenise("4 and 8").size() == 3);
  CHECK(tokenise("5, 10").size() == 2);
}

TEST_CASE("addresses are literals without quotation marks", "[matching]") {
  CHECK(tokenise("is a.b@c.org, valid").at(1).text == "a.b@c.org");
  CHECK(tokenise("see https://x.org/a?b=c.").at(1).text == "https://x.org/a?b=c");
}

TEST_CASE("hex colours are literals without quotation marks", "[matching]") {
  CHECK(tokenise("darken #ff8800").at(1).kind == Token::Kind::quoted);
  CHECK(texts("darken #FF8800, not #abc") == Texts{"darken", "#FF8800", "not", "#abc"});
  CHECK(texts("issue #12").size() == 3);
  CHECK(texts("#fffff").at(0) != "#fffff");
}

TEST_CASE("signs become the words they stand for", "[matching]") {
  CHECK(texts("15%") == Texts{"15", "percent"});
  CHECK(texts("5!") == Texts{"5", "factorial"});
  CHECK(texts("3 >= 2") == Texts{"3", "greater", "than", "or", "equal", "to", "2"});
  CHECK(texts("x\u00b2") == Texts{"x", "squared"});
}

TEST_CASE("text that is no description is survived", "[matching]") {
  CHECK(tokenise("").empty());
  CHECK(tokenise("\"[('").empty());
  CHECK(tokenise("\xff\xfe").size() == 1);
  CHECK(tokenise(std::string(100000, 'a')).size() == 1);
  std::string many;
  for (int i = 0; i < 10000; ++i) many += "a ";
  CHECK(tokenise(many).size() == skerry::fn::kTokensMax + 1);
  CHECK(tokenise(std::string(50000, '[')).empty());
  CHECK(texts("[see [1,2]]") == Texts{"see", "[1,2]"});
}

TEST_CASE("arrows, ranges and values of functions are words", "[matching]") {
  CHECK(texts("inches -> cm") == Texts{"inches", "to", "cm"});
  CHECK(texts("a => b") == Texts{"a", "to", "b"});
  CHECK(texts("0..1") == Texts{"0", "to", "1"});
  CHECK(texts("F(0)=1") == Texts{"f", "0", "equal", "1"});
  CHECK(texts("km/h to m/s") == Texts{"kmh", "to", "mps"});
  CHECK(texts("with a leading #") == Texts{"with", "a", "leading", "hash"});
  CHECK(tokenise("f(12)").at(1).number == 12);
  CHECK_FALSE(tokenise("f(12)").at(1).boundary_before);
  CHECK(tokenise("sum (12)").at(1).boundary_before);
}

TEST_CASE("brackets and quotation marks that nothing closes take linear time", "[matching]") {
  // Read to the end from each of them, a mebibyte would take minutes.
  constexpr std::size_t kBytes = std::size_t{1} << 20U;
  CHECK(tokenise(std::string(kBytes, '[')).empty());
  CHECK(tokenise(std::string(kBytes / 2, '[') + '?' + std::string(kBytes / 2, ']')).empty());
  for (const char* part :
       {"]",  "\"", "'",  " '", ",",    "1",     " ",   "{",   "1,", "[]", "[1,", "#",
        "(1", "-",  "a.", "a@", "1.1.", "1,111", "'a ", "\"a", "1,", "a,", "@"}) {
    CAPTURE(part);
    std::string text;
    while (text.size() < kBytes) text += part;
    CHECK(tokenise(text).size() <= skerry::fn::kTokensMax + 1);
  }
}
