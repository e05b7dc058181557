#include "modules/fn/matching/refusals.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "modules/fn/matching/exactness.hpp"

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Id;

constexpr std::size_t kNearestMax = 3;
constexpr std::size_t kShownBytesMax = 120;

std::string listed(const std::vector<std::string>& details) {
  std::string out;
  for (const auto& detail : details) {
    if (!out.empty()) out += ", ";
    out += '"' + detail + '"';
  }
  return out;
}

}  // namespace

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

std::string_view name(RefusalReason reason) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "nothing_recognised", "unexplained_words", "contradictory", "arguments_do_not_fit",
      "arguments_missing",  "ambiguous",         "too_long",      "example_contradicted"};
  return kNames[static_cast<std::size_t>(reason)];
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

MatchOutcome refuse_word(std::string word, const table::Function& function) {
  std::vector<std::string> details = {std::move(word)};
  auto message = message_for(RefusalReason::unexplained_words, details, function.title);
  return std::unexpected(Refusal{RefusalReason::unexplained_words,
                                 std::move(details),
                                 std::move(message),
                                 {&function},
                                 &function});
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
