#include "modules/fn/schema/compile.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/schema/keywords.hpp"
#include "modules/fn/schema/uri.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/sdk/json_pointer.hpp"
#include "modules/sdk/percent.hpp"

namespace skerry::fn::schema {
namespace {

/// Where a schema without an identity of its own stands: relative references stay below it.
constexpr std::string_view kUnnamedBase = "schema:///";

constexpr std::string_view kMetaSchemas[] = {
    "http://json-schema.org/draft-07/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
};

bool is_empty_fragment(std::string_view uri) { return uri.ends_with('#'); }

class Compiler {
 public:
  std::expected<CompiledSchema, SchemaError> run(Json schema, Draft draft) {
    compiled_.root = add_document(std::move(schema), kUnnamedBase, draft);
    // Following a reference may find further schemas with references of their own.
    while (!failed_ && !references_.empty()) {
      const Reference reference = std::move(references_.back());
      references_.pop_back();
      follow(reference);
    }
    if (failed_) return std::unexpected(std::move(error_));
    return std::move(compiled_);
  }

 private:
  struct Reference {
    NodeId node;
    std::size_t rule;
    ResourceId resource;
    std::string pointer;
  };

  /// One schema while its keywords are read.
  struct Reading {
    const Json& json;
    NodeId id;
    ResourceId resource;
    Draft draft;
    const std::string& pointer;
    std::vector<Rule> rules;
  };

  void fail(std::string pointer, std::string detail) {
    if (failed_) return;
    failed_ = true;
    error_ = {std::move(pointer), std::move(detail)};
  }

  NodeId add_document(Json schema, std::string_view base, Draft draft) {
    compiled_.documents.push_back(std::make_unique<const Json>(std::move(schema)));
    const Json& root = *compiled_.documents.back();
    const ResourceId resource = add_resource(std::string(base), root, draft);
    return visit(root, resource, "");
  }

  ResourceId add_resource(std::string uri, const Json& root, Draft draft) {
    const auto id = static_cast<ResourceId>(compiled_.resources.size());
    compiled_.resources.push_back({.uri = uri, .root = &root, .draft = draft});
    resource_of_uri_.emplace(std::move(uri), id);
    return id;
  }

  const std::string* text_of(const Json& json, std::string_view keyword,
                             const std::string& pointer) {
    const Json* value = find_member(json, keyword);
    if (value == nullptr) return nullptr;
    if (!value->is_string()) fail(pointer_to(pointer, keyword), found("string", *value));
    return value->is_string() ? &value->get_ref<const std::string&>() : nullptr;
  }

  NodeId visit(const Json& json, ResourceId resource, const std::string& pointer) {
    if (failed_) return kNoNode;
    if (const auto known = node_of_.find(&json); known != node_of_.end()) return known->second;
    if (!json.is_object() && !json.is_boolean()) {
      fail(pointer, found("object or boolean", json));
      return kNoNode;
    }
    const auto id = static_cast<NodeId>(compiled_.nodes.size());
    compiled_.nodes.emplace_back().json = &json;
    node_of_.emplace(&json, id);
    if (json.is_object()) resource = identify(json, id, resource, pointer);
    compiled_.nodes[id].resource = resource;
    if (compiled_.resources[resource].root == &json) compiled_.resources[resource].node = id;
    if (json.is_boolean()) {
      compiled_.nodes[id].satisfiable = json.get<bool>();
      return id;
    }
    Reading reading{json, id, resource, compiled_.resources[resource].draft, pointer, {}};
    read_keywords(reading);
    std::ranges::stable_sort(reading.rules, {}, &Rule::keyword);
    for (std::size_t rule = 0; rule < reading.rules.size(); ++rule) {
      if (reading.rules[rule].keyword > Keyword::kRecursiveRef) break;
      references_.push_back({id, rule, resource, pointer});
    }
    compiled_.nodes[id].rules = std::move(reading.rules);
    return id;
  }

