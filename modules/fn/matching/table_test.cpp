#include "modules/fn/matching/table.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <numeric>
#include <vector>

#include "modules/sdk/json.hpp"

using namespace skerry::fn::table;
using skerry::Json;

TEST_CASE("every function is in the tables, its program byte for byte", "[table]") {
  std::ifstream file(SKERRY_CATALOGUE_TESTS);
  const Json functions = Json::parse(file)["functions"];
  const auto& rows = catalogue().functions;
  REQUIRE(rows.size() >= 700);
  REQUIRE(functions.size() == rows.size());
  for (const auto& entry : functions) {
    const auto id = entry["id"].get<std::string>();
    CAPTURE(id);
    const Function* function = catalogue().find(id);
    REQUIRE(function != nullptr);
    CHECK(function == &rows[function->number]);
    CHECK(function->id() == id);
    CHECK(function->title == entry["title"].get<std::string>());
    CHECK(function->source() == entry["source"].get<std::string>());
    CHECK(function->tests == entry["tests"].size());
  }
}

TEST_CASE("an id that no function has finds none", "[table]") {
  const auto known = catalogue().functions.front().id();
  for (const std::string& id : {std::string(), std::string("fn_"), known.substr(3), known + '0',
                                known.substr(0, known.size() - 1), "fx_" + known.substr(3)}) {
    CAPTURE(id);
    CHECK(catalogue().find(id) == nullptr);
  }
}

TEST_CASE("the names of a parameter begin with its own", "[table]") {
  for (const auto& parameter : catalogue().parameters) {
    const auto names = catalogue().names_of(parameter);
    REQUIRE(names.size() == catalogue().name_lists[parameter.names].size());
    CHECK_FALSE(names.front().empty());
  }
}

TEST_CASE("a trie leads to nodes by number", "[table]") {
  // The root has edges 3 and 7, to nodes 1 and 2; node 2 has edge 3, to node 3.
  static constexpr std::array<std::uint64_t, 1> kBits = {0b0010011};
  static constexpr std::array<std::uint32_t, 1> kBlocks = {0};
  static constexpr std::array<Id, 3> kLemmas = {3, 7, 3};
  static constexpr std::array<Id, 4> kSenses = {};
  constexpr Trie kTrie = {{kBits, kBlocks}, kLemmas, kSenses};
  CHECK(kTrie.follow(0, 3) == 1);
  CHECK(kTrie.follow(0, 7) == 2);
  CHECK(kTrie.follow(2, 3) == 3);
  for (const Id lemma : {Id{2}, Id{4}, Id{8}}) CHECK(kTrie.follow(0, lemma) == 0);
  CHECK(kTrie.follow(1, 3) == 0);
  CHECK(kTrie.follow(2, 7) == 0);
}

TEST_CASE("lists may hold more items together than 16 bits count", "[table]") {
  // Sixty-four lists of 1,000 items, one of 5,000 and one of three.
  std::vector<std::uint16_t> offsets;
  for (std::size_t list = 0; list < Starts::kListsPerBlock; ++list) {
    offsets.push_back(static_cast<std::uint16_t>(1000 * list));
  }
  offsets.insert(offsets.end(), {0, 5000, 5003});
  static constexpr std::array<std::uint32_t, 2> kBlocks = {0, 64000};
  std::vector<int> items(69003);
  std::iota(items.begin(), items.end(), 0);
  const Lists<int> lists = {{kBlocks, offsets}, items};
  CHECK(lists[63].front() == 63000);
  CHECK(lists[63].size() == 1000);
  CHECK(lists[64].front() == 64000);
  CHECK(lists[64].size() == 5000);
  CHECK(lists[65].front() == 69000);
  CHECK(lists[65].back() == 69002);
}
