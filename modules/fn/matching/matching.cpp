#include "modules/fn/matching/matching.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "modules/fn/matching/arguments.hpp"
#include "modules/fn/matching/attempt.hpp"
#include "modules/fn/matching/circumstances.hpp"
#include "modules/fn/matching/exactness.hpp"
#include "modules/fn/matching/examples.hpp"
#include "modules/fn/matching/reading.hpp"
#include "modules/fn/matching/rounding.hpp"
#include "modules/fn/matching/spelling.hpp"
#include "modules/sdk/assert.hpp"

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Id;

constexpr std::size_t kNearestMax = 3;
constexpr std::size_t kShownBytesMax = 120;
/// Each is a run of the sandbox.
constexpr std::size_t kClaimsMax = 4;
constexpr double kConfidenceComplete = 0.97;
constexpr double kConfidenceFound = 0.92;
constexpr double kConfidenceByPriority = 0.85;

struct Candidate {
  Id function;
  Attempt attempt;
};

/// Which senses occur at all, masked or not: enough to pass over most functions at once.
std::vector<bool> senses_present(const Catalogue& catalogue, const Reading& reading) {
  std::vector<bool> present(catalogue.sense_count);
  for (const auto& span : reading.spans) present[span.sense] = true;
  return present;
}

bool may_match(const Catalogue& catalogue, const table::Function& function,
               const std::vector<bool>& present) {
  const auto signatures = Catalogue::slice(catalogue.signatures, function.signatures);
  return std::ranges::any_of(signatures, [&](const table::Signature& signature) {
    return std::ranges::all_of(catalogue.senses[signature.senses],
                               [&](Id sense) { return present[sense]; });
  });
}

std::vector<const table::Function*> nearest(const Catalogue& catalogue,
                                            const std::vector<bool>& present,
                                            const std::vector<Candidate>& candidates) {
  std::vector<std::pair<int, const table::Function*>> ranked;
  for (const auto& function : catalogue.functions) {
    int best = 0;
    for (const auto& signature : Catalogue::slice(catalogue.signatures, function.signatures)) {
      const auto senses = catalogue.senses[signature.senses];
      const auto found = std::ranges::count_if(senses, [&](Id sense) { return present[sense]; });
      best = std::max(best, static_cast<int>(100 * found / static_cast<int>(senses.size())));
    }
    if (best == 0) continue;
    for (Id sense : catalogue.senses[function.accepted]) {
      best += present[sense] ? 8 : 0;
    }
    for (Id sense : catalogue.senses[function.incidental]) {
      best += present[sense] ? 1 : 0;
    }
    ranked.emplace_back(best, &function);
  }
  for (const auto& candidate : candidates) {
    const auto* function = &catalogue.functions[candidate.function];
    for (auto& [rank, ranked_function] : ranked) {
      if (ranked_function == function) {
        rank += 200 - 10 * static_cast<int>(candidate.attempt.details.size());
      }
    }
  }
  std::ranges::stable_sort(ranked, std::ranges::greater{},
                           &std::pair<int, const table::Function*>::first);
  std::vector<const table::Function*> out;
  for (const auto& [rank, function] : ranked) {
    if (out.size() < kNearestMax) out.push_back(function);
  }
  return out;
}

std::string listed(const std::vector<std::string>& details) {
  std::string out;
  for (const auto& detail : details) {
    if (!out.empty()) out += ", ";
    out += '"' + detail + '"';
  }
  return out;
}

std::string message_for(RefusalReason reason, const std::vector<std::string>& details,
                        std::string_view title) {
  const std::string quoted_title = '"' + std::string(title) + '"';
  switch (reason) {
    case RefusalReason::nothing_recognised:
      return "The catalogue names no function for this description.";
    case RefusalReason::unexplained_words:
      return "The nearest function, " + quoted_title + ", does not account for " + listed(details) +
             '.';
    case RefusalReason::contradictory:
      return "The description asks for " + listed(details) +
             " more than once, in ways that do not go together.";
    case RefusalReason::arguments_do_not_fit:
      return "The arguments do not fit " + quoted_title + ": " +
             (details.empty() ? "" : details.front()) + '.';
    case RefusalReason::arguments_missing:
      return quoted_title + " also needs " + listed(details) + '.';
    case RefusalReason::ambiguous:
      return "The description fits several functions equally well: " + listed(details) + '.';
    case RefusalReason::too_long:
      return "The description is too long to name one function.";
    case RefusalReason::example_contradicted:
      return quoted_title + " gives " + (details.empty() ? "" : details.front()) + '.';
  }
  return {};
}

