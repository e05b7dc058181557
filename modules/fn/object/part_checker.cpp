#include "modules/fn/object/part_checker.hpp"

#include <utility>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/schema/evaluate.hpp"
#include "modules/fn/schema/limits.hpp"
#include "modules/sdk/assert.hpp"

namespace skerry::fn::object {

const std::expected<PatternPart, std::string>& Patterns::read(std::string_view source) {
  const auto known = patterns_.find(source);
  if (known != patterns_.end()) return known->second;
  return patterns_.emplace(std::string(source), read_pattern(source)).first->second;
}

bool Patterns::matches(std::string_view source, std::string_view text) {
  const auto& pattern = read(source);
  return pattern && object::matches(*pattern, text, steps_left_).value_or(false);
}

PartChecker::PartChecker(const schema::CompiledSchema& schema, Patterns& patterns)
    : schema_(schema), patterns_(patterns), work_(limits::kObjectCheckStepsMax) {}

bool PartChecker::holds(schema::NodeId part, const Json& value) {
  for (int round = 0; round <= limits::kPatternRoundsMax; ++round) {
    schema::Evaluation evaluation = schema::evaluate_part(schema_, part, value, answers_, work_);
    if (work_.exhausted() || answers_.overflowed()) return true;
    if (answers_.has_questions()) {
      answer();
      continue;
    }
    if (evaluation.valid) return true;
    mismatch_ = evaluation.mismatches.empty() ? std::string()
                                              : std::move(evaluation.mismatches.front().detail);
    return false;
  }
  return true;
}

void PartChecker::answer() {
  const Json questions = answers_.questions();
  Json all = Json::array();
  for (const Json& question : questions[0]) {
    const auto& pattern = question[0].get_ref<const std::string&>();
    Json found = Json::array();
    for (const Json& text : question[1]) {
      found.push_back(patterns_.matches(pattern, text.get_ref<const std::string&>()));
    }
    all.push_back(std::move(found));
  }
  const bool learnt = answers_.learn(all);
  SKERRY_ASSERT(learnt);
}

}  // namespace skerry::fn::object
