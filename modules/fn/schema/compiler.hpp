#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/fn/schema/compile.hpp"
#include "modules/fn/schema/compiled.hpp"
#include "modules/fn/schema/keywords.hpp"

/// Inside `compile`: compile.cpp has documents, identities and references, compile_keywords.cpp
/// what the keywords of one schema become.
namespace skerry::fn::schema {

/// One run of `compile`. The first fault ends it; what is read after it is dropped.
class Compiler {
 public:
  [[nodiscard]] std::expected<CompiledSchema, SchemaError> run(Json schema, Draft draft);

 private:
  /// A rule that refers to a schema which is looked for when all of the document is known.
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

  void fail(std::string pointer, std::string detail);

  // Documents, identities and references.
  NodeId add_document(Json schema, std::string_view base, Draft draft);
  ResourceId add_resource(std::string uri, const Json& root, Draft draft);
  void add_anchor(ResourceId resource, std::string_view name, NodeId id);
  const std::string* text_of(const Json& json, std::string_view keyword,
                             const std::string& pointer);
  /// The node of a schema, which is read unless it was before.
  NodeId visit(const Json& json, ResourceId resource, const std::string& pointer);
  /// Notes the schema's names. The resource it belongs to: a new one when it has an identity.
  ResourceId identify(const Json& json, NodeId id, ResourceId resource, const std::string& pointer);
  /// A document's root keeps the resource it was given and answers to both names.
  ResourceId rename_or_add(std::string uri, const Json& json, ResourceId resource, Draft draft);
  void follow(const Reference& reference);
  std::optional<ResourceId> find_resource(const std::string& uri, const std::string& pointer);
  NodeId find_target(ResourceId id, std::string_view fragment, const std::string& pointer);

  // Keywords.
  void read_keywords(Reading& reading);
  Rule& add_rule(Reading& reading, Keyword keyword, const Json* value = nullptr);
  /// A keyword that means something by itself.
  void read_plain(Reading& reading, const KeywordEntry& entry, const Json& value);
  void read_dependencies(Reading& reading, const KeywordEntry& entry, const Json& value,
                         Children& children);
  void read_members(Reading& reading);
  void read_items(Reading& reading);
  void read_contains(Reading& reading);
  void read_condition(Reading& reading);
  std::vector<std::string_view> names_at(const std::string& pointer, const Json& value);
  std::uint64_t count(Reading& reading, std::string_view keyword, std::uint64_t otherwise);
  NodeId child(Reading& reading, std::string_view keyword, const Json& value);
  std::vector<NodeId> schema_list(Reading& reading, std::string_view keyword, const Json& value);
  std::unordered_map<std::string_view, NodeId> schema_map(Reading& reading,
                                                          std::string_view keyword,
                                                          const Json& value);

  CompiledSchema compiled_;
  std::unordered_map<std::string, ResourceId> resource_of_uri_;
  std::unordered_map<const Json*, NodeId> node_of_;
  std::vector<Reference> references_;
  bool failed_ = false;
  SchemaError error_;
};

}  // namespace skerry::fn::schema
