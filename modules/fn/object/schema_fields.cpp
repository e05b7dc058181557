#include "modules/fn/object/schema_fields.hpp"

#include <algorithm>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/names.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/sdk/ascii.hpp"

namespace skerry::fn::object {
namespace {

using schema::Keyword;
using schema::kNoNode;

constexpr std::size_t kPathStepsMax = 5;

}  // namespace

SchemaFields::SchemaFields(const schema::CompiledSchema& schema)
    : schema_(schema), kind_(kind_of(schema.root)) {
  visit(schema.root, {});
}

void SchemaFields::visit(schema::NodeId id, const Path& path) {
  if (path.size() > kPathStepsMax || visited_.size() > limits::kMergedSchemasMax) return;
  if (!visited_.insert(id).second) return;
  const schema::Node& node = schema_.nodes[id];
  add_words(*node.json);
  for (const schema::Rule& rule : node.rules) {
    switch (rule.keyword) {
      case Keyword::kRef:
      case Keyword::kDynamicRef:
      case Keyword::kRecursiveRef:
        visit(rule.target, path);
        break;
      case Keyword::kAllOf:
      case Keyword::kAnyOf:
      case Keyword::kOneOf:
        for (const schema::NodeId part : rule.children->list) visit(part, path);
        break;
      case Keyword::kMembers:
        add_members(rule, *node.json, path);
        break;
      case Keyword::kItems:
        if (rule.children->rest != kNoNode && rule.children->list.empty()) {
          Path inner = path;
          inner.push_back({true, {}});
          visit(rule.children->rest, inner);
        }
        break;
      case Keyword::kEnum:
        for (const Json& value : *rule.value) {
          if (value.is_string())
            values_.push_back({path, lowered(value.get<std::string>()), &value});
        }
        break;
      default:
        break;
    }
  }
}

void SchemaFields::add_members(const schema::Rule& rule, const Json& json, const Path& path) {
  const Json* properties = find_member(json, "properties");
  if (properties == nullptr || !properties->is_object()) return;
  for (const auto& [name, schema] : schema::members_of(*properties)) {
    const schema::NodeId node = rule.children->named.at(name);
    Field field{path, {}, kind_of(node)};
    field.path.push_back({false, name});
    const std::vector<std::string> words = words_of_name(name);
    for (std::size_t first = 0; first < words.size(); ++first) {
      std::string tail;
      for (std::size_t i = first; i < words.size(); ++i) tail += words[i] + ' ';
      std::string normal = normal_form(tail);
      // `notBefore` is not what "before" means, `grandTotal` is what "total" does.
      const bool misleading = first > 0 && is_condition(normal) && normal != "total";
      if (!misleading) field.names.push_back(std::move(normal));
      words_.insert(words[first]);
      words_.insert(singular(words[first]));
    }
    const Path inner = field.path;
    if (!field.names.empty()) fields_.push_back(std::move(field));
    visit(node, inner);
  }
}

void SchemaFields::add_words(const Json& json) {
  for (const std::string_view keyword : {"title", "description", "$comment"}) {
    const Json* text = find_member(json, keyword);
    if (text == nullptr || !text->is_string()) continue;
    std::string_view rest = text->get_ref<const std::string&>();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      for (const std::string& word : words_of_name(rest.substr(0, end))) words_.insert(word);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

FieldKind SchemaFields::kind_of(schema::NodeId id, int hops) const {
  constexpr int kHopsMax = 8;
  if (hops > kHopsMax) return FieldKind::kOther;
  for (const schema::Rule& rule : schema_.nodes[id].rules) {
    if (rule.keyword == Keyword::kRef) {
      const FieldKind kind = kind_of(rule.target, hops + 1);
      if (kind != FieldKind::kOther) return kind;
    }
    if (rule.keyword == Keyword::kAllOf) {
      for (const schema::NodeId part : rule.children->list) {
        const FieldKind kind = kind_of(part, hops + 1);
        if (kind != FieldKind::kOther) return kind;
      }
    }
    if (rule.keyword == Keyword::kItems) return FieldKind::kArray;
    if (rule.keyword != Keyword::kType) continue;
    const auto has = [&](std::string_view type) {
      return *rule.value == type ||
             (rule.value->is_array() && std::ranges::contains(*rule.value, Json(type)));
    };
    if (has("array")) return FieldKind::kArray;
    if (has("number") || has("integer")) return FieldKind::kNumber;
    if (has("string")) return FieldKind::kText;
    if (has("boolean")) return FieldKind::kFlag;
  }
  return FieldKind::kOther;
}

std::vector<const SchemaFields::Field*> SchemaFields::find(const std::string& normal) const {
  std::vector<const Field*> exact;
  std::vector<const Field*> ending;
  for (const Field& field : fields_) {
    if (field.names.front() == normal) {
      exact.push_back(&field);
    } else if (std::ranges::contains(field.names, normal)) {
      ending.push_back(&field);
    }
  }
  std::vector<const Field*>& found = exact.empty() ? ending : exact;
  if (found.empty()) return {};
  const auto depth = [](const Field* field) { return field->path.size(); };
  const std::size_t least = std::ranges::min(found, {}, depth)->path.size();
  std::erase_if(found, [&](const Field* field) { return field->path.size() > least; });
  return found;
}

const SchemaFields::Value* SchemaFields::find_value(const std::string& word) const {
  const auto value = std::ranges::find(values_, word, &Value::word);
  return value == values_.end() ? nullptr : &*value;
}

Known SchemaFields::known() const {
  return {
      .field =
          [this](const std::string& normal) {
            const auto found = find(normal);
            return found.empty() ? FieldKind::kUnknown : found.front()->kind;
          },
      .value = [this](const std::string& word) { return find_value(word) != nullptr; },
      .word =
          [this](const std::string& word) { return has_word(word) || has_word(singular(word)); }};
}

}  // namespace skerry::fn::object
