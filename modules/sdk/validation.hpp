#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/sdk/json.hpp"
#include "modules/sdk/json_pointer.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry {

/// Everything that is wrong with a value.
struct InvalidValue {
  /// At most `kValidationErrorsMax`, in the order in which fields were declared.
  std::vector<FieldError> errors;
  /// Found beyond that.
  std::size_t more = 0;
  /// True when unknown fields are all there is to complain about.
  bool only_unknown_fields = true;
};

/// Collects what is wrong.
class ValidationErrors {
 public:
  void add(std::string_view pointer, std::string detail);
  void add_unknown(std::string_view pointer, std::string detail);
  [[nodiscard]] bool empty() const { return found_.errors.empty(); }
  [[nodiscard]] InvalidValue take() { return std::move(found_); }

 private:
  InvalidValue found_;
};

/// `expected text, found number`.
[[nodiscard]] std::string type_mismatch(std::string_view expected, const Json& found);

/// The name in `known` that someone who wrote `name` most likely meant, or empty text when none is
/// near (optimal string alignment distance, case and separators ignored).
[[nodiscard]] std::string_view nearest_name(std::string_view name,
                                            const std::vector<std::string>& known);

/// The number of Unicode characters of a UTF-8 text.
[[nodiscard]] std::size_t count_characters(std::string_view text);

// A rule reads one value into one type: `using Value`, `read` (which adds to the errors instead of
// failing), and `schema`, the same as a JSON Schema (2020-12) for OpenAPI.

/// Text without control characters (Unicode's C0, DEL and C1) other than newline and tab. Blank is
/// what holds nothing but white space of ECMA-262, so that the pattern of the schema means the
/// same.
struct Text {
  using Value = std::string;

  std::size_t characters_max;
  std::size_t characters_min = 0;
  /// Whether text of nothing but white space will do.
  bool blank_allowed = false;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const;
  [[nodiscard]] Json schema() const;
};

/// An absolute `http` or `https` URL (RFC 3986) with a host and without credentials.
struct HttpUrl {
  using Value = std::string;

  std::size_t characters_max;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const;
  [[nodiscard]] Json schema() const;
};

/// One of a few words.
struct OneOf {
  using Value = std::string;

  std::vector<std::string> words;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const;
  [[nodiscard]] Json schema() const;
};

/// One of a few words, each standing for an enumerator.
template <class Enum>
struct EnumOf {
  using Value = Enum;

  std::vector<std::pair<std::string, Enum>> words;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const {
    std::string word;
    rule().read(from, word, errors, pointer);
    for (const auto& [name, value] : words) {
      if (name == word) into = value;
    }
  }
  [[nodiscard]] Json schema() const { return rule().schema(); }

 private:
  [[nodiscard]] OneOf rule() const {
    OneOf names;
    for (const auto& word : words) names.words.push_back(word.first);
    return names;
  }
};

struct Number {
  using Value = double;

  double minimum = std::numeric_limits<double>::lowest();
  double maximum = std::numeric_limits<double>::max();

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const;
  [[nodiscard]] Json schema() const;
};

struct Integer {
  using Value = std::int64_t;

  std::int64_t minimum;
  std::int64_t maximum;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const;
  [[nodiscard]] Json schema() const;
};

struct Boolean {
  using Value = bool;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const;
  [[nodiscard]] Json schema() const;
};

/// Any JSON value within limits; `bytes_max` counts its compact text. JSON Schema has no words for
/// these limits: the schema says them as `x-bytesMax` and `x-depthMax`.
struct AnyValue {
  using Value = Json;

  std::size_t bytes_max;
  std::size_t depth_max = limits::kJsonDepthMax;
  bool object_only = false;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const;
  [[nodiscard]] Json schema() const;
};

template <class Rule>
struct ListOf {
  using Value = std::vector<typename Rule::Value>;

