#include <algorithm>
#include <memory>
#include <utility>

#include "modules/fn/schema/compiler.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/sdk/json_pointer.hpp"

namespace skerry::fn::schema {

void Compiler::read_keywords(Reading& reading) {
  const Json* ref = find_member(reading.json, "$ref");
  const bool only_ref = reading.draft == Draft::k07 && ref != nullptr;
  for (const auto& [name, value] : reading.json.get_ref<const Json::object_t&>()) {
    if (const KeywordEntry* entry = find_keyword(name)) {
      if (reading.draft < entry->since || reading.draft > entry->until) continue;
      read_plain(reading, *entry, value);
    } else if (name == "$defs" || name == "definitions") {
      if (name == "$defs" && reading.draft == Draft::k07) continue;
      schema_map(reading, name, value);
    }
  }
  read_members(reading);
  read_items(reading);
  read_contains(reading);
  read_condition(reading);
  // What stands beside a reference is ignored in draft-07, but may be referred to.
  if (only_ref) {
    std::erase_if(reading.rules, [](const Rule& rule) { return rule.keyword != Keyword::kRef; });
  }
}

Rule& Compiler::add_rule(Reading& reading, Keyword keyword, const Json* value) {
  Rule& rule = reading.rules.emplace_back();
  rule.keyword = keyword;
  rule.value = value;
  if (keyword == Keyword::kUnevaluatedItems || keyword == Keyword::kUnevaluatedProperties) {
    compiled_.tracks_evaluated = true;
  }
  return rule;
}

void Compiler::read_plain(Reading& reading, const KeywordEntry& entry, const Json& value) {
  if (const std::string wrong = form_fault(entry, value); !wrong.empty()) {
    return fail(pointer_to(reading.pointer, entry.name), wrong);
  }
  auto children = std::make_unique<Children>();
  switch (entry.form) {
    case Form::kText:
    case Form::kReference:
      if (entry.keyword == Keyword::kPattern && value.is_string()) {
        compiled_.patterns.push_back(value.get_ref<const std::string&>());
      }
      break;
    case Form::kFlag:
      if (value == false) return;
      break;
    case Form::kNames:
      children->required.emplace_back(std::string_view(),
                                      names_at(pointer_to(reading.pointer, entry.name), value));
      break;
    case Form::kSchema:
      children->rest = child(reading, entry.name, value);
      break;
    case Form::kSchemas:
      children->list = schema_list(reading, entry.name, value);
      break;
    case Form::kSchemaMap:
      children->named = schema_map(reading, entry.name, value);
      break;
    case Form::kNamesMap:
    case Form::kDependencies:
      read_dependencies(reading, entry, value, *children);
      break;
    default:
      break;
  }
  add_rule(reading, entry.keyword, &value).children = std::move(children);
}

void Compiler::read_dependencies(Reading& reading, const KeywordEntry& entry, const Json& value,
                                 Children& children) {
  if (!value.is_object()) {
    return fail(pointer_to(reading.pointer, entry.name), found("object", value));
  }
  for (const auto& [name, part] : value.get_ref<const Json::object_t&>()) {
    const std::string pointer = pointer_to(pointer_to(reading.pointer, entry.name), name);
    if (part.is_array() || entry.form == Form::kNamesMap) {
      children.required.emplace_back(name, names_at(pointer, part));
    } else {
      children.named.emplace(name, visit(part, reading.resource, pointer));
    }
  }
  if (entry.form == Form::kDependencies && !children.required.empty()) {
    auto required = std::make_unique<Children>();
    required->required = std::exchange(children.required, {});
    add_rule(reading, Keyword::kDependentRequired, &value).children = std::move(required);
  }
}

std::vector<std::string_view> Compiler::names_at(const std::string& pointer, const Json& value) {
  std::vector<std::string_view> names;
  if (!value.is_array()) fail(pointer, found("array", value));
  if (failed_) return names;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!value[i].is_string()) {
      fail(pointer_to(pointer, i), found("string", value[i]));
      return names;
    }
    names.push_back(value[i].get_ref<const std::string&>());
  }
  return names;
}

NodeId Compiler::child(Reading& reading, std::string_view keyword, const Json& value) {
  return visit(value, reading.resource, pointer_to(reading.pointer, keyword));
}

