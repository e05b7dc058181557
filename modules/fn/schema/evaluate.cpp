#include "modules/fn/schema/evaluate.hpp"

#include <utility>

#include "modules/fn/schema/assertions.hpp"
#include "modules/fn/schema/evaluator.hpp"
#include "modules/fn/schema/limits.hpp"
#include "modules/fn/schema/mismatch_text.hpp"

namespace skerry::fn::schema {

bool Evaluator::check(NodeId id, const Json& value, const Place& place, Marks* outer) {
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

bool Evaluator::apply(const Rule& rule, const Here& here) {
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

NodeId Evaluator::dynamic_target(const Rule& rule) const {
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

bool Evaluator::stands_alone(const Rule& rule, const Here& here) {
  const auto fault_found = find_fault(rule, here.value, patterns_, work_, !mismatches_.closed());
  return !fault_found || fault(here.place, fault_found->detail, fault_found->wrong_type);
}

bool Evaluator::all_of(const Rule& rule, const Here& here) {
  bool valid = true;
  for (const NodeId node : rule.children->list) {
    valid = check(node, here.value, here.place, here.marks) && valid;
    if (work_.exhausted() || (!valid && may_stop())) break;
  }
  return valid;
}

bool Evaluator::any_of(const Rule& rule, const Here& here) {
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

bool Evaluator::one_of(const Rule& rule, const Here& here) {
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

bool Evaluator::explain(const Rule& rule, const Here& here) {
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

bool Evaluator::condition(const Rule& rule, const Here& here) {
  const bool held = holds(rule.children->list[0], here, here.marks);
  const NodeId next = rule.children->list[held ? 1 : 2];
  return next == kNoNode || check(next, here.value, here.place, here.marks);
}

Evaluation evaluate(const CompiledSchema& schema, const Json& value, PatternAnswers& patterns,
                    Work& work) {
  return evaluate_part(schema, schema.root, value, patterns, work);
}

Evaluation evaluate_part(const CompiledSchema& schema, NodeId part, const Json& value,
                         PatternAnswers& patterns, Work& work) {
  return Evaluator(schema, patterns, work).run(part, value);
}

}  // namespace skerry::fn::schema
