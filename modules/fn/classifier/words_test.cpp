#include "modules/fn/classifier/words.hpp"

#include <catch2/catch.hpp>
#include <string>

using skerry::fn::Word;
using skerry::fn::WordKind;
using skerry::fn::Words;

namespace {

/// The folded words, a space between them.
std::u32string read(std::string_view text) {
  Words words;
  words.read(text);
  std::u32string folded;
  for (const Word& word : words.words) {
    if (!folded.empty()) folded.push_back(U' ');
    folded.append(words.text_of(word));
  }
  return folded;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t time = 0; time < times; ++time) all += text;
  return all;
}

}  // namespace

TEST_CASE("case, accents and width fold away", "[words]") {
  CHECK(read("Größe CAFÉ Łódź") == U"große cafe lodz");
  CHECK(read("ОТСОРТИРУЙ ещё") == U"отсортируи еще");
  CHECK(read("ＡＢＣ１２") == U"abc 12");
  CHECK(read("Tiếng Việt") == U"tieng viet");
  CHECK(read("cafe\xCC\x81") == U"cafe");
  CHECK(read("don't don’t") == U"dont dont");
}

TEST_CASE("joined names come apart, capitals stay together", "[words]") {
  CHECK(read("getUserName snake_case HTTPServer file2 SQL") ==
        U"get user name snake case httpserver file 2 sql");
}

TEST_CASE("scripts without spaces become runs", "[words]") {
  Words words;
  words.read("数组sort並べ替え สวัสดี 한국어");
  REQUIRE(words.words.size() == 5);
  CHECK(words.words[0].kind == WordKind::kUnspaced);
  CHECK(words.words[1].kind == WordKind::kSpaced);
  CHECK(words.words[2].kind == WordKind::kUnspaced);
  CHECK(words.words[3].kind == WordKind::kUnspaced);
  CHECK(words.words[4].kind == WordKind::kSpaced);
}

TEST_CASE("a word knows where it stands in the text", "[words]") {
  Words words;
  const std::string text = "  Größe: 12";
  words.read(text);
  REQUIRE(words.words.size() == 2);
  CHECK(text.substr(words.words[0].source_begin,
                    words.words[0].source_end - words.words[0].source_begin) == "Größe");
}

TEST_CASE("hostile texts stay within the limits", "[words]") {
  Words words;
  for (const std::string& text :
       {repeated("a", 8000), repeated("a ", 4000), repeated("字", 8000), repeated("😀", 8000),
        repeated("\xCC\x81", 8000), repeated("aB", 4000), repeated("\xFF", 8000),
        repeated("שלום ", 1600), repeated("\xE0\xB9\x81", 8000), std::string(8000, '\0'),
        std::string("\xF0\x9F"), std::string()}) {
    words.read(text);
    CHECK(words.words.size() <= skerry::fn::kWordsMax);
    for (const Word& word : words.words) {
      CHECK(word.end - word.begin <= skerry::fn::kWordCharactersMax);
      CHECK(word.source_end <= text.size());
      CHECK(word.source_begin < word.source_end);
      CHECK(word.end <= words.characters.size());
    }
  }
}
