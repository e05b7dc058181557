#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/fn/schema/compiled.hpp"
#include "modules/fn/schema/evaluate.hpp"
#include "modules/fn/schema/mismatches.hpp"
#include "modules/fn/schema/patterns.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/fn/schema/work.hpp"

/// Inside `evaluate`: evaluate.cpp applies schemas to a value as a whole, evaluate_parts.cpp to the
/// items of arrays and the members of objects.
namespace skerry::fn::schema {

/// Which members or items of one value some schema has looked at; by position.
using Marks = std::vector<bool>;

/// One run of `evaluate`.
class Evaluator {
 public:
  Evaluator(const CompiledSchema& schema, PatternAnswers& patterns, Work& work)
      : schema_(schema), patterns_(patterns), work_(work), mismatches_(work) {}

  Evaluation run(NodeId part, const Json& value) {
    const Place root;
    const bool valid = check(part, value, root, nullptr);
    return {valid, mismatches_.take()};
  }

 private:
  /// One schema applied to one value.
  struct Here {
    const Json& value;
    const Place& place;
    Marks* marks;
  };

  bool check(NodeId id, const Json& value, const Place& place, Marks* outer);

  /// A schema whose faults are not the value's: part of `not`, `if`, an alternative.
  bool holds(NodeId id, const Here& here, Marks* marks) {
    const Mismatches::Silence silence(mismatches_);
    return check(id, here.value, here.place, marks);
  }

  /// The result is known and nothing more need be said; while questions are open, all are wanted.
  [[nodiscard]] bool may_stop() const { return mismatches_.silent() && !patterns_.has_questions(); }

  bool fault(const Place& place, std::string detail, bool wrong_type = false) {
    mismatches_.add(place, std::move(detail), wrong_type);
    return false;
  }

  /// The texts are made only where they will be seen.
  template <typename Text>
  bool expect(bool good, const Here& here, Text text) {
    if (good) return true;
    return mismatches_.closed() ? false : fault(here.place, text());
  }

  static void mark(const Here& here, std::size_t index) {
    if (here.marks != nullptr) (*here.marks)[index] = true;
  }

  bool apply(const Rule& rule, const Here& here);
  [[nodiscard]] NodeId dynamic_target(const Rule& rule) const;
  /// A rule that concerns this value alone.
  bool stands_alone(const Rule& rule, const Here& here);
  /// Applies a schema to the items or members that `wanted` picks by position, and marks them.
  template <typename Wanted>
  bool each(const Here& here, NodeId node, Wanted wanted) {
    bool valid = true;
    for (std::size_t i = 0; i < here.value.size(); ++i) {
      if (!work_.take() || (!valid && may_stop())) break;
      if (!wanted(i)) continue;
      Place place{&here.place, std::nullopt, i};
      const bool array = here.value.is_array();
      if (!array) place.name = member_at(here.value, i).first;
      const Json& value = array ? here.value[i] : member_at(here.value, i).second;
      valid = check(node, value, place, nullptr) && valid;
      mark(here, i);
    }
    return valid;
  }

  bool apply_to_array(const Rule& rule, const Here& here);
  bool items(const Children& children, const Here& here);
  bool contains(const Rule& rule, const Here& here);
  bool apply_to_object(const Rule& rule, const Here& here);
  bool members(const Children& children, const Here& here);
  bool property_names(const Rule& rule, const Here& here);
  bool has_member(const Json& object, std::string_view name);
  bool required(const Children& children, const Here& here);
  bool dependent_schemas(const Children& children, const Here& here);

  /// Whether a further alternative could still matter once one is satisfied.
  [[nodiscard]] bool wants_all(const Here& here) const {
    return here.marks != nullptr || patterns_.has_questions();
  }
  bool all_of(const Rule& rule, const Here& here);
  bool any_of(const Rule& rule, const Here& here);
  bool one_of(const Rule& rule, const Here& here);
  /// Where all alternatives but one want another type, the faults of that one are what helps.
  bool explain(const Rule& rule, const Here& here);
  bool condition(const Rule& rule, const Here& here);

  static constexpr std::size_t kMarksPerStep = 64;
  static constexpr std::size_t kNamesPerStep = 16;

  const CompiledSchema& schema_;
  PatternAnswers& patterns_;
  Work& work_;
  /// Schema resources entered, outermost first: the dynamic scope.
  std::vector<ResourceId> scope_;
  Mismatches mismatches_;
  std::size_t depth_ = 0;
};

}  // namespace skerry::fn::schema
