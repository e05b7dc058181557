#include "modules/fn/matching/edges.hpp"

#include <bit>

namespace skerry::fn::table {
namespace {

constexpr std::size_t kWordBits = 64;

/// The place of a word's zero that `before` zeros come before.
std::size_t place_of_zero(std::uint64_t word, std::size_t before) {
  auto zeros = ~word;
  for (; before > 0; --before) zeros &= zeros - 1;
  return static_cast<std::size_t>(std::countr_zero(zeros));
}

}  // namespace

EdgeBits::Edges EdgeBits::of(std::uint32_t node) const {
  const auto begin = std::size_t{blocks_[node / kNodesPerBlock]};
  auto at = begin / kWordBits;
  // What lies before the block is no zero of it.
  auto word = words_[at] | ((std::uint64_t{1} << begin % kWordBits) - 1);
  const auto next_word = [&] { word = words_[++at]; };

  std::size_t start = begin;
  if (std::size_t zeros = node % kNodesPerBlock; zeros > 0) {
    // The bits of a node begin after the 0 of the one before.
    for (;;) {
      const auto here = kWordBits - static_cast<std::size_t>(std::popcount(word));
      if (here >= zeros) break;
      zeros -= here;
      next_word();
    }
    start = at * kWordBits + place_of_zero(word, zeros - 1) + 1;
    if (start % kWordBits == 0) next_word();
    word |= (std::uint64_t{1} << start % kWordBits) - 1;
  }
  while (word == ~std::uint64_t{0}) next_word();
  const auto end = at * kWordBits + place_of_zero(word, 0);
  return {static_cast<std::uint32_t>(start - node), static_cast<std::uint32_t>(end - start)};
}

}  // namespace skerry::fn::table
