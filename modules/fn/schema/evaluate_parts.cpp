#include <algorithm>

#include "modules/fn/schema/evaluator.hpp"
#include "modules/fn/schema/mismatch_text.hpp"

namespace skerry::fn::schema {

bool Evaluator::apply_to_array(const Rule& rule, const Here& here) {
  switch (rule.keyword) {
    case Keyword::kItems:
      return items(*rule.children, here);
    case Keyword::kContains:
      return contains(rule, here);
    default:
      return each(here, rule.children->rest, [&](std::size_t i) { return !(*here.marks)[i]; });
  }
}

bool Evaluator::items(const Children& children, const Here& here) {
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

bool Evaluator::contains(const Rule& rule, const Here& here) {
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

bool Evaluator::apply_to_object(const Rule& rule, const Here& here) {
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

bool Evaluator::members(const Children& children, const Here& here) {
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

bool Evaluator::property_names(const Rule& rule, const Here& here) {
  bool valid = true;
  for (const auto& [name, value] : members_of(here.value)) {
    if (!work_.take() || (!valid && may_stop())) break;
    const Json text = name;
    const Place place{&here.place, name, 0};
    valid = check(rule.children->rest, text, place, nullptr) && valid;
  }
  return valid;
}

bool Evaluator::has_member(const Json& object, std::string_view name) {
  work_.take(1 + object.size() / kNamesPerStep);
  return find_member(object, name) != nullptr;
}

bool Evaluator::required(const Children& children, const Here& here) {
  bool valid = true;
  for (const auto& [asker, names] : children.required) {
    const bool always = asker.data() == nullptr;
    if (!always && !has_member(here.value, asker)) continue;
    for (const std::string_view name : names) {
      if (work_.exhausted() || (!valid && may_stop())) return false;
      valid = expect(has_member(here.value, name), here,
                     [&] {
                       return "member " + shown(std::string(name)) + " is missing" +
                              (always ? "" : ", which " + shown(std::string(asker)) + " asks for");
                     }) &&
              valid;
    }
  }
  return valid;
}

bool Evaluator::dependent_schemas(const Children& children, const Here& here) {
  bool valid = true;
  for (const auto& [name, value] : members_of(here.value)) {
    if (!work_.take()) break;
    const auto child = children.named.find(name);
    if (child == children.named.end()) continue;
    valid = check(child->second, here.value, here.place, here.marks) && valid;
  }
  return valid;
}

}  // namespace skerry::fn::schema
