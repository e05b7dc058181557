#include "modules/fn/schema/evaluate.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "modules/fn/schema/assertions.hpp"
#include "modules/fn/schema/limits.hpp"
#include "modules/fn/schema/mismatch_text.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::schema {
namespace {

/// Which members or items of one value some schema has looked at; by position.
using Marks = std::vector<bool>;

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

  bool check(NodeId id, const Json& value, const Place& place, Marks* outer) {
    if (!work_.take() || depth_ >= limits::kSchemaDepthMax) {
      work_.give_up();
      return false;
    }
    const Node& node = schema_.nodes[id];
    if (!node.satisfiable) return fault(place, "is not allowed");
    if (node.rules.empty()) return true;
    ++depth_;
    const bool entered = scope_.empty() || scope_.back() != node.resource;
    if (entered) scope_.push_back(node.resource);
    Marks own;
    const bool tracks = schema_.tracks_evaluated && value.is_structured();
    if (tracks && work_.take(value.size() / kMarksPerStep)) own.resize(value.size());
    const Here here{value, place, tracks ? &own : nullptr};
    bool valid = true;
    for (const Rule& rule : node.rules) {
      valid = apply(rule, here) && valid;
      if (work_.exhausted() || (!valid && may_stop())) break;
    }
    if (valid && tracks && outer != nullptr) {
      for (std::size_t i = 0; i < own.size(); ++i) {
        if (own[i]) (*outer)[i] = true;
      }
    }
    if (entered) scope_.pop_back();
    --depth_;
    return valid;
  }

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

  bool apply(const Rule& rule, const Here& here) {
    switch (rule.keyword) {
      case Keyword::kRef:
        return check(rule.target, here.value, here.place, here.marks);
      case Keyword::kDynamicRef:
      case Keyword::kRecursiveRef:
        return check(dynamic_target(rule), here.value, here.place, here.marks);
      case Keyword::kType:
      case Keyword::kEnum:
      case Keyword::kConst:
      case Keyword::kMultipleOf:
      case Keyword::kMaximum:
      case Keyword::kExclusiveMaximum:
      case Keyword::kMinimum:
      case Keyword::kExclusiveMinimum:
      case Keyword::kMaxLength:
      case Keyword::kMinLength:
      case Keyword::kPattern:
      case Keyword::kFormat:
      case Keyword::kMaxItems:
      case Keyword::kMinItems:
      case Keyword::kUniqueItems:
      case Keyword::kMaxProperties:
      case Keyword::kMinProperties:
        return stands_alone(rule, here);
      case Keyword::kItems:
      case Keyword::kContains:
      case Keyword::kUnevaluatedItems:
        return !here.value.is_array() || apply_to_array(rule, here);
      case Keyword::kRequired:
      case Keyword::kDependentRequired:
      case Keyword::kDependentSchemas:
      case Keyword::kPropertyNames:
      case Keyword::kMembers:
      case Keyword::kUnevaluatedProperties:
        return !here.value.is_object() || apply_to_object(rule, here);
      case Keyword::kAllOf:
        return all_of(rule, here);
      case Keyword::kAnyOf:
        return any_of(rule, here);
      case Keyword::kOneOf:
        return one_of(rule, here);
      case Keyword::kNot:
        return expect(!holds(rule.children->rest, here, nullptr), here,
                      [] { return "is what the schema excludes by not"; });
      case Keyword::kIf:
        return condition(rule, here);
    }
    std::unreachable();
  }

  NodeId dynamic_target(const Rule& rule) const {
    const Resource& first = schema_.resources[schema_.nodes[rule.target].resource];
    if (rule.keyword == Keyword::kRecursiveRef) {
      if (!first.recursive_anchor) return rule.target;
      for (const ResourceId id : scope_) {
        if (schema_.resources[id].recursive_anchor) return schema_.resources[id].node;
      }
    } else if (!rule.dynamic_name.empty()) {
      for (const ResourceId id : scope_) {
        const auto& anchors = schema_.resources[id].dynamic_anchors;
        if (const auto anchor = anchors.find(rule.dynamic_name); anchor != anchors.end()) {
          return anchor->second;
        }
      }
    }
    return rule.target;
  }

