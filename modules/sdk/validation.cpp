#include "modules/sdk/validation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "modules/sdk/http_url.hpp"

namespace skerry {

namespace {

std::string_view type_name(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::object:
      return "object";
    case Json::value_t::array:
      return "array";
    case Json::value_t::string:
      return "string";
    case Json::value_t::boolean:
      return "boolean";
    default:
      return "number";
  }
}

/// Texts are valid UTF-8 here: the JSON reader sees to it.
bool has_forbidden_control(std::string_view text) {
  for (std::size_t index = 0; index < text.size(); ++index) {
    const auto byte = static_cast<unsigned char>(text[index]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) return true;
    // U+0080 to U+009F.
    const bool next = index + 1 < text.size();
    if (byte == 0xc2 && next && static_cast<unsigned char>(text[index + 1]) < 0xa0) return true;
  }
  return false;
}

/// The white space and line terminators of ECMA-262 (`\s` in a pattern) beyond ASCII.
constexpr std::string_view kWideSpaces[] = {"\u00a0", "\u1680", "\u2000", "\u2001", "\u2002",
                                            "\u2003", "\u2004", "\u2005", "\u2006", "\u2007",
                                            "\u2008", "\u2009", "\u200a", "\u2028", "\u2029",
                                            "\u202f", "\u205f", "\u3000", "\ufeff"};

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    if (std::string_view(" \t\n\v\f\r").contains(text.front())) {
      text.remove_prefix(1);
      continue;
    }
    const auto wide = std::ranges::find_if(
        kWideSpaces, [&](std::string_view space) { return text.starts_with(space); });
    if (wide == std::end(kWideSpaces)) return false;
    text.remove_prefix(wide->size());
  }
  return true;
}

std::string number_text(double value) { return to_text(json_number(value)); }

/// Lower case, without what naming styles differ in.
std::string folded(std::string_view name) {
  std::string result;
  for (const char c : name.substr(0, limits::kEchoedBytesMax)) {
    if (c == '_' || c == '-') continue;
    result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

/// Optimal string alignment: insertions, deletions, changes and swaps of neighbours.
std::size_t edit_distance(std::string_view left, std::string_view right) {
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> table((left.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return table[i * width + j];
  };
  for (std::size_t i = 0; i <= left.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= right.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
      std::size_t best = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        best = std::min(best, at(i - 2, j - 2) + 1);
      }
      at(i, j) = best;
    }
  }
  return table.back();
}

std::size_t depth_of(const Json& value) {
  if (!value.is_structured()) return 0;
  std::size_t deepest = 0;
  for (const Json& child : value) deepest = std::max(deepest, depth_of(child));
  return deepest + 1;
}

}  // namespace

void ValidationErrors::add(std::string_view pointer, std::string detail) {
  found_.only_unknown_fields = false;
  if (found_.errors.size() < limits::kValidationErrorsMax) {
    found_.errors.push_back({std::string(pointer), std::move(detail)});
  } else {
    ++found_.more;
  }
}

void ValidationErrors::add_unknown(std::string_view pointer, std::string detail) {
  const bool only = found_.only_unknown_fields;
  add(pointer, std::move(detail));
  found_.only_unknown_fields = only;
}

std::string type_mismatch(std::string_view expected, const Json& found) {
  return "expected " + std::string(expected) + ", found " + std::string(type_name(found));
}

std::string_view nearest_name(std::string_view name, const std::vector<std::string>& known) {
  constexpr std::size_t kCharactersPerMistake = 3;
  const std::string wanted = folded(name);
  std::string_view nearest;
  std::size_t nearest_distance = wanted.size() / kCharactersPerMistake + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(wanted, folded(candidate));
    if (distance < nearest_distance) {
      nearest = candidate;
      nearest_distance = distance;
    }
  }
  return nearest;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

void Text::read(const Json& from, Value& into, ValidationErrors& errors,
                const std::string& pointer) const {
  if (!from.is_string()) return errors.add(pointer, type_mismatch("string", from));
  const auto& text = from.get_ref<const std::string&>();
  const std::size_t characters = count_characters(text);
  if (characters > characters_max) {
    return errors.add(pointer, "longer than " + std::to_string(characters_max) + " characters");
  }
  if (characters < characters_min) {
    return errors.add(pointer, "shorter than " + std::to_string(characters_min) + " characters");
  }
  if (!blank_allowed && is_blank(text)) return errors.add(pointer, "blank");
  if (has_forbidden_control(text)) {
    return errors.add(pointer, "a control character other than newline and tab");
  }
  into = text;
}

Json Text::schema() const {
  Json schema{{"type", "string"}, {"maxLength", characters_max}};
  const std::size_t shortest =
      blank_allowed ? characters_min : std::max<std::size_t>(characters_min, 1);
  if (shortest > 0) schema["minLength"] = shortest;
  // No lookahead, nor a class that engines read in several ways: readers of the schema have others
  // than ECMA-262's.
  constexpr std::string_view kAny = "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$";
  constexpr std::string_view kNotBlank =
      "^[\\t\\n \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]*"
      "[^\\u0000- \\u007f-\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]"
      "[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$";
  schema["pattern"] = blank_allowed ? kAny : kNotBlank;
  return schema;
}