std::vector<NodeId> Compiler::schema_list(Reading& reading, std::string_view keyword,
                                          const Json& value) {
  std::vector<NodeId> list;
  const std::string pointer = pointer_to(reading.pointer, keyword);
  if (!value.is_array()) fail(pointer, found("array", value));
  if (failed_) return list;
  for (std::size_t i = 0; i < value.size() && !failed_; ++i) {
    list.push_back(visit(value[i], reading.resource, pointer_to(pointer, i)));
  }
  return list;
}

std::unordered_map<std::string_view, NodeId> Compiler::schema_map(Reading& reading,
                                                                  std::string_view keyword,
                                                                  const Json& value) {
  std::unordered_map<std::string_view, NodeId> map;
  const std::string pointer = pointer_to(reading.pointer, keyword);
  if (!value.is_object()) fail(pointer, found("object", value));
  if (failed_) return map;
  for (const auto& [name, schema] : value.get_ref<const Json::object_t&>()) {
    map.emplace(name, visit(schema, reading.resource, pointer_to(pointer, name)));
    if (failed_) break;
  }
  return map;
}

void Compiler::read_members(Reading& reading) {
  const Json* properties = find_member(reading.json, "properties");
  const Json* patterns = find_member(reading.json, "patternProperties");
  const Json* additional = find_member(reading.json, "additionalProperties");
  if (properties == nullptr && patterns == nullptr && additional == nullptr) return;
  auto children = std::make_unique<Children>();
  if (properties != nullptr) children->named = schema_map(reading, "properties", *properties);
  if (patterns != nullptr) {
    // In the order in which they were written, so that what is found first is the same always.
    const auto nodes = schema_map(reading, "patternProperties", *patterns);
    if (failed_) return;
    for (const auto& [pattern, schema] : patterns->get_ref<const Json::object_t&>()) {
      children->patterns.emplace_back(pattern, nodes.at(pattern));
      compiled_.patterns.push_back(pattern);
    }
  }
  if (additional != nullptr) children->rest = child(reading, "additionalProperties", *additional);
  add_rule(reading, Keyword::kMembers).children = std::move(children);
}

void Compiler::read_items(Reading& reading) {
  const bool newest = reading.draft == Draft::k2020;
  const Json* items = find_member(reading.json, "items");
  const Json* prefix = newest ? find_member(reading.json, "prefixItems") : nullptr;
  if (items == nullptr && prefix == nullptr) return;
  auto children = std::make_unique<Children>();
  if (prefix != nullptr) children->list = schema_list(reading, "prefixItems", *prefix);
  if (items != nullptr && !newest && items->is_array()) {
    children->list = schema_list(reading, "items", *items);
    const Json* additional = find_member(reading.json, "additionalItems");
    if (additional != nullptr) children->rest = child(reading, "additionalItems", *additional);
  } else if (items != nullptr) {
    children->rest = child(reading, "items", *items);
  }
  add_rule(reading, Keyword::kItems).children = std::move(children);
}

std::uint64_t Compiler::count(Reading& reading, std::string_view keyword, std::uint64_t otherwise) {
  const Json* value = find_member(reading.json, keyword);
  if (value == nullptr || reading.draft == Draft::k07) return otherwise;
  if (!is_count(*value)) {
    fail(pointer_to(reading.pointer, keyword), found("whole number from 0", *value));
    return otherwise;
  }
  return value->is_number_integer() ? value->get<std::uint64_t>() : UINT64_MAX;
}

void Compiler::read_contains(Reading& reading) {
  const Json* contains = find_member(reading.json, "contains");
  if (contains == nullptr) return;
  auto children = std::make_unique<Children>();
  children->rest = child(reading, "contains", *contains);
  children->at_least = count(reading, "minContains", 1);
  children->at_most = count(reading, "maxContains", UINT64_MAX);
  add_rule(reading, Keyword::kContains).children = std::move(children);
}

void Compiler::read_condition(Reading& reading) {
  constexpr std::string_view kParts[] = {"if", "then", "else"};
  auto children = std::make_unique<Children>();
  for (const std::string_view part : kParts) {
    const Json* value = find_member(reading.json, part);
    children->list.push_back(value == nullptr ? kNoNode : child(reading, part, *value));
  }
  // Alone, the other two mean nothing, but may be referred to.
  if (children->list[0] == kNoNode) return;
  add_rule(reading, Keyword::kIf).children = std::move(children);
}

}  // namespace skerry::fn::schema
