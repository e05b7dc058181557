#include "modules/fn/matching/words.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "modules/fn/matching/table.hpp"

using namespace skerry::fn::table;

namespace {

constexpr std::array<std::uint32_t, 2> kStarts = {0, 15};
/// "add" 1, "added" 2, "adds" 258; then "b" 3 and a word of seventeen letters, 4.
constexpr std::array<std::uint8_t, 40> kBytes = {
    0x03, 'a',  'd', 'd', 1,   0,    0x32, 'e', 'd', 2,   0,   0x31, 's', 2,
    1,    0x01, 'b', 3,   0,   0x0F, 2,    'c', 'd', 'e', 'f', 'g',  'h', 'i',
    'j',  'k',  'l', 'm', 'n', 'o',  'p',  'q', 'r', 's', 4,   0};
constexpr WordList kList(kStarts, kBytes);

}  // namespace

TEST_CASE("words are read one after another", "[words]") {
  WordReader reader(kBytes);
  std::vector<std::pair<std::string, unsigned>> read;
  while (reader.next()) read.emplace_back(reader.text(), reader.number());
  CHECK(read == std::vector<std::pair<std::string, unsigned>>{
                    {"add", 1}, {"added", 2}, {"adds", 258}, {"b", 3}, {"cdefghijklmnopqrs", 4}});
}

TEST_CASE("a word is found with its number, and no other is", "[words]") {
  CHECK(kList.find("add") == 1);
  CHECK(kList.find("adds") == 258);
  CHECK(kList.find("b") == 3);
  CHECK(kList.find("cdefghijklmnopqrs") == 4);
  for (const std::string_view word : {"", "a", "adde", "addes", "az", "c", "cdefghijklmnopqrst"}) {
    CAPTURE(word);
    CHECK_FALSE(kList.find(word).has_value());
  }
  CHECK_FALSE(WordList({}, {}).find("add").has_value());
}

TEST_CASE("the words of the lexicon are sorted, and each is found", "[words]") {
  const auto& words = catalogue().words;
  auto reader = words.near("");
  std::string before;
  std::size_t count = 0;
  while (reader.next()) {
    const std::string word(reader.text());
    CAPTURE(word);
    CHECK(before < word);
    CHECK(words.find(word) == reader.number());
    CHECK_FALSE(catalogue().lemmas[reader.number()].empty());
    before = word;
    ++count;
  }
  CHECK(count > 9000);
  auto from_s = words.near("s");
  REQUIRE(from_s.next());
  CHECK(from_s.text() <= "s");
}
