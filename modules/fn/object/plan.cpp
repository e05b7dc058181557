#include "modules/fn/object/plan.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/object/description.hpp"
#include "modules/fn/object/generate.hpp"
#include "modules/fn/object/schema_fields.hpp"
#include "modules/fn/schema/compile.hpp"
#include "modules/fn/schema/values.hpp"
#include "modules/sdk/assert.hpp"
#include "modules/sdk/json_pointer.hpp"

namespace skerry::fn::object {
namespace {

using Planned = std::expected<ObjectPlan, ObjectRefusal>;

constexpr std::string_view kRemedy =
    "Configure a model for requests in free words, or say it with fields, counts and a schema.";

ObjectRefusal needs_model(std::string_view word) {
  return {ObjectRefusalReason::kNeedsModel,
          "\"" + std::string(word) +
              "\" asks for text that only a model can write; the local provider makes sample data. "
              "Configure a model.",
          {{"/description", "needs a model: " + std::string(word)}}};
}

ObjectRefusal not_understood(std::vector<FieldError> errors, std::string_view what) {
  return {ObjectRefusalReason::kNotUnderstood, std::string(what) + " " + std::string(kRemedy),
          std::move(errors)};
}

ObjectRefusal unknown_words(const std::vector<std::string>& words) {
  std::string all;
  std::vector<FieldError> errors;
  for (const std::string& word : words) {
    all += (all.empty() ? "\"" : ", \"") + word + "\"";
    errors.push_back({"/description", "not understood: " + word});
  }
  return not_understood(std::move(errors),
                        "The local provider does not understand " + all + " in the description.");
}

std::string whole_text(const ObjectRequest& request) {
  std::string text(request.description);
  if (!request.context.empty()) text.append(". ").append(request.context);
  return text;
}

/// Whether the description says what a total is to be, which is what lines add up to.
bool asks_for_total(const Wish& wish) {
  return std::ranges::any_of(wish.fields, [](const WishedField& field) {
    return (field.name == "total" || field.name == "subtotal") && !field.keywords.empty();
  });
}

// --- Without a schema: the description says all there is.

FieldKind kind_of_snippet(const Json& schema) {
  const Json* type = find_member(schema, "type");
  if (type == nullptr || !type->is_string()) return FieldKind::kOther;
  const auto& name = type->get_ref<const std::string&>();
  if (name == "array") return FieldKind::kArray;
  if (name == "number" || name == "integer") return FieldKind::kNumber;
  if (name == "boolean") return FieldKind::kFlag;
  return name == "string" ? FieldKind::kText : FieldKind::kOther;
}

Json schema_of(const FieldEntry& entry) {
  auto json = read_json(entry.schema);
  SKERRY_ASSERT(json.has_value());
  return std::move(*json);
}

Known known_fields() {
  return {.field =
              [](const std::string& normal) {
                const FieldEntry* entry = find_field(normal);
                return entry == nullptr ? FieldKind::kUnknown : kind_of_snippet(schema_of(*entry));
              },
          .value = [](const std::string&) { return false; },
          .word = [](const std::string&) { return false; }};
}

/// The fields that are to be there, in their order.
std::vector<const FieldEntry*> fields_of(const Wish& wish) {
  std::vector<const FieldEntry*> fields;
  const auto add = [&](const FieldEntry* entry) {
    if (entry != nullptr && !std::ranges::contains(fields, entry)) fields.push_back(entry);
  };
  const auto listed = std::ranges::count_if(wish.fields, &WishedField::listed);
  // A single field stands beside those that such a record has anyway.
  if (wish.record != nullptr && listed < 2 && !wish.only) {
    for (const std::string_view name : wish.record->fields) add(find_field(normal_form(name)));
  }
  for (const WishedField& field : wish.fields) add(find_field(field.name));
  return fields;
}

Json record_schema(const Wish& wish) {
  Json schema = {{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}};
  for (const FieldEntry* entry : fields_of(wish)) {
    Json field = schema_of(*entry);
    for (const WishedField& wished : wish.fields) {
      if (find_field(wished.name) == entry) field.update(wished.keywords);
    }
    schema["properties"][std::string(entry->name)] = std::move(field);
    schema["required"].push_back(entry->name);
  }
  schema["additionalProperties"] = false;
  return schema;
}

void add_counts(const Wish& wish, Json& schema) {
  if (wish.least) schema["minItems"] = *wish.least;
  if (wish.most) schema["maxItems"] = *wish.most;
}

/// Pins the members that `args` gives.
std::optional<ObjectRefusal> pin_args(const Json* args, Wish& wish) {
  if (args == nullptr) return std::nullopt;
  if (!args->is_object()) {
    return not_understood({{"/args", "not understood"}},
                          "The local provider takes args as values of members, by their names.");
  }
  for (const auto& [name, value] : schema::members_of(*args)) {
    const std::string normal = normal_form(name);
    if (find_field(normal) == nullptr) {
      return not_understood({{pointer_to("/args", name), "not understood"}},
                            "args holds a member that is no field of what is described.");
    }
    auto field = std::ranges::find(wish.fields, normal, &WishedField::name);
    if (field == wish.fields.end()) {
      field = wish.fields.insert(field, WishedField{normal, Json::object(), false});
    }
    field->keywords["const"] = value;
  }
  return std::nullopt;
}

Planned infer(const ObjectRequest& request) {
  Wish wish = read_description(whole_text(request), known_fields());
  if (!wish.text_word.empty()) return std::unexpected(needs_model(wish.text_word));
  if (!wish.unknown.empty()) return std::unexpected(unknown_words(wish.unknown));
  if (wish.record == nullptr && wish.fields.empty()) {
    return std::unexpected(
        not_understood({{"/description", "names no kind of record and no fields"}},
                       "The description names nothing that the local provider knows."));
  }
  const bool asks_total = asks_for_total(wish);
  const bool is_list = wish.least || wish.most || wish.several;
  // Of records that have none of their own it is the sum of them all.
  if (asks_total && is_list && wish.record != nullptr &&
      !std::ranges::contains(wish.record->fields, "total")) {
    return std::unexpected(unknown_words({"total"}));
  }
  if (auto refusal = pin_args(request.args, wish)) return std::unexpected(std::move(*refusal));
  ObjectPlan plan{record_schema(wish), schema::Draft::k2020, true, asks_total};
  if (is_list) {
    constexpr std::uint64_t kSeveralLeast = 3;
    constexpr std::uint64_t kSeveralMost = 5;
    Json list = {{"type", "array"}, {"items", std::move(plan.schema)}};
    if (!wish.least && !wish.most) {
      wish.least = kSeveralLeast;
      wish.most = kSeveralMost;
    }
    add_counts(wish, list);
    plan.schema = std::move(list);
  }
  return plan;
}

// --- With a schema: the description may only narrow it.

/// The part of an overlay that speaks of a place, which must be there.
Json& place_at(Json& overlay, const Path& path) {
  Json* at = &overlay;
  for (const Step& step : path) {
    if (step.items) {
      if (!at->contains("minItems")) (*at)["minItems"] = 1;
      at = &(*at)["items"];
      continue;
    }
    Json& required = (*at)["required"];
    if (required.is_null()) required = Json::array();
    if (!std::ranges::contains(required, Json(step.name))) required.push_back(step.name);
    at = &(*at)["properties"][step.name];
  }
  if (at->is_null()) *at = Json::object();
  return *at;
}

std::optional<ObjectRefusal> add_record_counts(const Wish& wish, const SchemaFields& fields,
                                               Json& overlay) {
  if (!wish.least && !wish.most) return std::nullopt;
  if (fields.is_list()) {
    add_counts(wish, overlay);
    return std::nullopt;
  }
  const std::vector<const SchemaFields::Field*> found =
      wish.record == nullptr ? std::vector<const SchemaFields::Field*>{}
                             : fields.find(std::string(wish.record->name));
  if (found.size() != 1 || found.front()->kind != FieldKind::kArray) {
    return not_understood({{"/description", "the schema has no list to hold so many"}},
                          "The description asks for a number of records, the schema for one.");
  }
  add_counts(wish, place_at(overlay, found.front()->path));
  return std::nullopt;
}

std::optional<ObjectRefusal> add_args(const Json* args, const SchemaFields& fields, Json& overlay) {
  if (args == nullptr) return std::nullopt;
  if (!args->is_object()) {
    return not_understood({{"/args", "not understood"}},
                          "The local provider takes args as values of members, by their names.");
  }
  for (const auto& [name, value] : schema::members_of(*args)) {
    const auto found = fields.find(normal_form(name));
    if (found.size() != 1) {
      return not_understood({{pointer_to("/args", name), "no member of the schema"}},
                            "args holds a member that the schema does not name.");
    }
    place_at(overlay, found.front()->path)["const"] = value;
  }
  return std::nullopt;
}

/// The schema with one more part that has to hold.
Json narrowed(Json schema, Json overlay, schema::Draft draft) {
  if (!schema.is_object()) return schema == true ? overlay : schema;
  Json parts = Json::array();
  if (const Json* all = find_member(schema, "allOf"); all != nullptr && all->is_array()) {
    parts = *all;
  }
  // What stands beside a reference is ignored in draft-07.
  if (draft == schema::Draft::k07 && schema.contains("$ref")) {
    parts = Json::array({Json{{"$ref", schema.at("$ref")}}});
    schema.erase("$ref");
  }
  parts.push_back(std::move(overlay));
  schema["allOf"] = std::move(parts);
  return schema;
}

Planned narrow(const ObjectRequest& request) {
  const SchemaFields fields(*request.schema);
  const Wish wish = read_description(whole_text(request), fields.known());
  if (!wish.text_word.empty()) return std::unexpected(needs_model(wish.text_word));
  if (!wish.unknown.empty()) return std::unexpected(unknown_words(wish.unknown));
  Json overlay = Json::object();
  for (const WishedField& field : wish.fields) {
    const auto found = fields.find(field.name);
    if (found.empty()) return std::unexpected(unknown_words({field.name}));
    for (const SchemaFields::Field* one : found) {
      place_at(overlay, one->path).update(field.keywords);
    }
  }
  for (const std::string& word : wish.values) {
    const SchemaFields::Value* value = fields.find_value(word);
    if (value != nullptr) place_at(overlay, value->path)["const"] = *value->value;
  }
  if (auto refusal = add_record_counts(wish, fields, overlay)) {
    return std::unexpected(std::move(*refusal));
  }
  if (auto refusal = add_args(request.args, fields, overlay)) {
    return std::unexpected(std::move(*refusal));
  }
  const schema::CompiledSchema& compiled = *request.schema;
  const schema::Draft draft = compiled.resources[compiled.nodes[compiled.root].resource].draft;
  Json schema = *compiled.documents.front();
  if (!overlay.empty()) schema = narrowed(std::move(schema), std::move(overlay), draft);
  return ObjectPlan{std::move(schema), draft, false, asks_for_total(wish)};
}

}  // namespace

Planned plan_object(const ObjectRequest& request) {
  return request.schema == nullptr ? infer(request) : narrow(request);
}

std::expected<Json, ObjectRefusal> make_planned(const ObjectPlan& plan, std::uint64_t key) {
  auto compiled = schema::compile(plan.schema, plan.draft);
  if (!compiled) {
    return std::unexpected(ObjectRefusal{
        ObjectRefusalReason::kNotSatisfied,
        "The schema cannot be used.",
        {{"/schema" + compiled.error().pointer, std::move(compiled.error().detail)}}});
  }
  auto made = generate(*compiled, key, plan.exact_totals);
  if (made) return std::move(*made);
  return std::unexpected(
      ObjectRefusal{ObjectRefusalReason::kNotSatisfied,
                    "The local provider found no data that satisfies schema and description: " +
                        made.error().detail + ".",
                    {{"/schema" + made.error().pointer, std::move(made.error().detail)}}});
}

}  // namespace skerry::fn::object
