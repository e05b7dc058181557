#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/sdk/json.hpp"

namespace skerry::fn::schema {

/// The drafts that are honoured, oldest first.
enum class Draft : std::uint8_t { k07, k2019, k2020 };

/// What a rule of a schema asks, in the order in which rules are applied: those that look at what
/// the others evaluated come last.
enum class Keyword : std::uint8_t {
  kRef,
  kDynamicRef,
  kRecursiveRef,
  kType,
  kEnum,
  kConst,
  kMultipleOf,
  kMaximum,
  kExclusiveMaximum,
  kMinimum,
  kExclusiveMinimum,
  kMaxLength,
  kMinLength,
  kPattern,
  kFormat,
  kMaxItems,
  kMinItems,
  kUniqueItems,
  kMaxProperties,
  kMinProperties,
  kRequired,
  kDependentRequired,
  kDependentSchemas,
  kPropertyNames,
  kMembers,
  kItems,
  kContains,
  kAllOf,
  kAnyOf,
  kOneOf,
  kNot,
  kIf,
  kUnevaluatedItems,
  kUnevaluatedProperties,
};

using NodeId = std::uint32_t;
using ResourceId = std::uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

/// What to do with the members or items that a rule speaks of one by one.
struct Children {
  /// `properties`, `dependentSchemas`: by name.
  std::unordered_map<std::string_view, NodeId> named;
  /// `patternProperties`.
  std::vector<std::pair<std::string_view, NodeId>> patterns;
  /// `required`, `dependentRequired`: names that must be there, for each name that asks for them;
  /// the empty view's pointer is null for `required`.
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> required;
  /// `allOf`, `anyOf`, `oneOf`, `prefixItems`; `if`, `then`, `else`.
  std::vector<NodeId> list;
  /// `additionalProperties`, `items` after a prefix, or the one subschema there is.
  NodeId rest = kNoNode;
  /// `contains`.
  std::uint64_t at_least = 1;
  std::uint64_t at_most = UINT64_MAX;
};

/// One keyword, or several that only mean something together.
struct Rule {
  Keyword keyword;
  /// The keyword's value; owned by the schema's documents.
  const Json* value = nullptr;
  /// The schema that a `$ref` leads to.
  NodeId target = kNoNode;
  /// The name of the dynamic anchor by which `$dynamicRef` may lead elsewhere; empty for none.
  std::string_view dynamic_name;
  std::unique_ptr<Children> children;
};

/// One schema or subschema.
struct Node {
  /// False for the schema `false`, which nothing satisfies.
  bool satisfiable = true;
  ResourceId resource = 0;
  /// The schema as it was written; owned by the schema's documents.
  const Json* json = nullptr;
  std::vector<Rule> rules;
};

/// A schema with an identity of its own: the root, or a subschema with `$id`.
struct Resource {
  std::string uri;
  const Json* root = nullptr;
  NodeId node = kNoNode;
  Draft draft = Draft::k2020;
  std::unordered_map<std::string_view, NodeId> anchors;
  std::unordered_map<std::string_view, NodeId> dynamic_anchors;
  bool recursive_anchor = false;
};

/// A schema ready to check values. Refers into its own documents; movable, plain data.
struct CompiledSchema {
  std::vector<std::unique_ptr<const Json>> documents;
  std::vector<Node> nodes;
  std::vector<Resource> resources;
  NodeId root = kNoNode;
  /// Some rule looks at what others evaluated.
  bool tracks_evaluated = false;
  /// All patterns of the schema, for a check of their syntax.
  std::vector<std::string_view> patterns;
};

}  // namespace skerry::fn::schema
