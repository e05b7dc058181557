#pragma once

#include <vector>

#include "modules/fn/matching/arguments.hpp"
#include "modules/fn/matching/table.hpp"
#include "modules/fn/matching/tokens.hpp"

namespace skerry::fn {

/// Takes out of a description what only tells who asks, where and why:
///
/// - a first clause about the author: "I run a kiosk.", "Teacher here:", "We print badges and want"
/// - whoever wants it: "Accounting needs to know"
/// - a purpose, first or last: "For my stats homework", "it's for a poster", "so I can label them"
/// - what the author calls the data: "of my marbles", an unknown plural at the end of its phrase
///
/// A clause goes only where each of its words is framing, of the lexicon's CIRCUMSTANCE, or, where
/// it speaks in the first person, a word that the whole catalogue does not know; so not one that
/// says how to do something ("we use", "instead"), a number, or the name of an argument. What is
/// left must still be a whole request by itself, which the caller finds out. Changes `tokens`;
/// says whether anything went.
bool drop_circumstances(const table::Catalogue& catalogue, std::vector<Token>& tokens,
                        const Supplied& supplied);

/// Leaves out "one" where it stands for a noun: "from the earliest to the latest one", "into a
/// decimal one". True where it did.
bool drop_pronouns(std::vector<Token>& tokens);

}  // namespace skerry::fn
