#include "modules/fn/object/shape.hpp"

#include <algorithm>
#include <unordered_map>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::object {
namespace {

using schema::Keyword;
using schema::kNoNode;
using schema::NodeId;
using schema::Rule;

std::uint8_t types_named(const Json& name) {
  if (!name.is_string()) return 0;
  const auto& text = name.get_ref<const std::string&>();
  if (text == "null") return kNull;
  if (text == "boolean") return kBoolean;
  if (text == "integer") return kInteger;
  if (text == "number") return kInteger | kFraction;
  if (text == "string") return kString;
  if (text == "array") return kArray;
  return text == "object" ? kObject : 0;
}

std::uint64_t count_of(const Json& value) {
  constexpr double kMost = 1e18;
  if (value.is_number_integer()) return value.get<std::uint64_t>();
  const double number = value.get<double>();
  return number >= kMost ? UINT64_MAX : static_cast<std::uint64_t>(number);
}

/// Leaves of `known` what `values` holds as well.
void intersect(std::vector<const Json*>& known, const std::vector<const Json*>& values) {
  schema::Work work(limits::kObjectCheckStepsMax);
  std::unordered_multimap<std::uint64_t, const Json*> others;
  for (const Json* value : values) others.emplace(schema::hash_of(*value, work), value);
  std::erase_if(known, [&](const Json* value) {
    const auto [first, last] = others.equal_range(schema::hash_of(*value, work));
    return std::none_of(first, last, [&](const auto& other) {
      return schema::same(*value, *other.second, work) && !work.exhausted();
    });
  });
}

}  // namespace

std::uint8_t type_of(const Json& value) {
  if (value.is_null()) return kNull;
  if (value.is_boolean()) return kBoolean;
  if (value.is_number()) return schema::is_whole(value) ? kInteger : kFraction;
  if (value.is_string()) return kString;
  return value.is_array() ? kArray : kObject;
}

ScopeId Scopes::enter(ScopeId outer, NodeId node) {
  const schema::ResourceId resource = schema_.nodes[node].resource;
  if (scopes_[outer].resource == resource) return outer;
  const auto [entry, added] =
      known_.try_emplace({resource, outer}, static_cast<ScopeId>(scopes_.size()));
  if (added) scopes_.push_back({resource, outer});
  return entry->second;
}

NodeId Scopes::target(const Rule& rule, ScopeId scope) const {
  NodeId target = rule.target;
  const schema::Resource& first = schema_.resources[schema_.nodes[target].resource];
  if (rule.keyword == Keyword::kRecursiveRef && !first.recursive_anchor) return target;
  // The outermost resource that has the anchor wins.
  for (; scope != kNone; scope = scopes_[scope].outer) {
    const schema::Resource& resource = schema_.resources[scopes_[scope].resource];
    if (rule.keyword == Keyword::kRecursiveRef) {
      if (resource.recursive_anchor) target = resource.node;
    } else if (rule.keyword == Keyword::kDynamicRef && !rule.dynamic_name.empty()) {
      const auto anchor = resource.dynamic_anchors.find(rule.dynamic_name);
      if (anchor != resource.dynamic_anchors.end()) target = anchor->second;
    }
  }
  return target;
}

std::optional<Fault> Merge::add(const Applied& applied) {
  if (!added_.insert(applied).second) return std::nullopt;
  const schema::Node& node = schema_.nodes[applied.node];
  if (added_.size() > limits::kMergedSchemasMax) {
    return Fault{node.json, "more schemas apply to one place than the generator merges"};
  }
  if (!node.satisfiable) return Fault{node.json, "nothing satisfies this schema"};
  shape.schemas.push_back(node.json);
  const ScopeId scope = scopes_.enter(applied.scope, applied.node);
  for (const Rule& rule : node.rules) {
    if (auto fault = apply(rule, *node.json, scope)) return fault;
  }
  return std::nullopt;
}

std::optional<Fault> Merge::apply(const Rule& rule, const Json& at, ScopeId scope) {
  switch (rule.keyword) {
    case Keyword::kRef:
    case Keyword::kDynamicRef:
    case Keyword::kRecursiveRef:
      return add({scopes_.target(rule, scope), scope});
    case Keyword::kAllOf:
      for (const NodeId node : rule.children->list) {
        if (auto fault = add({node, scope})) return fault;
      }
      return std::nullopt;
    case Keyword::kAnyOf:
    case Keyword::kOneOf:
      return choose(rule, scope);
    case Keyword::kIf:
      return condition(rule, at, scope);
    case Keyword::kType:
      return allow_types(*rule.value);
    case Keyword::kEnum: {
      std::vector<const Json*> values;
      for (const Json& value : *rule.value) values.push_back(&value);
      return list(*rule.value, values);
    }
    case Keyword::kConst:
      return list(*rule.value, {rule.value});
    case Keyword::kNot:
      shape.to_be_checked = true;
      return std::nullopt;
    default:
      note(rule, {rule.children.get(), scope, &at});
      return std::nullopt;
  }
}

std::optional<Fault> Merge::allow_types(const Json& named) {
  std::uint8_t types = named.is_string() ? types_named(named) : 0;
  if (named.is_array()) {
    for (const Json& name : named) types |= types_named(name);
  }
  shape.types &= types;
  shape.types_at = &named;
  if (shape.types == 0) return Fault{&named, "no type is left that all schemas allow"};
  return std::nullopt;
}

