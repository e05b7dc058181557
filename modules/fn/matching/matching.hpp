#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/matching/table.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// What a function must give for the match to stand: an example of the description's own.
struct Claim {
  /// Positional arguments.
  Json arguments;
  /// The result: a text, or JSON. Where it is not said, there must be one.
  std::optional<std::string> result;
  /// How it has to look, see `look_of`; an empty text is any look.
  std::string look = {};
};

/// A function of the catalogue that does what was described, with the arguments to call it on.
struct Match {
  /// Lives as long as the program.
  const table::Function* function;
  /// The program to run where it is more than the function's source: its result is rounded too.
  std::optional<std::string> program;
  /// Positional arguments, defaults filled in; as many as the function has parameters.
  Json arguments;
  /// False when required arguments were not supplied: there is nothing to run it on.
  bool complete;
  /// 0 to 1.
  double confidence;
  /// One sentence that says what was matched and bound.
  std::string explanation;
  /// To be checked before anything else is run.
  std::vector<Claim> claims;
};

enum class RefusalReason : std::uint8_t {
  /// No task of the catalogue is named.
  nothing_recognised,
  /// Words that the nearest function cannot account for.
  unexplained_words,
  /// The same task, or an option, is asked for twice in ways that contradict or chain.
  contradictory,
  /// Arguments that no parameter takes.
  arguments_do_not_fit,
  /// Required arguments that were not supplied.
  arguments_missing,
  /// Several functions fit equally well.
  ambiguous,
  /// More than `kTokensMax` words.
  too_long,
  /// The description's own example has another result.
  example_contradicted,
};

/// Why nothing was matched, and what came near.
struct Refusal {
  RefusalReason reason;
  /// The words, arguments, parameters or titles that `reason` is about.
  std::vector<std::string> details;
  /// One sentence for a person.
  std::string message;
  /// The nearest functions, nearest first; three, or fewer where nothing else comes near.
  std::vector<const table::Function*> nearest;
  /// The one that `message` is about; null where it is about none or several.
  const table::Function* function = nullptr;
  /// Whether that one accounts for every word of the description.
  bool explained = false;
};

using MatchOutcome = std::expected<Match, Refusal>;

/// Stable name of a reason, such as `unexplained_words`.
[[nodiscard]] std::string_view name(RefusalReason reason);

/// Finds the one function of the catalogue that does exactly what `description` (qualified by
/// `context`, which may be empty) says, and binds `args` to its parameters.
///
/// Every content word must be explained by the function, its options or the arguments; otherwise
/// the answer is a refusal, because a wrong function is worse than none. `args` may be null: then
/// the function is found, and is `complete` only where the description itself holds the values.
/// An object is named arguments; an array is the one list that the function takes, else
/// positional arguments; anything else is the single argument. Pure; nothing is kept.
[[nodiscard]] MatchOutcome match(std::string_view description, std::string_view context,
                                 const Json* args);

/// Whether a function's result is what a claim says.
[[nodiscard]] bool holds(const Claim& claim, const Json& result);

/// The refusal of a match whose function gives `result`, or nothing, for the arguments of a claim.
[[nodiscard]] Refusal contradicted(const Match& match, const Claim& claim,
                                   const std::optional<Json>& result);

}  // namespace skerry::fn
