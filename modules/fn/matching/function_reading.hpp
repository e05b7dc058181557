#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "modules/fn/matching/arguments.hpp"
#include "modules/fn/matching/reading.hpp"
#include "modules/fn/matching/table.hpp"

namespace skerry::fn {

/// A description as one function sees it: the phrases of the shared lexicon and its own, and what
/// the caller supplied. Refers to its sources, which must outlive it.
struct FunctionReading {
  FunctionReading(const table::Catalogue& catalogue, table::Id index, const Reading& reading,
                  const Supplied& supplied);

  /// Whether `sense` is in a sorted list of the table.
  [[nodiscard]] static bool has(std::span<const table::Id> sorted, table::Id sense);

  /// Accepts the senses of a signature that the description fulfils.
  void accept(std::span<const table::Id> senses);

  /// Whether the word is mere framing, such as "return" or "write".
  [[nodiscard]] bool is_framing(std::size_t at) const;

  /// Whether words that name an argument may stand for it: they do where the parameter is known by
  /// that name, or where they name data or nothing at all ("by a percentage" is no plain number).
  [[nodiscard]] bool may_mention(std::size_t parameter, std::size_t argument, std::size_t at,
                                 std::size_t count) const;

  const table::Catalogue& catalogue;
  const table::Function& function;
  std::span<const table::Parameter> parameters;
  /// Senses, sorted, that the task speaks of: those of any wording, and of the signatures that the
  /// description fulfils. "sum" serves the average in "sum divided by count" and nowhere else.
  std::vector<table::Id> accepted;
  std::span<const table::Id> incidental;
  const std::vector<ReadToken>& tokens;
  const Supplied& supplied;
  /// All phrases, and those that are not part of a phrase read as a whole.
  std::vector<Span> every;
  std::vector<Span> usable;
};

}  // namespace skerry::fn
