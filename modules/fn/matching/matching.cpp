#include "modules/fn/matching/matching.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/matching/arguments.hpp"
#include "modules/fn/matching/attempt.hpp"
#include "modules/fn/matching/circumstances.hpp"
#include "modules/fn/matching/examples.hpp"
#include "modules/fn/matching/reading.hpp"
#include "modules/fn/matching/refusals.hpp"
#include "modules/fn/matching/rounding.hpp"
#include "modules/fn/matching/spelling.hpp"
#include "modules/sdk/assert.hpp"

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Id;

/// Each is a run of the sandbox.
constexpr std::size_t kClaimsMax = 4;
constexpr double kConfidenceComplete = 0.97;
constexpr double kConfidenceFound = 0.92;
constexpr double kConfidenceByPriority = 0.85;

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

}  // namespace skerry::fn
