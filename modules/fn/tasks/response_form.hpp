#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// One thing that a person is asked for.
struct FormField {
  enum class Kind : std::uint8_t {
    kText,
    kLongText,
    kLines,  ///< A list of texts, one a line.
    kNumber,
    kYesNo,
    kChoice,
  };

  Kind kind = Kind::kText;
  /// The member of the response; empty where the response is this value alone.
  std::string member;
  std::string label;
  /// Empty for none.
  std::string hint = {};
  /// What the schema asks of the value, as sentences; empty for nothing.
  std::string rules = {};
  /// The input's `type`, and further attributes: from a fixed set of words, and numbers.
  std::string_view input = "text";
  std::string attributes = {};
  /// The parameter's value before anybody wrote one: the schema's default.
  std::string initial = {};
  bool required = false;
  /// May be `null`, which it is when it is required and left empty.
  bool nullable = false;
  /// Of a choice.
  std::vector<Json> choices = {};
};

/// How a person is asked for a response.
struct ResponseForm {
  enum class Shape : std::uint8_t {
    kText,    ///< Without a schema: any text, which is the response.
    kFields,  ///< A flat object, by its members.
    kValue,   ///< One text, number, truth or choice.
    kJson,    ///< JSON text, for every other schema.
  };

  Shape shape = Shape::kText;
  std::vector<FormField> fields = {};
};

/// The parameters of a form that was sent, in order.
using FormParameters = std::vector<std::pair<std::string, std::string>>;

/// A text with line feeds alone: forms send line ends as CR LF (WHATWG HTML, 4.10.21.4).
[[nodiscard]] std::string plain_line_ends(std::string_view text);

/// The value of a parameter; empty without one.
[[nodiscard]] std::string_view parameter(const FormParameters& parameters, std::string_view name);

/// The parameter that carries a form's field.
[[nodiscard]] std::string field_name(std::size_t index);
/// The one that carries a text or JSON.
inline constexpr std::string_view kWholeResponse = "response";

/// The form for a response schema; null for none. Whatever form it is, the response is to be
/// checked against the schema afterwards.
[[nodiscard]] ResponseForm response_form(const Json* schema);

/// The response that a person gave by a form, or what is wrong with it, as a sentence. What is left
/// empty is left out.
[[nodiscard]] std::expected<Json, std::string> read_response(const ResponseForm& form,
                                                             const FormParameters& parameters);

}  // namespace skerry::fn