  /// Notes the schema's names. The resource it belongs to: a new one when it has an identity.
  ResourceId identify(const Json& json, NodeId id, ResourceId resource,
                      const std::string& pointer) {
    Draft draft = compiled_.resources[resource].draft;
    const std::string* name = text_of(json, "$id", pointer);
    if (name != nullptr && draft == Draft::k07 && json.contains("$ref")) name = nullptr;
    if (name != nullptr) {
      const std::size_t hash = std::min(name->find('#'), name->size());
      const std::string_view fragment = std::string_view(*name).substr(hash);
      if (hash > 0) {
        if (const std::string* dialect = text_of(json, "$schema", pointer)) {
          const auto known = draft_of_uri(*dialect);
          if (!known) fail(pointer_to(pointer, "$schema"), "names a draft that is not supported");
          draft = known.value_or(draft);
        }
        std::string uri = resolve_uri(compiled_.resources[resource].uri, name->substr(0, hash));
        const auto taken = resource_of_uri_.find(uri);
        if (taken != resource_of_uri_.end() && taken->second != resource) {
          fail(pointer_to(pointer, "$id"), "names what another schema is named already");
        }
        resource = rename_or_add(std::move(uri), json, resource, draft);
      }
      if (fragment.size() > 1) add_anchor(resource, fragment.substr(1), id);
    }
    Resource& own = compiled_.resources[resource];
    if (draft >= Draft::k2019) {
      if (const auto* anchor = text_of(json, "$anchor", pointer)) add_anchor(resource, *anchor, id);
    }
    if (draft == Draft::k2020) {
      if (const auto* anchor = text_of(json, "$dynamicAnchor", pointer)) {
        add_anchor(resource, *anchor, id);
        own.dynamic_anchors.emplace(*anchor, id);
      }
    }
    if (draft == Draft::k2019 && own.root == &json) {
      const Json* recursive = find_member(json, "$recursiveAnchor");
      own.recursive_anchor = recursive != nullptr && *recursive == true;
    }
    return resource;
  }

  /// A document's root keeps the resource it was given and answers to both names.
  ResourceId rename_or_add(std::string uri, const Json& json, ResourceId resource, Draft draft) {
    if (compiled_.resources[resource].root != &json)
      return add_resource(std::move(uri), json, draft);
    compiled_.resources[resource].uri = uri;
    resource_of_uri_.emplace(std::move(uri), resource);
    return resource;
  }

  void add_anchor(ResourceId resource, std::string_view name, NodeId id) {
    compiled_.resources[resource].anchors.emplace(name, id);
  }