/// The refusal of the candidate that came closest: the fewest unexplained words, then arguments.
Refusal refuse(const Catalogue& catalogue, const std::vector<bool>& present,
               const std::vector<Candidate>& candidates) {
  const Candidate* closest = nullptr;
  const auto distance = [](const Candidate& candidate) {
    const auto& attempt = candidate.attempt;
    if (attempt.reason == RefusalReason::nothing_recognised) return std::size_t{1000};
    if (attempt.reason == RefusalReason::unexplained_words) return 10 * attempt.details.size();
    if (attempt.reason == RefusalReason::contradictory ||
        attempt.reason == RefusalReason::arguments_missing) {
      return std::size_t{5};
    }
    // An argument of the wrong shape says what to mend; one that nothing takes, hardly.
    const bool has_wrong_shape = attempt.bound.has_wrong_shape;
    if (attempt.explained) return std::size_t{has_wrong_shape ? 4U : 6U};
    return 10 * attempt.unexplained + (has_wrong_shape ? 4U : 6U);
  };
  const auto nearness = [&](const Candidate& candidate) {
    return std::pair(distance(candidate), -catalogue.functions[candidate.function].priority);
  };
  for (const auto& candidate : candidates) {
    if (closest == nullptr || nearness(candidate) < nearness(*closest)) closest = &candidate;
  }
  Refusal refusal{RefusalReason::nothing_recognised, {}, {}, {}};
  std::string_view title;
  if (closest != nullptr) {
    refusal.reason = closest->attempt.reason;
    refusal.details = closest->attempt.details;
    refusal.function = &catalogue.functions[closest->function];
    refusal.explained = closest->attempt.explained;
    title = refusal.function->title;
  }
  refusal.message = message_for(refusal.reason, refusal.details, title);
  refusal.nearest = nearest(catalogue, present, candidates);
  if (closest == nullptr) return refusal;
  // The one that the message names comes first.
  std::erase(refusal.nearest, refusal.function);
  refusal.nearest.insert(refusal.nearest.begin(), refusal.function);
  if (refusal.nearest.size() > kNearestMax) refusal.nearest.pop_back();
  return refusal;
}

/// A refusal where the arguments hold an integer that a double would round; `explained` is whether
/// a function accounts for every word.
std::optional<Refusal> refuse_inexact(const Json* args, bool explained) {
  const auto inexact = args == nullptr ? std::nullopt : find_inexact_integer(*args);
  if (!inexact) return std::nullopt;
  return Refusal{RefusalReason::arguments_do_not_fit,
                 {inexact->digits + " at " + inexact->pointer + " would be rounded"},
                 "Functions compute with doubles, which hold integers exactly only up to 2^53; "
                 "where its digits are all that matters, give the number as a string.",
                 {},
                 nullptr,
                 explained};
}

Match conclude(const Catalogue& catalogue, Candidate& candidate, bool by_priority) {
  const auto& function = catalogue.functions[candidate.function];
  const auto parameters = Catalogue::slice(catalogue.parameters, function.parameters);
  auto& attempt = candidate.attempt;
  Match match{&function, {}, Json::array(), attempt.complete, kConfidenceComplete, {}, {}};
  match.explanation = std::string("Matched \"") + function.title + '"';
  std::string_view separator = " with ";
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    auto& entry = attempt.bound.entries[p];
    if (entry.value && !entry.from_arguments && entry.value->is_primitive()) {
      match.explanation += std::string(separator) + parameters[p].name + " = " +
                           entry.value->dump(-1, ' ', false, Json::error_handler_t::replace);
      separator = ", ";
    }
    if (!match.complete) continue;
    SKERRY_ASSERT(entry.value.has_value());
    match.arguments.push_back(std::move(*entry.value));
  }
  match.explanation += match.complete ? "." : "; the description gives no values to run it on.";
  if (!match.complete) match.confidence = kConfidenceFound;
  if (by_priority) match.confidence = kConfidenceByPriority;
  return match;
}

