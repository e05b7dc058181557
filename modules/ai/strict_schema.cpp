#include "modules/ai/strict_schema.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace skerry::ai {

namespace {

constexpr std::array<std::string_view, 9> kTaken = {
    "type", "properties", "required", "additionalProperties", "items",
    "enum", "const",      "anyOf",    "description"};

bool requires_every_member(const Json& schema, const Json& members) {
  const Json* required = find_member(schema, "required");
  const Json* others = find_member(schema, "additionalProperties");
  if (required == nullptr || !required->is_array() || others == nullptr || *others != false) {
    return false;
  }
  return std::ranges::all_of(members.items(), [&](const auto& member) {
    return std::ranges::contains(*required, Json(member.key()));
  });
}

bool are_strict(const Json& schemas) { return std::ranges::all_of(schemas, is_strict_schema); }

/// Whether a reference leads to a place of the schema itself, which moves when it is wrapped.
bool has_reference(const Json& value) {
  if (value.is_object() && (value.contains("$ref") || value.contains("$dynamicRef"))) return true;
  return value.is_structured() && std::ranges::any_of(value, has_reference);
}

}  // namespace

bool is_strict_schema(const Json& schema) {
  if (!schema.is_object()) return false;
  for (const auto& member : schema.items()) {
    if (!std::ranges::contains(kTaken, member.key())) return false;
  }
  if (const Json* items = find_member(schema, "items"); items && !is_strict_schema(*items)) {
    return false;
  }
  if (const Json* choices = find_member(schema, "anyOf");
      choices && (!choices->is_array() || !are_strict(*choices))) {
    return false;
  }
  const Json* type = find_member(schema, "type");
  const Json* members = find_member(schema, "properties");
  if (members == nullptr) return type == nullptr || *type != "object";
  return members->is_object() && requires_every_member(schema, *members) && are_strict(*members);
}

WrappedSchema wrapped_schema(const Json& schema) {
  const Json* type = find_member(schema, "type");
  // Anthropic and OpenAI refuse a choice between schemas at the root.
  constexpr std::string_view kChoices[] = {"oneOf", "anyOf", "allOf"};
  const bool chooses = std::ranges::any_of(
      kChoices, [&](std::string_view name) { return find_member(schema, name) != nullptr; });
  if (type != nullptr && *type == "object" && !chooses) return {schema, false, true};
  const bool complete = !has_reference(schema);
  Json wrapped = {{"type", "object"}, {"properties", Json::object()}};
  wrapped["properties"][std::string(kWrappedMember)] = complete ? schema : Json::object();
  wrapped["required"] = Json::array({kWrappedMember});
  wrapped["additionalProperties"] = false;
  return {std::move(wrapped), true, complete};
}

}  // namespace skerry::ai