  Rule item;
  std::size_t items_min;
  std::size_t items_max;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const {
    if (!from.is_array()) return errors.add(pointer, type_mismatch("array", from));
    if (from.size() < items_min || from.size() > items_max) {
      return errors.add(pointer, "expected " + std::to_string(items_min) + " to " +
                                     std::to_string(items_max) + " items, found " +
                                     std::to_string(from.size()));
    }
    into.reserve(from.size());
    for (std::size_t index = 0; index < from.size(); ++index) {
      typename Rule::Value value{};
      item.read(from[index], value, errors, pointer_to(pointer, index));
      into.push_back(std::move(value));
    }
  }
  [[nodiscard]] Json schema() const {
    return Json{{"type", "array"},
                {"items", item.schema()},
                {"minItems", items_min},
                {"maxItems", items_max}};
  }
};

/// The fields of an object, declared once: what reads a request also describes it.
///
/// ```cpp
/// ObjectOf<Classify> fields;
/// fields.required("description", &Classify::description, Text{.characters_max = 8000})
///     .optional("options", &Classify::options, option_fields());
/// auto request = fields.validate(json);
/// ```
/// An `ObjectOf` is itself a rule. A field's description goes into its schema.
template <class Struct>
class ObjectOf {
 public:
  using Value = Struct;

  template <class Member, class Rule>
  ObjectOf& required(std::string name, Member Struct::* member, Rule rule,
                     std::string_view description = {}) {
    return add(std::move(name), member, std::move(rule), true, description);
  }
  /// `member` may be a `std::optional`; another keeps its default when the field is missing. A
  /// `null` is a value of the wrong type, not a missing one.
  template <class Member, class Rule>
  ObjectOf& optional(std::string name, Member Struct::* member, Rule rule,
                     std::string_view description = {}) {
    return add(std::move(name), member, std::move(rule), false, description);
  }

  void read(const Json& from, Struct& into, ValidationErrors& errors,
            const std::string& pointer) const {
    if (!from.is_object()) return errors.add(pointer, type_mismatch("object", from));
    for (const Field& field : fields_) {
      const Json* value = find_member(from, field.name);
      if (value != nullptr) {
        field.read(*value, into, errors, pointer_to(pointer, field.name));
      } else if (field.required) {
        errors.add(pointer_to(pointer, field.name), "missing");
      }
    }
    for (const auto& [name, value] : from.items()) {
      if (!std::ranges::contains(names_, name)) {
        const std::string_view near = nearest_name(name, names_);
        errors.add_unknown(pointer_to(pointer, name),
                           near.empty() ? "unknown field"
                                        : "unknown field, did you mean " + std::string(near) + "?");
      }
    }
  }

  [[nodiscard]] std::expected<Struct, InvalidValue> validate(const Json& from) const {
    Struct result{};
    ValidationErrors errors;
    read(from, result, errors, "");
    if (!errors.empty()) return std::unexpected(errors.take());
    return result;
  }

  [[nodiscard]] Json schema() const {
    Json properties = Json::object();
    Json required = Json::array();
    for (const Field& field : fields_) {
      properties[field.name] = field.schema;
      if (field.required) required.push_back(field.name);
    }
    Json schema{
        {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
  }

 private:
  struct Field {
    std::string name;
    bool required;
    std::function<void(const Json&, Struct&, ValidationErrors&, const std::string&)> read;
    Json schema;
  };

  template <class Member, class Rule>
  ObjectOf& add(std::string name, Member Struct::* member, Rule rule, bool required,
                std::string_view description) {
    Json schema = rule.schema();
    if (!description.empty()) schema["description"] = description;
    names_.push_back(name);
    fields_.push_back(
        {std::move(name), required,
         [member, rule = std::move(rule)](const Json& from, Struct& into, ValidationErrors& errors,
                                          const std::string& pointer) {
           typename Rule::Value value{};
           rule.read(from, value, errors, pointer);
           into.*member = std::move(value);
         },
         std::move(schema)});
    return *this;
  }

  std::vector<Field> fields_;
  std::vector<std::string> names_;
};

/// The answer to an invalid request: 422 `unknown_field` or `invalid_arguments`, with every error.
[[nodiscard]] Response invalid_request(const InvalidValue& invalid, std::string_view request_id);

}  // namespace skerry