/// A description and its context, as words.
struct Wording {
  std::vector<Token> description;
  std::vector<Token> context;
};

MatchOutcome match_wording(const Catalogue& catalogue, const Wording& wording,
                           const Supplied& supplied, const Json* args) {
  const auto reading = read(catalogue, wording.description, wording.context);
  if (reading.tokens.size() > kTokensMax) {
    return std::unexpected(
        Refusal{RefusalReason::too_long, {}, message_for(RefusalReason::too_long, {}, {}), {}});
  }
  const auto present = senses_present(catalogue, reading);
  std::vector<Candidate> accepted;
  std::vector<Candidate> refused;
  for (std::size_t i = 0; i < catalogue.functions.size(); ++i) {
    if (!may_match(catalogue, catalogue.functions[i], present)) continue;
    const auto id = static_cast<Id>(i);
    Candidate candidate{id, attempt(catalogue, id, reading, supplied)};
    (candidate.attempt.accepted ? accepted : refused).push_back(std::move(candidate));
  }
  if (accepted.empty()) {
    Refusal refusal = refuse(catalogue, present, refused);
    if (refusal.reason == RefusalReason::arguments_do_not_fit) {
      auto inexact = refuse_inexact(args, refusal.explained);
      if (inexact) return std::unexpected(std::move(*inexact));
    }
    return std::unexpected(std::move(refusal));
  }
  if (auto inexact = refuse_inexact(args, true)) return std::unexpected(std::move(*inexact));

  const auto rank = [&](const Candidate& candidate) {
    return std::pair(candidate.attempt.score, catalogue.functions[candidate.function].priority);
  };
  std::ranges::stable_sort(accepted, [&](const Candidate& left, const Candidate& right) {
    return rank(left) > rank(right);
  });
  if (accepted.size() > 1 && rank(accepted[0]) == rank(accepted[1])) {
    Refusal refusal{RefusalReason::ambiguous, {}, {}, {}};
    for (const auto& candidate : accepted) {
      if (rank(candidate) != rank(accepted[0])) break;
      refusal.details.emplace_back(catalogue.functions[candidate.function].title);
    }
    refusal.message = message_for(refusal.reason, refusal.details, {});
    refusal.nearest = nearest(catalogue, present, accepted);
    return std::unexpected(std::move(refusal));
  }
  const bool by_priority =
      accepted.size() > 1 && accepted[0].attempt.score == accepted[1].attempt.score;
  return conclude(catalogue, accepted[0], by_priority);
}

MatchOutcome refuse_word(std::string word, const table::Function& function) {
  std::vector<std::string> details = {std::move(word)};
  auto message = message_for(RefusalReason::unexplained_words, details, function.title);
  return std::unexpected(Refusal{RefusalReason::unexplained_words,
                                 std::move(details),
                                 std::move(message),
                                 {&function},
                                 &function});
}

/// The same match with its result rounded; a refusal where the result is no number.
MatchOutcome round_result(const Catalogue& catalogue, MatchOutcome outcome, Rounding rounding) {
  if (!outcome) return outcome;
  const auto& function = *outcome->function;
  if (!function.gives_number) return refuse_word("round", function);
  outcome->program = rounded_program(function, rounding_function(catalogue), rounding);
  outcome->explanation += " The result is rounded, decimals = ";
  outcome->explanation += std::to_string(rounding.decimals) + '.';
  return outcome;
}

/// What an example without a result is of the match's arguments.
Illustration illustration_of(const Match& match, const Json& arguments) {
  auto out = Illustration::input;
  for (std::size_t at = 0; at < std::min(arguments.size(), match.arguments.size()); ++at) {
    if (match.arguments[at] == arguments[at]) continue;
    out = std::max(out, illustrates(*match.function, match.arguments[at], arguments[at]));
  }
  return out;
}