void HttpUrl::read(const Json& from, Value& into, ValidationErrors& errors,
                   const std::string& pointer) const {
  if (!from.is_string()) return errors.add(pointer, type_mismatch("string", from));
  const auto& text = from.get_ref<const std::string&>();
  if (count_characters(text) > characters_max) {
    return errors.add(pointer, "longer than " + std::to_string(characters_max) + " characters");
  }
  if (const auto fault = fault_of_http_url(text)) return errors.add(pointer, std::string(*fault));
  into = text;
}

Json HttpUrl::schema() const {
  return Json{{"type", "string"},
              {"format", "uri"},
              {"maxLength", characters_max},
              {"pattern", "^[hH][tT][tT][pP][sS]?://[^/?#@]+([/?#].*)?$"}};
}

void OneOf::read(const Json& from, Value& into, ValidationErrors& errors,
                 const std::string& pointer) const {
  if (!from.is_string()) return errors.add(pointer, type_mismatch("string", from));
  const auto& word = from.get_ref<const std::string&>();
  if (std::ranges::contains(words, word)) {
    into = word;
    return;
  }
  std::string detail = "expected one of";
  for (const std::string& known : words) detail += " " + known;
  const std::string_view near = nearest_name(word, words);
  if (!near.empty()) detail += "; did you mean " + std::string(near) + "?";
  errors.add(pointer, std::move(detail));
}

Json OneOf::schema() const { return Json{{"type", "string"}, {"enum", words}}; }

void Number::read(const Json& from, Value& into, ValidationErrors& errors,
                  const std::string& pointer) const {
  if (!from.is_number()) return errors.add(pointer, type_mismatch("number", from));
  const auto value = from.get<double>();
  if (value < minimum) return errors.add(pointer, "less than " + number_text(minimum));
  if (value > maximum) return errors.add(pointer, "more than " + number_text(maximum));
  into = value;
}

Json Number::schema() const {
  Json schema{{"type", "number"}};
  if (minimum != std::numeric_limits<double>::lowest()) schema["minimum"] = json_number(minimum);
  if (maximum != std::numeric_limits<double>::max()) schema["maximum"] = json_number(maximum);
  return schema;
}

void Integer::read(const Json& from, Value& into, ValidationErrors& errors,
                   const std::string& pointer) const {
  if (!from.is_number()) return errors.add(pointer, type_mismatch("integer", from));
  if (from.is_number_float()) {
    // Whole numbers become doubles only beyond 64 bits.
    const auto value = from.get<double>();
    if (value != std::trunc(value)) return errors.add(pointer, "expected a whole number");
    return errors.add(pointer, value > 0 ? "more than " + std::to_string(maximum)
                                         : "less than " + std::to_string(minimum));
  }
  // An unsigned number here is one that does not fit the signed type.
  const bool huge = from.is_number_unsigned() && from.get<std::uint64_t>() > INT64_MAX;
  if (huge || from.get<std::int64_t>() > maximum) {
    return errors.add(pointer, "more than " + std::to_string(maximum));
  }
  if (from.get<std::int64_t>() < minimum) {
    return errors.add(pointer, "less than " + std::to_string(minimum));
  }
  into = from.get<std::int64_t>();
}

Json Integer::schema() const {
  return Json{{"type", "integer"}, {"minimum", minimum}, {"maximum", maximum}};
}

void Boolean::read(const Json& from, Value& into, ValidationErrors& errors,
                   const std::string& pointer) const {
  if (!from.is_boolean()) return errors.add(pointer, type_mismatch("boolean", from));
  into = from.get<bool>();
}

Json Boolean::schema() const { return Json{{"type", "boolean"}}; }

void AnyValue::read(const Json& from, Value& into, ValidationErrors& errors,
                    const std::string& pointer) const {
  if (object_only && !from.is_object()) return errors.add(pointer, type_mismatch("object", from));
  if (depth_of(from) > depth_max) {
    return errors.add(pointer, "nested deeper than " + std::to_string(depth_max));
  }
  if (to_text(from).size() > bytes_max) {
    return errors.add(pointer, "larger than " + std::to_string(bytes_max) + " bytes");
  }
  into = from;
}

Json AnyValue::schema() const {
  Json schema = Json::object();
  if (object_only) schema["type"] = "object";
  schema["x-bytesMax"] = bytes_max;
  // Beyond it no body is read at all.
  if (depth_max < limits::kJsonDepthMax) schema["x-depthMax"] = depth_max;
  return schema;
}

Response invalid_request(const InvalidValue& invalid, std::string_view request_id) {
  std::string detail = invalid.only_unknown_fields ? "fields that this route does not know"
                                                   : "the request's content is not valid";
  if (invalid.more > 0) detail += "; " + std::to_string(invalid.more) + " more errors not shown";
  return problem(invalid.only_unknown_fields ? "unknown_field" : "invalid_arguments", detail,
                 request_id, invalid.errors);
}

}  // namespace skerry
