#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// The edges of a tree in two bits a node. Written by modules/fn/catalogue_compiler/packing.py.
namespace skerry::fn::table {

/// Of a tree whose nodes are numbered breadth first from the root, 0, and whose edges are numbered
/// in the order of the nodes that they start from, which edges start from a node (LOUDS: Jacobson,
/// Space-efficient static trees and graphs, 1989). Edge `i` leads to node `i + 1`. Borrows its
/// data, which is constant.
class EdgeBits {
 public:
  /// Of every so many nodes the table says where their bits begin.
  static constexpr std::size_t kNodesPerBlock = 64;

  /// `count` edges from `first`.
  struct Edges {
    std::uint32_t first;
    std::uint32_t count;
  };

  /// `words` hold of every node a 1 for each of its edges and then a 0, lowest bits first; `blocks`
  /// where the bits of nodes 0, `kNodesPerBlock` and so on begin.
  constexpr EdgeBits(std::span<const std::uint64_t> words, std::span<const std::uint32_t> blocks)
      : words_(words), blocks_(blocks) {}

  /// The edges that start from `node`, which must be one of the tree.
  [[nodiscard]] Edges of(std::uint32_t node) const;

 private:
  std::span<const std::uint64_t> words_;
  std::span<const std::uint32_t> blocks_;
};

}  // namespace skerry::fn::table