  void read_keywords(Reading& reading) {
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

  Rule& add_rule(Reading& reading, Keyword keyword, const Json* value = nullptr) {
    Rule& rule = reading.rules.emplace_back();
    rule.keyword = keyword;
    rule.value = value;
    if (keyword == Keyword::kUnevaluatedItems || keyword == Keyword::kUnevaluatedProperties) {
      compiled_.tracks_evaluated = true;
    }
    return rule;
  }

  void read_plain(Reading& reading, const KeywordEntry& entry, const Json& value) {
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

  void read_dependencies(Reading& reading, const KeywordEntry& entry, const Json& value,
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

  std::vector<std::string_view> names_at(const std::string& pointer, const Json& value) {
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

  NodeId child(Reading& reading, std::string_view keyword, const Json& value) {
    return visit(value, reading.resource, pointer_to(reading.pointer, keyword));
  }

  std::vector<NodeId> schema_list(Reading& reading, std::string_view keyword, const Json& value) {
    std::vector<NodeId> list;
    const std::string pointer = pointer_to(reading.pointer, keyword);
    if (!value.is_array()) fail(pointer, found("array", value));
    if (failed_) return list;
    for (std::size_t i = 0; i < value.size() && !failed_; ++i) {
      list.push_back(visit(value[i], reading.resource, pointer_to(pointer, i)));
    }
    return list;
  }

  std::unordered_map<std::string_view, NodeId> schema_map(Reading& reading,
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

  void read_members(Reading& reading) {
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

  void read_items(Reading& reading) {
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

  std::uint64_t count(Reading& reading, std::string_view keyword, std::uint64_t otherwise) {
    const Json* value = find_member(reading.json, keyword);
    if (value == nullptr || reading.draft == Draft::k07) return otherwise;
    if (!is_count(*value)) {
      fail(pointer_to(reading.pointer, keyword), found("whole number from 0", *value));
      return otherwise;
    }
    return value->is_number_integer() ? value->get<std::uint64_t>() : UINT64_MAX;
  }

  void read_contains(Reading& reading) {
    const Json* contains = find_member(reading.json, "contains");
    if (contains == nullptr) return;
    auto children = std::make_unique<Children>();
    children->rest = child(reading, "contains", *contains);
    children->at_least = count(reading, "minContains", 1);
    children->at_most = count(reading, "maxContains", UINT64_MAX);
    add_rule(reading, Keyword::kContains).children = std::move(children);
  }

  void read_condition(Reading& reading) {
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

  void follow(const Reference& reference) {
    Rule& rule = compiled_.nodes[reference.node].rules[reference.rule];
    constexpr std::string_view kNames[] = {"$ref", "$dynamicRef", "$recursiveRef"};
    const std::string pointer =
        pointer_to(reference.pointer, kNames[static_cast<std::size_t>(rule.keyword)]);
    const std::string& text = rule.value->get_ref<const std::string&>();
    const std::string uri = resolve_uri(compiled_.resources[reference.resource].uri, text);
    const std::size_t hash = std::min(uri.find('#'), uri.size());
    const auto resource = find_resource(uri.substr(0, hash), pointer);
    if (!resource) return;
    const std::string_view fragment = std::string_view(uri).substr(std::min(hash + 1, uri.size()));
    const NodeId target = find_target(*resource, fragment, pointer);
    // Nodes may have moved meanwhile.
    Rule& followed = compiled_.nodes[reference.node].rules[reference.rule];
    followed.target = target;
    if (failed_ || followed.keyword != Keyword::kDynamicRef) return;
    const auto& dynamic = compiled_.resources[compiled_.nodes[target].resource].dynamic_anchors;
    if (const auto named = dynamic.find(fragment); named != dynamic.end()) {
      followed.dynamic_name = named->first;
    }
  }

  std::optional<ResourceId> find_resource(const std::string& uri, const std::string& pointer) {
    if (const auto known = resource_of_uri_.find(uri); known != resource_of_uri_.end()) {
      return known->second;
    }
    const std::string_view text = meta_schema_text(uri);
    if (text.empty()) {
      fail(pointer, "leads to a schema that is not part of this one; nothing is fetched");
      return std::nullopt;
    }
    auto document = read_json(text);
    const auto named = find_member(*document, "$schema")->get<std::string>();
    add_document(std::move(*document), uri, *draft_of_uri(named));
    return failed_ ? std::nullopt : std::optional(resource_of_uri_.at(uri));
  }

  NodeId find_target(ResourceId id, std::string_view fragment, const std::string& pointer) {
    const Resource& resource = compiled_.resources[id];
    if (fragment.empty()) return resource.node;
    const auto decoded = percent_decode(fragment);
    if (!decoded || !decoded->starts_with('/')) {
      const auto anchor = resource.anchors.find(fragment);
      if (anchor != resource.anchors.end()) return anchor->second;
      fail(pointer, "leads to an anchor that is not there");
      return kNoNode;
    }
    const Json* target = resolve_pointer(*resource.root, *decoded);
    if (target == nullptr || (!target->is_object() && !target->is_boolean())) {
      fail(pointer, "leads to a place where there is no schema");
      return kNoNode;
    }
    return visit(*target, id, *decoded);
  }

  CompiledSchema compiled_;
  std::unordered_map<std::string, ResourceId> resource_of_uri_;
  std::unordered_map<const Json*, NodeId> node_of_;
  std::vector<Reference> references_;
  bool failed_ = false;
  SchemaError error_;
};

}  // namespace

std::expected<CompiledSchema, SchemaError> compile(Json schema, Draft draft) {
  return Compiler().run(std::move(schema), draft);
}

std::optional<Draft> draft_of_uri(std::string_view uri) {
  if (is_empty_fragment(uri)) uri.remove_suffix(1);
  const auto known = std::ranges::find(kMetaSchemas, uri);
  if (known == std::end(kMetaSchemas)) return std::nullopt;
  return static_cast<Draft>(known - std::begin(kMetaSchemas));
}

std::string_view meta_schema_uri(Draft draft) {
  return kMetaSchemas[static_cast<std::size_t>(draft)];
}

}  // namespace skerry::fn::schema
