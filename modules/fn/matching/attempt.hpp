#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "modules/fn/matching/arguments.hpp"
#include "modules/fn/matching/matching.hpp"
#include "modules/fn/matching/reading.hpp"
#include "modules/fn/matching/table.hpp"

namespace skerry::fn {

/// How one function of the catalogue fares against a description.
struct Attempt {
  bool accepted = false;
  /// Whether every word of the description is accounted for.
  bool explained = false;
  /// Counted only where the arguments do not fit: words that are not accounted for.
  std::size_t unexplained = 0;
  RefusalReason reason = RefusalReason::nothing_recognised;
  /// Words, arguments or parameters that `reason` is about.
  std::vector<std::string> details;
  Bound bound;
  /// All required parameters have a value.
  bool complete = false;
  /// How many words the task itself accounts for, framing and names of data apart.
  int score = 0;
};

/// Reads the description as a request for `function` (an index): finds its signature, binds what
/// is said and supplied to its parameters, and refuses unless every word is explained.
[[nodiscard]] Attempt attempt(const table::Catalogue& catalogue, table::Id function,
                              const Reading& reading, const Supplied& supplied);

}  // namespace skerry::fn
