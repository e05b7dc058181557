#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/object/description.hpp"
#include "modules/fn/schema/compiled.hpp"

namespace skerry::fn::object {

/// One step into a value: to a member, or, without a name, to all items.
struct Step {
  bool items = false;
  std::string name;
};
using Path = std::vector<Step>;

/// What words can say of a schema's values: its members, the values it lists, its own words.
class SchemaFields {
 public:
  struct Field {
    Path path;
    /// Normal forms of the whole name and of its last words.
    std::vector<std::string> names;
    FieldKind kind = FieldKind::kOther;
  };
  struct Value {
    Path path;
    std::string word;
    const Json* value;
  };

  explicit SchemaFields(const schema::CompiledSchema& schema);

  /// The fields that a name in normal form means: those called so, else those whose names end so;
  /// of these the least nested.
  [[nodiscard]] std::vector<const Field*> find(const std::string& normal) const;
  /// The listed value that a word in lower case means, or null.
  [[nodiscard]] const Value* find_value(const std::string& word) const;
  [[nodiscard]] bool has_word(const std::string& word) const { return words_.contains(word); }
  [[nodiscard]] bool is_list() const { return kind_ == FieldKind::kArray; }

  /// What a reader of descriptions may ask; refers to this.
  [[nodiscard]] Known known() const;

 private:
  void visit(schema::NodeId id, const Path& path);
  void add_members(const schema::Rule& rule, const Json& json, const Path& path);
  void add_words(const Json& json);
  [[nodiscard]] FieldKind kind_of(schema::NodeId id, int hops = 0) const;

  const schema::CompiledSchema& schema_;
  FieldKind kind_;
  std::vector<Field> fields_;
  std::vector<Value> values_;
  std::set<std::string> words_;
  std::set<schema::NodeId> visited_;
};

}  // namespace skerry::fn::object
