#include "modules/fn/tasks/response_form.hpp"

#include <algorithm>
#include <optional>

#include "modules/fn/tasks/form_field.hpp"
#include "modules/fn/tasks/limits.hpp"
#include "modules/sdk/ascii.hpp"

namespace skerry::fn {
namespace {

using Kind = FormField::Kind;
using Shape = ResponseForm::Shape;

std::vector<FormField> fields_of(const Json& schema) {
  const Json* properties = find_member(schema, "properties");
  if (properties == nullptr || !properties->is_object() || properties->empty() ||
      properties->size() > limits::kTaskFormFieldsMax) {
    return {};
  }
  std::vector<std::string> required;
  if (const Json* names = find_member(schema, "required"); names != nullptr && names->is_array()) {
    for (const Json& name : *names) {
      if (name.is_string()) required.push_back(name.get<std::string>());
    }
  }
  const auto missing = [&](const std::string& name) {
    return find_member(*properties, name) == nullptr;
  };
  // What has no schema of its own cannot be asked for.
  if (std::ranges::any_of(required, missing)) return {};
  std::vector<FormField> fields;
  for (const auto& [name, value] : properties->items()) {
    auto field = form_field(schema, value, name, std::ranges::contains(required, name));
    if (!field) return {};
    fields.push_back(std::move(*field));
  }
  return fields;
}

std::unexpected<std::string> wrong(const FormField& field, std::string_view what) {
  return std::unexpected(field.label + ": " + std::string(what));
}

/// The texts of a list, one a line; blank lines are none.
Json lines_in(std::string_view text) {
  Json lines = Json::array();
  const std::string plain = plain_line_ends(text);
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t end = std::min(plain.find('\n', at), plain.size());
    const std::string_view line = trimmed(std::string_view(plain).substr(at, end - at), kJsonSpace);
    if (!line.empty()) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

/// The value of a field; nothing when it was left empty and may be left out.
std::expected<std::optional<Json>, std::string> value_of(const FormField& field,
                                                         std::string_view text) {
  if (trimmed(text, kJsonSpace).empty()) {
    if (!field.required) return std::nullopt;
    if (field.nullable) return Json(nullptr);
    if (field.kind == Kind::kLines) return Json::array();
    return wrong(field, "an answer is needed.");
  }
  if (field.kind == Kind::kLines) return lines_in(text);
  if (field.kind == Kind::kText || field.kind == Kind::kLongText) {
    return Json(plain_line_ends(text));
  }
  if (field.kind == Kind::kYesNo) {
    if (text != "yes" && text != "no") return wrong(field, "choose yes or no.");
    return Json(text == "yes");
  }
  if (field.kind == Kind::kChoice) {
    for (std::size_t index = 0; index < field.choices.size(); ++index) {
      if (std::to_string(index) == text) return field.choices[index];
    }
    return wrong(field, "choose one of the list.");
  }
  auto number = read_json(trimmed(text, kJsonSpace));
  if (!number || !number->is_number()) return wrong(field, "this is not a number.");
  return std::move(*number);
}

}  // namespace

std::string plain_line_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r') {
      plain += '\n';
      if (at + 1 < text.size() && text[at + 1] == '\n') ++at;
    } else {
      plain += text[at];
    }
  }
  return plain;
}

std::string_view parameter(const FormParameters& parameters, std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &FormParameters::value_type::first);
  return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

std::string field_name(std::size_t index) { return "f" + std::to_string(index); }

ResponseForm response_form(const Json* schema) {
  if (schema == nullptr) return {};
  if (!is_plain_schema(*schema)) return {.shape = Shape::kJson};
  const Json* type = find_member(*schema, "type");
  if (type != nullptr && type->is_string() && *type == "object") {
    auto fields = fields_of(*schema);
    if (!fields.empty()) return {.shape = Shape::kFields, .fields = std::move(fields)};
  } else if (auto field = form_field(*schema, *schema, {}, true)) {
    return {.shape = Shape::kValue, .fields = {std::move(*field)}};
  }
  return {.shape = Shape::kJson};
}

std::expected<Json, std::string> read_response(const ResponseForm& form,
                                               const FormParameters& parameters) {
  const std::string_view whole = parameter(parameters, kWholeResponse);
  if (form.shape == Shape::kText) {
    if (trimmed(whole, kJsonSpace).empty()) return std::unexpected("Write an answer.");
    return Json(plain_line_ends(whole));
  }
  if (form.shape == Shape::kJson) {
    auto json = read_json(whole, {.bytes_max = limits::kTaskResponseBytesMax,
                                  .depth_max = limits::kTaskResponseDepthMax});
    if (!json) return std::unexpected("The answer is not JSON: " + json.error().detail);
    return std::move(*json);
  }
  Json response = Json::object();
  for (std::size_t index = 0; index < form.fields.size(); ++index) {
    const FormField& field = form.fields[index];
    auto value = value_of(field, parameter(parameters, field_name(index)));
    if (!value) return std::unexpected(std::move(value.error()));
    if (!*value) continue;
    if (form.shape == Shape::kValue) return std::move(**value);
    response[field.member] = std::move(**value);
  }
  return response;
}

}  // namespace skerry::fn
