#pragma once

#include <string>
#include <vector>

#include "modules/fn/matching/arguments.hpp"
#include "modules/fn/matching/table.hpp"
#include "modules/fn/matching/tokens.hpp"

namespace skerry::fn {

/// A word as it was written and as it was read.
struct Correction {
  std::string written;
  std::string read;
};

/// Corrects slips of the pen in long words: two letters swapped, one doubled, missing, too many or
/// a wrong vowel. A word is corrected only to the one word of the lexicon that it can be, and never
/// where it is an English word itself or occurs in the arguments. Changes `tokens`.
std::vector<Correction> correct_spelling(const table::Catalogue& catalogue,
                                         std::vector<Token>& tokens, const Supplied& supplied);

}  // namespace skerry::fn
