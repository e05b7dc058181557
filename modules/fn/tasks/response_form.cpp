#include "modules/fn/tasks/response_form.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "modules/fn/tasks/limits.hpp"

namespace skerry::fn {
namespace {

using Kind = FormField::Kind;
using Shape = ResponseForm::Shape;

/// Keywords by which a schema says more than a plain form can ask.
constexpr std::array<std::string_view, 14> kBeyondForms = {"$ref",
                                                           "$dynamicRef",
                                                           "$recursiveRef",
                                                           "allOf",
                                                           "anyOf",
                                                           "oneOf",
                                                           "not",
                                                           "if",
                                                           "patternProperties",
                                                           "dependentSchemas",
                                                           "dependencies",
                                                           "propertyNames",
                                                           "const",
                                                           "unevaluatedProperties"};
/// Texts that may be longer have a field of several lines.
constexpr std::uint64_t kLineCharactersMax = 120;

bool is_plain(const Json& schema) {
  return schema.is_object() && std::ranges::none_of(kBeyondForms, [&](std::string_view keyword) {
           return find_member(schema, keyword) != nullptr;
         });
}

std::string text_of(const Json& json, std::string_view name) {
  const Json* member = find_member(json, name);
  return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

bool may_be_long(const Json& schema) {
  if (find_member(schema, "format") != nullptr) return false;
  const Json* most = find_member(schema, "maxLength");
  return most == nullptr || !most->is_number_unsigned() ||
         most->get<std::uint64_t>() > kLineCharactersMax;
}

/// The field for a schema of one value, if there is one.
std::optional<FormField> field_of(const Json& schema, std::string member, bool required) {
  if (!is_plain(schema)) return std::nullopt;
  FormField field{.member = std::move(member), .label = text_of(schema, "title")};
  if (field.label.empty()) field.label = field.member.empty() ? "Your answer" : field.member;
  field.hint = text_of(schema, "description");
  field.required = required;
  if (const Json* choices = find_member(schema, "enum")) {
    if (!choices->is_array() || choices->empty() || choices->size() > limits::kTaskFormChoicesMax ||
        std::ranges::any_of(*choices, [](const Json& one) { return one.is_structured(); })) {
      return std::nullopt;
    }
    field.kind = Kind::kChoice;
    field.choices.assign(choices->begin(), choices->end());
    return field;
  }
  const std::string type = text_of(schema, "type");
  if (type == "string") {
    field.kind = may_be_long(schema) ? Kind::kLongText : Kind::kText;
  } else if (type == "number" || type == "integer") {
    field.kind = Kind::kNumber;
  } else if (type == "boolean") {
    field.kind = Kind::kYesNo;
  } else {
    return std::nullopt;
  }
  return field;
}

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
    auto field = field_of(value, name, std::ranges::contains(required, name));
    if (!field) return {};
    fields.push_back(std::move(*field));
  }
  return fields;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::unexpected<std::string> wrong(const FormField& field, std::string_view what) {
  return std::unexpected(field.label + ": " + std::string(what));
}

/// The value of a field; nothing when it was left empty.
std::expected<std::optional<Json>, std::string> value_of(const FormField& field,
                                                         std::string_view text) {
  const bool is_text = field.kind == Kind::kText || field.kind == Kind::kLongText;
  if (text.empty() && !(is_text && field.required)) return std::nullopt;
  if (is_text) return Json(plain_line_ends(text));
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
  auto number = read_json(trimmed(text));
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
  if (!is_plain(*schema)) return {.shape = Shape::kJson};
  const Json* type = find_member(*schema, "type");
  if (type != nullptr && type->is_string() && *type == "object") {
    auto fields = fields_of(*schema);
    if (!fields.empty()) return {.shape = Shape::kFields, .fields = std::move(fields)};
  } else if (auto field = field_of(*schema, {}, true)) {
    return {.shape = Shape::kValue, .fields = {std::move(*field)}};
  }
  return {.shape = Shape::kJson};
}

std::expected<Json, std::string> read_response(const ResponseForm& form,
                                               const FormParameters& parameters) {
  const std::string_view whole = parameter(parameters, kWholeResponse);
  if (form.shape == Shape::kText) {
    if (trimmed(whole).empty()) return std::unexpected("Write an answer.");
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
    if (form.shape == Shape::kValue) {
      if (!*value) return wrong(field, "an answer is needed.");
      return std::move(**value);
    }
    if (*value) response[field.member] = std::move(**value);
  }
  return response;
}

}  // namespace skerry::fn
