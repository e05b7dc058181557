#include "modules/fn/call_page.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "modules/fn/call.hpp"
#include "modules/fn/openapi.hpp"
#include "modules/sdk/assert.hpp"

namespace skerry::fn {
namespace {

constexpr std::uint64_t kKibibyte = 1024;

/// 30000 as people write it: 30,000.
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  constexpr std::size_t kGroup = 3;
  for (std::size_t at = text.size(); at > kGroup;) {
    at -= kGroup;
    text.insert(at, ",");
  }
  return text;
}

std::uint64_t number_of(const Json& schema, std::string_view keyword) {
  const Json* number = find_member(schema, keyword);
  SKERRY_ASSERT(number != nullptr && number->is_number_integer());
  return number->get<std::uint64_t>();
}

std::string quoted(const Json& value) {
  const std::string text = value.is_string() ? value.get<std::string>() : to_text(value);
  return "`" + text + "`";
}

/// ", at most 256 KiB, at most 64 deep" of a value whose text is bounded.
std::string size_of(const Json& schema) {
  std::string text;
  if (find_member(schema, "x-bytesMax") != nullptr) {
    const std::uint64_t bytes = number_of(schema, "x-bytesMax");
    text += ", at most ";
    text +=
        bytes % kKibibyte == 0 ? grouped(bytes / kKibibyte) + " KiB" : grouped(bytes) + " bytes";
  }
  if (find_member(schema, "x-depthMax") != nullptr) {
    text += ", at most " + grouped(number_of(schema, "x-depthMax")) + " deep";
  }
  return text;
}

std::string text_values(const Json& schema) {
  const Json* format = find_member(schema, "format");
  if (format != nullptr && *format == "date-time") return "a time (RFC 3339)";
  std::string text = format != nullptr && *format == "uri" ? "a URL" : "text";
  text += ", ";
  if (find_member(schema, "minLength") != nullptr) {
    text += grouped(number_of(schema, "minLength")) + " to ";
  } else {
    text += "at most ";
  }
  return text + grouped(number_of(schema, "maxLength")) + " characters";
}

/// What a field may hold.
std::string values_of(const Json& schema) {
  if (const Json* choices = find_member(schema, "enum")) {
    std::string text;
    for (const Json& choice : *choices) text += (text.empty() ? "" : ", ") + quoted(choice);
    return text;
  }
  const Json* type = find_member(schema, "type");
  if (type == nullptr) return "any JSON" + size_of(schema);
  if (!type->is_string()) return "object or boolean" + size_of(schema);
  const auto& name = type->get_ref<const std::string&>();
  if (name == "string") return text_values(schema);
  if (name == "boolean") return "`true`, `false`";
  if (name == "array") {
    return "at most " + grouped(number_of(schema, "maxItems")) + ", each " +
           values_of(schema["items"]);
  }
  SKERRY_ASSERT(name == "integer" || name == "number");
  return (name == "integer" ? "whole number, " : "number, ") +
         grouped(number_of(schema, "minimum")) + " to " + grouped(number_of(schema, "maximum"));
}

void add_rows(std::string& text, const Json& object, const std::string& prefix) {
  const Json* required = find_member(object, "required");
  for (const auto& [name, schema] : object["properties"].items()) {
    const std::string field = prefix + name;
    const Json* description = find_member(schema, "description");
    const bool is_object = find_member(schema, "properties") != nullptr;
    // What holds fields alone has no values of its own.
    if (!is_object || description != nullptr) {
      const bool must = required != nullptr && std::ranges::contains(*required, Json(name));
      text.append("| `").append(field).append("` | ").append(must ? "Required. " : "");
      text += description == nullptr ? "" : description->get<std::string>();
      text += " | " + (is_object ? "see below" : values_of(schema)) + " |\n";
    }
    if (is_object) add_rows(text, schema, field + ".");
  }
}

}  // namespace

std::string call_fields_markdown() {
  std::string text = "\n| field | what it is | values |\n|---|---|---|\n";
  add_rows(text, call_schema(CallKind::kExecute), "");
  text += "\n## Examples\n";
  const Json part = openapi_part();
  const Json& body = part["paths"]["/fn"]["post"]["requestBody"]["content"]["application/json"];
  for (const auto& [name, example] : body["examples"].items()) {
    text += "\n" + example["summary"].get<std::string>() + ":\n\n```json\n";
    text += to_text(example["value"]) + "\n```\n";
  }
  return text;
}

}  // namespace skerry::fn
