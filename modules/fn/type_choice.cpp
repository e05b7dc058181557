#include "modules/fn/type_choice.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "modules/fn/answer.hpp"
#include "modules/fn/matching/matching.hpp"

namespace skerry::fn {
namespace {

Problem uncertain(const Classification& classification) {
  Problem problem{"uncertain_type",
                  "The description could be more than one kind of work.",
                  {},
                  Json{{"classification", to_json(classification)}}};
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    problem.errors.push_back({"/type", std::string(name_of(static_cast<WorkType>(index)))});
  }
  return problem;
}

}  // namespace

std::expected<WorkType, Problem> decide(const Call& call, const Classification& classification) {
  if (classification.confidence >= call.options.confidence_threshold) return classification.type;
  switch (call.options.on_uncertain) {
    case OnUncertain::kHuman:
      return WorkType::kHuman;
    case OnUncertain::kNamedType:
      return call.options.uncertain_type;
    case OnUncertain::kError:
      break;
  }
  return std::unexpected(uncertain(classification));
}

bool says_that_type_was_wrong(const Problem& problem) {
  const Json* reason = find_member(problem.extension, "reason");
  if (reason != nullptr && *reason == name(RefusalReason::arguments_do_not_fit)) return false;
  constexpr std::string_view kCodes[] = {"no_matching_function", "object_not_generated",
                                         "model_output_invalid"};
  return std::ranges::contains(kCodes, problem.code);
}

std::optional<WorkType> next_type(const ClassifiedCall& call,
                                  const std::array<bool, kWorkTypeCount>& tried) {
  if (call.call.options.on_route_failure == OnRouteFailure::kError) return std::nullopt;
  if (call.call.options.on_route_failure == OnRouteFailure::kHuman) return WorkType::kHuman;
  std::optional<std::size_t> next;
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    if (!tried[index] && (!next || call.ranking[index] > call.ranking[*next])) next = index;
  }
  if (!next) return std::nullopt;
  return static_cast<WorkType>(*next);
}

}  // namespace skerry::fn
