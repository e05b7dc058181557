#include "modules/fn/schema/compile.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/schema/compiler.hpp"
#include "modules/fn/schema/uri.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/sdk/assert.hpp"
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

}  // namespace

std::expected<CompiledSchema, SchemaError> Compiler::run(Json schema, Draft draft) {
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

NodeId Compiler::add_document(Json schema, std::string_view base, Draft draft) {
  compiled_.documents.push_back(std::make_unique<const Json>(std::move(schema)));
  const Json& root = *compiled_.documents.back();
  const ResourceId resource = add_resource(std::string(base), root, draft);
  return visit(root, resource, "");
}

ResourceId Compiler::add_resource(std::string uri, const Json& root, Draft draft) {
  const auto id = static_cast<ResourceId>(compiled_.resources.size());
  compiled_.resources.push_back({.uri = uri, .root = &root, .draft = draft});
  resource_of_uri_.emplace(std::move(uri), id);
  return id;
}

const std::string* Compiler::text_of(const Json& json, std::string_view keyword,
                                     const std::string& pointer) {
  const Json* value = find_member(json, keyword);
  if (value == nullptr) return nullptr;
  if (!value->is_string()) fail(pointer_to(pointer, keyword), found("string", *value));
  return value->is_string() ? &value->get_ref<const std::string&>() : nullptr;
}

NodeId Compiler::visit(const Json& json, ResourceId resource, const std::string& pointer) {
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

ResourceId Compiler::identify(const Json& json, NodeId id, ResourceId resource,
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

ResourceId Compiler::rename_or_add(std::string uri, const Json& json, ResourceId resource,
                                   Draft draft) {
  if (compiled_.resources[resource].root != &json) return add_resource(std::move(uri), json, draft);
  compiled_.resources[resource].uri = uri;
  resource_of_uri_.emplace(std::move(uri), resource);
  return resource;
}

void Compiler::follow(const Reference& reference) {
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

std::optional<ResourceId> Compiler::find_resource(const std::string& uri,
                                                  const std::string& pointer) {
  if (const auto known = resource_of_uri_.find(uri); known != resource_of_uri_.end()) {
    return known->second;
  }
  const std::string_view text = meta_schema_text(uri);
  if (text.empty()) {
    fail(pointer, "leads to a schema that is not part of this one; nothing is fetched");
    return std::nullopt;
  }
  auto document = read_json(text);
  SKERRY_ASSERT(document.has_value());
  const auto draft = draft_of_uri(find_member(*document, "$schema")->get<std::string>());
  SKERRY_ASSERT(draft.has_value());
  add_document(std::move(*document), uri, *draft);
  return failed_ ? std::nullopt : std::optional(resource_of_uri_.at(uri));
}

NodeId Compiler::find_target(ResourceId id, std::string_view fragment, const std::string& pointer) {
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

void Compiler::fail(std::string pointer, std::string detail) {
  if (failed_) return;
  failed_ = true;
  error_ = {std::move(pointer), std::move(detail)};
}

void Compiler::add_anchor(ResourceId resource, std::string_view name, NodeId id) {
  compiled_.resources[resource].anchors.emplace(name, id);
}

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
