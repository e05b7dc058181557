#include "modules/fn/matching/edges.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

using namespace skerry::fn::table;

namespace {

/// The tables of a tree whose nodes have so many edges each, as packing.py writes them.
struct Packed {
  std::vector<std::uint64_t> words;
  std::vector<std::uint32_t> blocks;

  explicit Packed(const std::vector<std::uint32_t>& degrees) {
    std::vector<bool> bits;
    for (std::size_t node = 0; node < degrees.size(); ++node) {
      if (node % EdgeBits::kNodesPerBlock == 0) {
        blocks.push_back(static_cast<std::uint32_t>(bits.size()));
      }
      bits.insert(bits.end(), degrees[node], true);
      bits.push_back(false);
    }
    words.resize(bits.size() / 64 + 1);
    for (std::size_t bit = 0; bit < bits.size(); ++bit) {
      if (bits[bit]) words[bit / 64] |= std::uint64_t{1} << bit % 64;
    }
  }
};

void check_all(const std::vector<std::uint32_t>& degrees) {
  const Packed packed(degrees);
  const EdgeBits edges(packed.words, packed.blocks);
  std::uint32_t first = 0;
  for (std::uint32_t node = 0; node < degrees.size(); ++node) {
    CAPTURE(node);
    const auto found = edges.of(node);
    CHECK(found.first == first);
    CHECK(found.count == degrees[node]);
    first += degrees[node];
  }
}

}  // namespace

TEST_CASE("edges are found in bits written by hand", "[edges]") {
  // Node 0 has two edges, 1 none, 2 one, 3 none: 110 0 10 0.
  static constexpr std::array<std::uint64_t, 1> kWords = {0b0010011};
  static constexpr std::array<std::uint32_t, 1> kBlocks = {0};
  constexpr EdgeBits kEdges(kWords, kBlocks);
  CHECK(kEdges.of(0).first == 0);
  CHECK(kEdges.of(0).count == 2);
  CHECK(kEdges.of(1).count == 0);
  CHECK(kEdges.of(2).first == 2);
  CHECK(kEdges.of(2).count == 1);
  CHECK(kEdges.of(3).count == 0);
}

TEST_CASE("a node's bits may begin and end anywhere in a word", "[edges]") {
  for (std::uint32_t root = 0; root <= 130; ++root) {
    CAPTURE(root);
    std::vector<std::uint32_t> degrees(root + 1, 0);
    degrees[0] = root;
    check_all(degrees);
    // A chain of nodes below the root, so that later blocks begin at other places.
    degrees.insert(degrees.end(), 200, 1);
    check_all(degrees);
  }
}

TEST_CASE("trees of any form keep their edges", "[edges]") {
  std::mt19937 random(7);  // NOLINT(bugprone-random-generator-seed): the same trees each time
  for (int tree = 0; tree < 40; ++tree) {
    CAPTURE(tree);
    std::vector<std::uint32_t> degrees = {static_cast<std::uint32_t>(random() % 6000)};
    for (int node = 0; node < 1500; ++node) {
      const auto dice = random() % 100;
      degrees.push_back(dice < 57 ? 0 : dice < 88 ? 1 : dice < 99 ? random() % 12 : random() % 300);
    }
    check_all(degrees);
  }
}