/// Has a match claim the results of examples; false where one of them cannot be called.
bool claim_examples(Match& match, const std::vector<DescribedExample>& examples) {
  for (const auto& [input, output] : examples) {
    if (match.claims.size() == kClaimsMax) break;
    auto arguments =
        arguments_of_example(table::catalogue(), *match.function, match.arguments, input);
    const bool has_digits = look_of(input).contains('0');
    if (!arguments && !output && has_digits && match.complete && match.function->gives_text) {
      // "hours and minutes like 01:30": no input, so it shows the result.
      match.claims.push_back({match.arguments, {}, look_of(input)});
      continue;
    }
    if (!arguments) return false;
    Claim claim{std::move(*arguments), output, {}};
    if (!output) {
      const auto illustration = illustration_of(match, claim.arguments);
      if (illustration == Illustration::unclear) return false;
      if (illustration == Illustration::result) claim.result = input;
    }
    match.claims.push_back(std::move(claim));
  }
  return true;
}

/// Each reading is more liberal than the one before, and what a stricter one finds stands.
MatchOutcome read_ever_more_liberally(std::string_view description, std::string_view context,
                                      const Supplied& supplied, const Json* args) {
  const auto& catalogue = table::catalogue();
  Wording wording{tokenise(description), tokenise(context)};
  auto outcome = match_wording(catalogue, wording, supplied, args);
  if (outcome || outcome.error().reason == RefusalReason::too_long) return outcome;

  const auto retry = [&] { return match_wording(catalogue, wording, supplied, args); };
  const auto corrections = correct_spelling(catalogue, wording.description, supplied);
  if (!corrections.empty()) outcome = retry();
  if (!outcome && drop_circumstances(catalogue, wording.description, supplied)) outcome = retry();
  if (!outcome && drop_pronouns(wording.description)) outcome = retry();
  if (!outcome && take_no_rounding(wording.description)) {
    outcome = retry();
    if (outcome && may_round(*outcome->function)) return refuse_word("round", *outcome->function);
  }
  if (!outcome) {
    const auto rounding = take_rounding(wording.description);
    if (rounding) outcome = round_result(catalogue, retry(), *rounding);
  }
  if (outcome) {
    for (const auto& [written, read] : corrections) {
      outcome->explanation.append(" Read \"")
          .append(written)
          .append("\" as \"")
          .append(read)
          .append("\".");
    }
  }
  return outcome;
}

}  // namespace

std::string_view name(RefusalReason reason) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "nothing_recognised", "unexplained_words", "contradictory", "arguments_do_not_fit",
      "arguments_missing",  "ambiguous",         "too_long",      "example_contradicted"};
  return kNames[static_cast<std::size_t>(reason)];
}

MatchOutcome match(std::string_view description, std::string_view context, const Json* args) {
  const auto supplied = prepare(args);
  auto outcome = read_ever_more_liberally(description, context, supplied, args);
  if (!outcome && outcome.error().reason == RefusalReason::too_long) return outcome;
  std::string rest(description);
  const auto examples = take_examples(rest);
  if (examples.empty()) return outcome;
  if (outcome) {
    claim_examples(*outcome, examples);
    // What illustrates nothing in particular was read as part of the task.
    std::erase_if(outcome->claims, [](const Claim& claim) { return !claim.result; });
    return outcome;
  }
  auto illustrated = read_ever_more_liberally(rest, context, supplied, args);
  // What cannot be checked is no ground to stand on.
  if (!illustrated || !claim_examples(*illustrated, examples)) return outcome;
  return illustrated;
}

bool holds(const Claim& claim, const Json& result) {
  if (!claim.look.empty()) {
    return result.is_string() && look_of(result.get_ref<const std::string&>()) == claim.look;
  }
  if (!claim.result) return true;
  if (result.is_string()) return result.get_ref<const std::string&>() == *claim.result;
  return Json::parse(*claim.result, nullptr, false) == result;
}

Refusal contradicted(const Match& match, const Claim& claim, const std::optional<Json>& result) {
  const auto shown = [](const Json& value) {
    auto text = value.dump(-1, ' ', true);
    return text.size() <= kShownBytesMax ? text : text.substr(0, kShownBytesMax) + "...";
  };
  std::string detail =
      (result ? shown(*result) : "an error") + " for the example " + shown(claim.arguments);
  if (claim.result) detail += ", not " + shown(*claim.result);
  std::vector<std::string> details = {std::move(detail)};
  auto message = message_for(RefusalReason::example_contradicted, details, match.function->title);
  return {RefusalReason::example_contradicted,
          std::move(details),
          std::move(message),
          {match.function},
          match.function,
          true};
}

}  // namespace skerry::fn