  /// A rule that concerns this value alone.
  bool stands_alone(const Rule& rule, const Here& here) {
    const auto fault_found = find_fault(rule, here.value, patterns_, work_, !mismatches_.closed());
    return !fault_found || fault(here.place, fault_found->detail, fault_found->wrong_type);
  }

  bool apply_to_array(const Rule& rule, const Here& here) {
    switch (rule.keyword) {
      case Keyword::kItems:
        return items(*rule.children, here);
      case Keyword::kContains:
        return contains(rule, here);
      default:
        return each(here, rule.children->rest, [&](std::size_t i) { return !(*here.marks)[i]; });
    }
  }

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

  bool items(const Children& children, const Here& here) {
    bool valid = true;
    const std::size_t prefix = std::min(children.list.size(), here.value.size());
    for (std::size_t i = 0; i < prefix; ++i) {
      const Place place{&here.place, std::nullopt, i};
      valid = check(children.list[i], here.value[i], place, nullptr) && valid;
      mark(here, i);
    }
    if (children.rest == kNoNode || (!valid && may_stop())) return valid;
    return each(here, children.rest, [&](std::size_t i) { return i >= prefix; }) && valid;
  }

  bool contains(const Rule& rule, const Here& here) {
    const Children& children = *rule.children;
    // Only 2020-12 counts what contains found as evaluated.
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < here.value.size() && !work_.exhausted(); ++i) {
      const Place place{&here.place, std::nullopt, i};
      if (!holds(children.rest, {here.value[i], place, nullptr}, nullptr)) continue;
      ++found;
      if (schema_.resources[scope_.back()].draft == Draft::k2020) mark(here, i);
    }
    if (found < children.at_least) {
      return expect(false, here, [&] {
        return "expected at least " + counted(children.at_least, "item") +
               " that contains asks for, found " + std::to_string(found);
      });
    }
    return expect(found <= children.at_most, here, [&] {
      return "expected at most " + counted(children.at_most, "item") +
             " that contains asks for, found " + std::to_string(found);
    });
  }

  bool apply_to_object(const Rule& rule, const Here& here) {
    switch (rule.keyword) {
      case Keyword::kMembers:
        return members(*rule.children, here);
      case Keyword::kPropertyNames:
        return property_names(rule, here);
      case Keyword::kRequired:
      case Keyword::kDependentRequired:
        return required(*rule.children, here);
      case Keyword::kDependentSchemas:
        return dependent_schemas(*rule.children, here);
      default:
        return each(here, rule.children->rest, [&](std::size_t i) { return !(*here.marks)[i]; });
    }
  }

  bool members(const Children& children, const Here& here) {
    bool valid = true;
    for (std::size_t i = 0; i < here.value.size(); ++i) {
      if (!work_.take() || (!valid && may_stop())) break;
      const auto& [name, value] = member_at(here.value, i);
      const Place place{&here.place, name, i};
      bool known = false;
      if (const auto child = children.named.find(name); child != children.named.end()) {
        valid = check(child->second, value, place, nullptr) && valid;
        known = true;
      }
      for (const auto& [pattern, node] : children.patterns) {
        if (!work_.take() || !patterns_.matches(pattern, name)) continue;
        valid = check(node, value, place, nullptr) && valid;
        known = true;
      }
      if (!known && children.rest != kNoNode) {
        valid = check(children.rest, value, place, nullptr) && valid;
        known = true;
      }
      if (known) mark(here, i);
    }
    return valid;
  }

  bool property_names(const Rule& rule, const Here& here) {
    bool valid = true;
    for (const auto& [name, value] : members_of(here.value)) {
      if (!work_.take() || (!valid && may_stop())) break;
      const Json text = name;
      const Place place{&here.place, name, 0};
      valid = check(rule.children->rest, text, place, nullptr) && valid;
    }
    return valid;
  }

  bool has_member(const Json& object, std::string_view name) {
    work_.take(1 + object.size() / kNamesPerStep);
    return find_member(object, name) != nullptr;
  }

  bool required(const Children& children, const Here& here) {
    bool valid = true;
    for (const auto& [asker, names] : children.required) {
      const bool always = asker.data() == nullptr;
      if (!always && !has_member(here.value, asker)) continue;
      for (const std::string_view name : names) {
        if (work_.exhausted() || (!valid && may_stop())) return false;
        valid =
            expect(has_member(here.value, name), here,
                   [&] {
                     return "member " + shown(std::string(name)) + " is missing" +
                            (always ? "" : ", which " + shown(std::string(asker)) + " asks for");
                   }) &&
            valid;
      }
    }
    return valid;
  }

  bool dependent_schemas(const Children& children, const Here& here) {
    bool valid = true;
    for (const auto& [name, value] : members_of(here.value)) {
      if (!work_.take()) break;
      const auto child = children.named.find(name);
      if (child == children.named.end()) continue;
      valid = check(child->second, here.value, here.place, here.marks) && valid;
    }
    return valid;
  }

  bool all_of(const Rule& rule, const Here& here) {
    bool valid = true;
    for (const NodeId node : rule.children->list) {
      valid = check(node, here.value, here.place, here.marks) && valid;
      if (work_.exhausted() || (!valid && may_stop())) break;
    }
    return valid;
  }

  /// Whether a further alternative could still matter once one is satisfied.
  [[nodiscard]] bool wants_all(const Here& here) const {
    return here.marks != nullptr || patterns_.has_questions();
  }

  bool any_of(const Rule& rule, const Here& here) {
    bool valid = false;
    for (const NodeId node : rule.children->list) {
      valid = holds(node, here, here.marks) || valid;
      if (work_.exhausted() || (valid && !wants_all(here))) break;
    }
    if (valid || mismatches_.closed()) return valid;
    if (explain(rule, here)) return false;
    return fault(here.place, "matches none of the " +
                                 counted(rule.children->list.size(), "alternative") + " of anyOf");
  }

  bool one_of(const Rule& rule, const Here& here) {
    std::size_t matched = 0;
    for (const NodeId node : rule.children->list) {
      if (holds(node, here, here.marks)) ++matched;
      if (work_.exhausted() || (matched > 1 && !wants_all(here))) break;
    }
    if (matched == 1 || mismatches_.closed()) return matched == 1;
    if (matched == 0 && explain(rule, here)) return false;
    return fault(here.place, matched == 0 ? "matches none of the " +
                                                counted(rule.children->list.size(), "alternative") +
                                                " of oneOf"
                                          : "matches more than one of the alternatives of oneOf");
  }

  /// Where all alternatives but one want another type, the faults of that one are what helps.
  bool explain(const Rule& rule, const Here& here) {
    const std::string pointer = pointer_of(here.place);
    std::vector<Mismatch> found;
    std::size_t likely = 0;
    for (const NodeId node : rule.children->list) {
      std::vector<Mismatch> kept = mismatches_.take();
      check(node, here.value, here.place, nullptr);
      std::vector<Mismatch> own = mismatches_.take();
      mismatches_.restore(std::move(kept));
      if (own.empty() || (own.front().wrong_type && own.front().pointer == pointer)) continue;
      ++likely;
      found = std::move(own);
    }
    if (likely != 1) return false;
    for (Mismatch& mismatch : found) mismatches_.add(std::move(mismatch));
    return true;
  }

  bool condition(const Rule& rule, const Here& here) {
    const bool held = holds(rule.children->list[0], here, here.marks);
    const NodeId next = rule.children->list[held ? 1 : 2];
    return next == kNoNode || check(next, here.value, here.place, here.marks);
  }

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

}  // namespace

Evaluation evaluate(const CompiledSchema& schema, const Json& value, PatternAnswers& patterns,
                    Work& work) {
  return evaluate_part(schema, schema.root, value, patterns, work);
}

Evaluation evaluate_part(const CompiledSchema& schema, NodeId part, const Json& value,
                         PatternAnswers& patterns, Work& work) {
  return Evaluator(schema, patterns, work).run(part, value);
}

}  // namespace skerry::fn::schema
