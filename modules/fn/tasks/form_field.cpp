#include "modules/fn/tasks/form_field.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "modules/fn/tasks/limits.hpp"
#include "modules/sdk/ascii.hpp"

namespace skerry::fn {
namespace {

using Kind = FormField::Kind;

/// Keywords by which a schema says more than a plain form can ask.
constexpr std::array<std::string_view, 17> kBeyondForms = {"$ref",
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
                                                           "unevaluatedProperties",
                                                           "minProperties",
                                                           "dependentRequired",
                                                           "unevaluatedItems"};
/// Texts that may be longer have a field of several lines.
constexpr std::uint64_t kLineCharactersMax = 120;
constexpr int kReferencesMax = 8;

/// What a format is called, and the input that browsers have for it.
struct Format {
  std::string_view name;
  std::string_view words;
  std::string_view input = "text";
};
constexpr Format kFormats[] = {
    {"date", "A date.", "date"},
    {"date-time", "A date and time such as 2026-01-31T12:00:00Z."},
    {"time", "A time such as 12:00:00Z."},
    {"email", "An e-mail address.", "email"},
    {"uri", "A web address.", "url"},
    {"uuid", "A UUID."},
};

const Json* number_in(const Json& schema, std::string_view name) {
  const Json* number = find_member(schema, name);
  return number != nullptr && number->is_number() ? number : nullptr;
}

/// The definition that a schema refers to; null for one that is none of `root`'s own.
const Json* definition(const Json& root, std::string_view reference) {
  for (const std::string_view place : {"$defs", "definitions"}) {
    const std::string prefix = "#/" + std::string(place) + "/";
    if (!reference.starts_with(prefix)) continue;
    const std::string_view name = reference.substr(prefix.size());
    const Json* definitions = find_member(root, place);
    if (definitions == nullptr || name.find_first_of("/~%") != std::string_view::npos) break;
    return find_member(*definitions, name);
  }
  return nullptr;
}

/// The schema that a value's references lead to. Null where a form cannot follow them: beside a
/// reference there may be no more than what a person reads.
const Json* followed(const Json& root, const Json* schema) {
  for (int depth = 0; depth < kReferencesMax; ++depth) {
    const Json* reference = find_member(*schema, "$ref");
    if (reference == nullptr) return schema;
    constexpr std::string_view kBeside[] = {"$ref", "title", "description"};
    for (const auto& [name, value] : schema->items()) {
      if (!std::ranges::contains(kBeside, name)) return nullptr;
    }
    if (!reference->is_string()) return nullptr;
    schema = definition(root, reference->get_ref<const std::string&>());
    if (schema == nullptr) return nullptr;
  }
  return nullptr;
}

/// "At least 1.", "From 1 to 5."; `unit` follows the numbers.
std::string range(const Json* least, const Json* most, std::string_view unit = {}) {
  const auto said = [&](const Json& number) { return to_text(number).append(unit); };
  if (least != nullptr && most != nullptr) {
    return "From " + to_text(*least) + " to " + said(*most) + ".";
  }
  if (least != nullptr) return "At least " + said(*least) + ".";
  if (most != nullptr) return "At most " + said(*most) + ".";
  return {};
}

void add_rule(FormField& field, std::string_view rule) {
  if (rule.empty()) return;
  field.rules.append(field.rules.empty() ? "" : " ").append(rule);
}

void make_text(FormField& field, const Json& schema) {
  const std::string format = text_member(schema, "format");
  const Json* most = number_in(schema, "maxLength");
  const bool one_line = !format.empty() || (most != nullptr && *most <= kLineCharactersMax);
  field.kind = one_line ? Kind::kText : Kind::kLongText;
  const auto* known = std::ranges::find(kFormats, format, &Format::name);
  if (known != std::end(kFormats)) {
    field.input = known->input;
    add_rule(field, known->words);
  } else if (!format.empty()) {
    add_rule(field, "Format: " + format + ".");
  }
  add_rule(field, range(number_in(schema, "minLength"), most, " characters"));
  if (const std::string pattern = text_member(schema, "pattern"); !pattern.empty()) {
    add_rule(field, "It must match " + pattern);
  }
}

void make_number(FormField& field, const Json& schema, bool whole) {
  field.kind = Kind::kNumber;
  field.input = "number";
  field.attributes = whole ? " step=\"1\"" : " step=\"any\"";
  const Json* least = number_in(schema, "minimum");
  const Json* most = number_in(schema, "maximum");
  if (least != nullptr) field.attributes += " min=\"" + to_text(*least) + "\"";
  if (most != nullptr) field.attributes += " max=\"" + to_text(*most) + "\"";
  if (whole) add_rule(field, "A whole number.");
  add_rule(field, range(least, most));
  const auto add_bound = [&](std::string_view keyword, std::string_view words) {
    const Json* bound = number_in(schema, keyword);
    if (bound != nullptr) add_rule(field, std::string(words) + to_text(*bound) + ".");
  };
  add_bound("exclusiveMinimum", "More than ");
  add_bound("exclusiveMaximum", "Less than ");
  add_bound("multipleOf", "A multiple of ");
}

/// Whether a list is one of plain texts.
bool make_lines(FormField& field, const Json& root, const Json& schema) {
  const Json* items = find_member(schema, "items");
  const Json* of = items != nullptr && items->is_object() ? followed(root, items) : nullptr;
  // No lists within lists, which might go on for ever.
  if (of == nullptr || text_member(*of, "type") != "string") return false;
  const auto item = form_field(root, *items, {}, true);
  const bool text = item && (item->kind == Kind::kText || item->kind == Kind::kLongText);
  if (!text || find_member(schema, "contains") != nullptr ||
      find_member(schema, "prefixItems") != nullptr) {
    return false;
  }
  field.kind = Kind::kLines;
  add_rule(field, "One a line.");
  add_rule(field, range(number_in(schema, "minItems"), number_in(schema, "maxItems"), " lines"));
  if (!item->rules.empty()) add_rule(field, "Each: " + item->rules);
  return true;
}

bool make_choice(FormField& field, const Json& choices) {
  if (!choices.is_array() || choices.empty() || choices.size() > limits::kTaskFormChoicesMax ||
      std::ranges::any_of(choices, [](const Json& one) { return one.is_structured(); })) {
    return false;
  }
  field.kind = Kind::kChoice;
  field.choices.assign(choices.begin(), choices.end());
  return true;
}

/// The one type besides `null`; empty when there is none, or more than one.
std::string type_of(const Json& schema, bool& nullable) {
  const Json* type = find_member(schema, "type");
  if (type == nullptr || !type->is_array()) return text_member(schema, "type");
  std::string only;
  for (const Json& one : *type) {
    if (one == "null") {
      nullable = true;
    } else if (!one.is_string() || !only.empty()) {
      return {};
    } else {
      only = one.get<std::string>();
    }
  }
  return only;
}

bool make_typed(FormField& field, const Json& root, const Json& schema) {
  const std::string type = type_of(schema, field.nullable);
  if (type == "string") {
    make_text(field, schema);
  } else if (type == "number" || type == "integer") {
    make_number(field, schema, type == "integer");
  } else if (type == "boolean") {
    field.kind = Kind::kYesNo;
  } else if (type == "array") {
    return make_lines(field, root, schema);
  } else {
    return false;
  }
  return true;
}

/// A list of texts, one a line; empty when read back it would not be the same list.
std::string lines_of(const Json& list) {
  std::string lines;
  for (const Json& item : list) {
    if (!item.is_string()) return {};
    const auto& text = item.get_ref<const std::string&>();
    if (text.empty() || text.find_first_of("\r\n") != std::string::npos ||
        trimmed(text, kJsonSpace) != text) {
      return {};
    }
    lines.append(lines.empty() ? "" : "\n").append(text);
  }
  return lines;
}

/// How a default is written into the form; empty when the form cannot hold it.
std::string initial_of(const FormField& field, const Json& value) {
  if (field.kind == Kind::kChoice) {
    const auto found = std::ranges::find_if(
        field.choices, [&](const Json& choice) { return equal(choice, value); });
    if (found == field.choices.end()) return {};
    return std::to_string(found - field.choices.begin());
  }
  if (field.kind == Kind::kYesNo && value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (field.kind == Kind::kNumber && value.is_number()) return to_text(value);
  if (field.kind == Kind::kLines && value.is_array()) return lines_of(value);
  const bool is_text = field.kind == Kind::kText || field.kind == Kind::kLongText;
  return is_text && value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace

bool is_plain_schema(const Json& schema) {
  return schema.is_object() && std::ranges::none_of(kBeyondForms, [&](std::string_view keyword) {
           return find_member(schema, keyword) != nullptr;
         });
}

std::optional<FormField> form_field(const Json& root, const Json& schema, std::string member,
                                    bool required) {
  const Json* target = schema.is_object() ? followed(root, &schema) : nullptr;
  if (target == nullptr || !is_plain_schema(*target)) return std::nullopt;
  const auto said = [&](std::string_view name) {
    std::string nearer = text_member(schema, name);
    return nearer.empty() ? text_member(*target, name) : nearer;
  };
  FormField field{.member = std::move(member), .label = said("title"), .hint = said("description")};
  if (field.label.empty()) field.label = field.member.empty() ? "Your answer" : field.member;
  field.required = required;
  const Json* choices = find_member(*target, "enum");
  const bool made =
      choices != nullptr ? make_choice(field, *choices) : make_typed(field, root, *target);
  if (!made) return std::nullopt;
  if (const Json* otherwise = find_member(*target, "default")) {
    field.initial = initial_of(field, *otherwise);
  }
  return field;
}

}  // namespace skerry::fn