void Merge::note(const Rule& rule, const Part& part) {
  switch (rule.keyword) {
    case Keyword::kMultipleOf:
      return shape.multiples.push_back(rule.value);
    case Keyword::kMaximum:
    case Keyword::kExclusiveMaximum:
    case Keyword::kMinimum:
    case Keyword::kExclusiveMinimum:
      return bound(rule);
    case Keyword::kMaxLength:
    case Keyword::kMinLength:
      return count(shape.characters, rule, rule.keyword == Keyword::kMaxLength);
    case Keyword::kPattern:
      return shape.patterns.push_back(rule.value);
    case Keyword::kFormat:
      return shape.formats.push_back(rule.value);
    case Keyword::kMaxItems:
    case Keyword::kMinItems:
      return count(shape.items, rule, rule.keyword == Keyword::kMaxItems);
    case Keyword::kUniqueItems:
      shape.unique = true;
      shape.unique_at = rule.value;
      return;
    case Keyword::kMaxProperties:
    case Keyword::kMinProperties:
      return count(shape.members, rule, rule.keyword == Keyword::kMaxProperties);
    default:
      return note_part(rule, part);
  }
}

void Merge::note_part(const Rule& rule, const Part& part) {
  switch (rule.keyword) {
    case Keyword::kRequired:
      for (const auto& [none, names] : part.children->required) {
        for (const std::string_view name : names) shape.required.emplace_back(name, rule.value);
      }
      return;
    case Keyword::kDependentRequired:
      return shape.dependent_required.push_back(part);
    case Keyword::kDependentSchemas:
      return shape.dependent_schemas.push_back(part);
    case Keyword::kPropertyNames:
      return shape.property_names.push_back({part.children->rest, part.scope});
    case Keyword::kMembers:
      return shape.member_parts.push_back(part);
    case Keyword::kItems:
      return shape.item_parts.push_back(part);
    case Keyword::kContains:
      shape.contains.push_back(part);
      shape.to_be_checked = true;
      return;
    case Keyword::kUnevaluatedItems:
      shape.unevaluated_items.push_back({part.children->rest, part.scope});
      shape.to_be_checked = true;
      return;
    case Keyword::kUnevaluatedProperties:
      shape.unevaluated_members.push_back({part.children->rest, part.scope});
      shape.to_be_checked = true;
      return;
    default:
      std::unreachable();
  }
}

std::optional<Fault> Merge::choose(const Rule& rule, ScopeId scope) {
  std::vector<NodeId> alternatives;
  for (const NodeId node : rule.children->list) {
    if (schema_.nodes[node].satisfiable) alternatives.push_back(node);
  }
  if (alternatives.empty()) return Fault{rule.value, "nothing satisfies any of the alternatives"};
  if (rule.keyword == Keyword::kOneOf) shape.to_be_checked = true;
  const std::uint64_t count = alternatives.size();
  shape.choices = shape.choices > UINT64_MAX / count ? UINT64_MAX : shape.choices * count;
  std::uint64_t first = choosing_.random.below(count);
  if (choosing_.shortest) {
    std::ranges::stable_sort(alternatives, {}, [&](NodeId node) { return heights_.of(node); });
    first = 0;
  } else {
    // Something rather than nothing: null comes last.
    std::ranges::stable_partition(alternatives, [&](NodeId node) {
      const Json* type = find_member(*schema_.nodes[node].json, "type");
      return type == nullptr || *type != "null";
    });
    const Json* last = find_member(*schema_.nodes[alternatives.back()].json, "type");
    if (first + 1 == count && last != nullptr && *last == "null") first = 0;
  }
  const std::uint64_t index = (first + choosing_.attempt) % count;
  choosing_.attempt /= count;
  return add({alternatives[static_cast<std::size_t>(index)], scope});
}

std::optional<Fault> Merge::condition(const Rule& rule, const Json& at, ScopeId scope) {
  const schema::Children& children = *rule.children;
  shape.conditions.push_back({&children, scope, &at});
  const bool holds = choosing_.all_hold || choosing_.holding.contains(&children);
  if (holds) {
    if (auto fault = add({children.list[0], scope})) return fault;
  }
  const NodeId next = children.list[holds ? 1 : 2];
  return next == kNoNode ? std::nullopt : add({next, scope});
}

void Merge::count(Count& count, const Rule& rule, bool most) {
  const std::uint64_t value = count_of(*rule.value);
  if (most && value < count.most) {
    count.most = value;
    count.most_at = rule.value;
  } else if (!most && value > count.least) {
    count.least = value;
    count.least_at = rule.value;
  }
}

std::optional<Fault> Merge::list(const Json& keyword, const std::vector<const Json*>& values) {
  if (!shape.listed) {
    shape.listed = values;
  } else {
    intersect(*shape.listed, values);
  }
  shape.listed_at = &keyword;
  if (shape.listed->empty()) return Fault{&keyword, "no value is left that all schemas allow"};
  return std::nullopt;
}

void Merge::bound(const Rule& rule) {
  const bool upper =
      rule.keyword == Keyword::kMaximum || rule.keyword == Keyword::kExclusiveMaximum;
  const bool exclusive =
      rule.keyword == Keyword::kExclusiveMaximum || rule.keyword == Keyword::kExclusiveMinimum;
  Bound& known = upper ? shape.upper : shape.lower;
  if (known.value != nullptr) {
    const auto order = schema::compare_numbers(*rule.value, *known.value);
    const bool looser = upper ? order > 0 : order < 0;
    if (looser || (order == 0 && known.exclusive)) return;
  }
  known = {rule.value, exclusive};
}

}  // namespace skerry::fn::object
