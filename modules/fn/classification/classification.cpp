#include "modules/fn/classification/classification.hpp"

#include <algorithm>

namespace skerry::fn {
namespace {

constexpr std::array<std::string_view, kWorkTypeCount> kNames = {"code", "object", "agentic",
                                                                 "human"};

}  // namespace

std::string_view name_of(WorkType type) { return kNames[static_cast<std::size_t>(type)]; }

std::optional<WorkType> work_type_named(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<WorkType>(found - kNames.begin());
}

Classification classified_by_caller(WorkType type) {
  Classification result;
  result.type = type;
  result.confidence = 1;
  result.probabilities = {};
  result.probabilities[static_cast<std::size_t>(type)] = 1;
  result.reasoning = "The caller named the type.";
  result.tier = "caller";
  return result;
}

}  // namespace skerry::fn
