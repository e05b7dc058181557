#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/matching/attempt.hpp"
#include "modules/fn/matching/matching.hpp"

namespace skerry::fn {

/// A function that was tried for a description.
struct Candidate {
  table::Id function;
  Attempt attempt;
};

/// What a person is told; `title` is of the function that the refusal is about.
[[nodiscard]] std::string message_for(RefusalReason reason, const std::vector<std::string>& details,
                                      std::string_view title);

/// The functions whose names share most with the description, the nearest first, three at most.
/// `present` says of each sense whether the description has it.
[[nodiscard]] std::vector<const table::Function*> nearest(const table::Catalogue& catalogue,
                                                          const std::vector<bool>& present,
                                                          const std::vector<Candidate>& candidates);

/// The refusal of the candidate that came closest: the fewest unexplained words, then arguments.
[[nodiscard]] Refusal refuse(const table::Catalogue& catalogue, const std::vector<bool>& present,
                             const std::vector<Candidate>& candidates);

/// A refusal where the arguments hold an integer that a double would round; `explained` is whether
/// a function accounts for every word.
[[nodiscard]] std::optional<Refusal> refuse_inexact(const Json* args, bool explained);

/// The refusal of a function that would do but for one word.
[[nodiscard]] MatchOutcome refuse_word(std::string word, const table::Function& function);

}  // namespace skerry::fn
