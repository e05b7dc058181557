#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/fn/object/random.hpp"
#include "modules/fn/schema/compiled.hpp"

namespace skerry::fn::object {

/// Why there is no value, and which part of the schema says so: a keyword's value or a subschema,
/// owned by the schema.
struct Fault {
  const Json* at = nullptr;
  std::string detail;
};

/// Schema resources entered on the way to a place: what `$dynamicRef` looks at.
using ScopeId = std::uint32_t;

/// A subschema that applies to a place.
struct Applied {
  schema::NodeId node;
  ScopeId scope;

  friend auto operator<=>(const Applied&, const Applied&) = default;
};

/// Keeps the dynamic scopes of one generation.
class Scopes {
 public:
  explicit Scopes(const schema::CompiledSchema& schema) : schema_(schema) {}

  /// The scope within a subschema that is entered from `outer`.
  ScopeId enter(ScopeId outer, schema::NodeId node);
  /// Where a `$ref`, `$dynamicRef` or `$recursiveRef` leads.
  [[nodiscard]] schema::NodeId target(const schema::Rule& rule, ScopeId scope) const;

  static constexpr ScopeId kNone = 0;

 private:
  struct Scope {
    schema::ResourceId resource = UINT32_MAX;
    ScopeId outer = kNone;
  };

  const schema::CompiledSchema& schema_;
  std::vector<Scope> scopes_{Scope{}};
  std::map<std::pair<schema::ResourceId, ScopeId>, ScopeId> known_;
};

/// The types of values, as bits; `number` is `kInteger` and `kFraction`.
inline constexpr std::uint8_t kNull = 1;
inline constexpr std::uint8_t kBoolean = 2;
inline constexpr std::uint8_t kInteger = 4;
inline constexpr std::uint8_t kFraction = 8;
inline constexpr std::uint8_t kString = 16;
inline constexpr std::uint8_t kArray = 32;
inline constexpr std::uint8_t kObject = 64;
inline constexpr std::uint8_t kAnyType = 127;

[[nodiscard]] std::uint8_t type_of(const Json& value);

/// The strictest bound of a number, and the keyword's value that sets it.
struct Bound {
  const Json* value = nullptr;
  bool exclusive = false;
};

/// How many characters, items or members.
struct Count {
  std::uint64_t least = 0;
  std::uint64_t most = UINT64_MAX;
  const Json* least_at = nullptr;
  const Json* most_at = nullptr;
};

/// A rule about members or items, in the subschema `at`.
struct Part {
  const schema::Children* children;
  ScopeId scope;
  const Json* at;
};

/// All that the subschemas which apply to one place ask of its value, merged.
struct Shape {
  std::uint8_t types = kAnyType;
  const Json* types_at = nullptr;
  /// `enum` and `const`: what is left of them.
  std::optional<std::vector<const Json*>> listed;
  const Json* listed_at = nullptr;

  Bound lower;
  Bound upper;
  std::vector<const Json*> multiples;

  Count characters;
  std::vector<const Json*> patterns;
  std::vector<const Json*> formats;

  Count items;
  bool unique = false;
  const Json* unique_at = nullptr;
  std::vector<Part> item_parts;
  std::vector<Part> contains;
  std::vector<Applied> unevaluated_items;

  Count members;
  std::vector<Part> member_parts;
  std::vector<std::pair<std::string_view, const Json*>> required;
  std::vector<Part> dependent_required;
  std::vector<Part> dependent_schemas;
  std::vector<Applied> property_names;
  std::vector<Applied> unevaluated_members;

  std::vector<Part> conditions;
  /// The subschemas, in the order in which they were merged.
  std::vector<const Json*> schemas;
  /// Ways in which alternatives could be chosen; saturates.
  std::uint64_t choices = 1;
  /// Something is asked that only a check of the value can tell.
  bool to_be_checked = false;
};

/// How deep the smallest value of each subschema is nested; what never ends is `kEndless`.
class Heights {
 public:
  static constexpr std::uint32_t kEndless = UINT32_MAX;

  explicit Heights(const schema::CompiledSchema& schema) : schema_(schema) {}
  /// Computed for all subschemas when first asked.
  [[nodiscard]] std::uint32_t of(schema::NodeId node);

 private:
  [[nodiscard]] std::uint32_t measure(const schema::Node& node) const;
  [[nodiscard]] std::uint32_t member_height(const schema::Node& node, std::string_view name) const;

  const schema::CompiledSchema& schema_;
  std::vector<std::uint32_t> heights_;
};

/// Merges subschemas into a shape, choosing among alternatives.
class Merge {
 public:
  struct Choosing {
    Random random;
    /// Counts through all combinations of choices.
    std::uint64_t attempt = 0;
    /// Prefer the alternative that ends soonest.
    bool shortest = false;
    /// Conditions that are taken to hold; with `all_hold`, all of them.
    std::set<const schema::Children*> holding;
    bool all_hold = false;
  };

  Merge(const schema::CompiledSchema& schema, Scopes& scopes, Heights& heights, Choosing choosing)
      : schema_(schema), scopes_(scopes), heights_(heights), choosing_(std::move(choosing)) {}

  /// Adds a subschema and all that it refers to. Gives what contradicts the rest.
  [[nodiscard]] std::optional<Fault> add(const Applied& applied);

  Shape shape;

 private:
  std::optional<Fault> apply(const schema::Rule& rule, const Json& at, ScopeId scope);
  std::optional<Fault> allow_types(const Json& named);
  /// A rule that cannot contradict the rest by itself: of a number, a text or how many there are;
  /// else of members and items.
  void note(const schema::Rule& rule, const Part& part);
  void note_part(const schema::Rule& rule, const Part& part);
  std::optional<Fault> choose(const schema::Rule& rule, ScopeId scope);
  std::optional<Fault> condition(const schema::Rule& rule, const Json& at, ScopeId scope);
  void count(Count& count, const schema::Rule& rule, bool most);
  std::optional<Fault> list(const Json& keyword, const std::vector<const Json*>& values);
  void bound(const schema::Rule& rule);

  const schema::CompiledSchema& schema_;
  Scopes& scopes_;
  Heights& heights_;
  Choosing choosing_;
  std::set<Applied> added_;
};

}  // namespace skerry::fn::object
