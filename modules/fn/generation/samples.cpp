#include "modules/fn/generation/samples.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "modules/fn/generation/limits.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::string beginning_of(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  std::size_t end = bytes_max - std::min(bytes_max, kEllipsis.size());
  while (end > 0 && continues_character(text[end])) --end;
  return std::string(text.substr(0, end)).append(kEllipsis);
}

std::string_view kind_of(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "boolean";
  if (value.is_number()) return "number";
  if (value.is_string()) return "string";
  return value.is_array() ? "array" : "object";
}

/// One schema for several values; members that some of them lack are not required.
Json schema_of_all(const std::vector<const Json*>& values) {
  std::set<std::string> types;
  std::vector<std::string> names;
  std::map<std::string, std::vector<const Json*>> members;
  std::vector<const Json*> elements;
  std::size_t objects = 0;
  for (const Json* value : values) {
    const bool whole = value->is_number_integer();
    types.insert(whole ? "integer" : std::string(kind_of(*value)));
    if (value->is_array()) {
      for (const Json& element : *value) elements.push_back(&element);
    } else if (value->is_object()) {
      ++objects;
      for (const auto& [name, member] : value->items()) {
        if (!members.contains(name)) names.push_back(name);
        members[name].push_back(&member);
      }
    }
  }
  if (types.contains("number")) types.erase("integer");
  Json schema = Json::object();
  if (types.size() == 1) schema["type"] = *types.begin();
  if (types.size() > 1) schema["type"] = types;
  if (objects > 0) {
    Json& properties = schema["properties"] = Json::object();
    Json required = Json::array();
    for (const std::string& name : names) {
      properties[name] = schema_of_all(members[name]);
      if (members[name].size() == objects) required.push_back(name);
    }
    if (!required.empty()) schema["required"] = std::move(required);
  }
  if (!elements.empty()) schema["items"] = schema_of_all(elements);
  return schema;
}

bool numbers_nearly_equal(const Json& left, const Json& right) {
  if (left.is_number_integer() && right.is_number_integer()) return left == right;
  const auto a = left.get<double>();
  const auto b = right.get<double>();
  return std::abs(a - b) <= limits::kNumberTolerance * std::max(std::abs(a), std::abs(b));
}

}  // namespace

std::string shortened(std::string_view text, std::size_t bytes_max) {
  std::string result = beginning_of(text, bytes_max);
  std::ranges::replace_if(
      result, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }, ' ');
  return result;
}

std::string shown_value(const Json& value) {
  return shortened(to_text(value), limits::kShownValueBytesMax);
}

Json sample_of(const Json& value) {
  if (value.is_string()) {
    return beginning_of(value.get_ref<const std::string&>(), limits::kSampleTextBytesMax);
  }
  if (value.is_array()) {
    Json sample = Json::array();
    for (const Json& element : value) {
      if (sample.size() == limits::kSampleElementsMax) break;
      sample.push_back(sample_of(element));
    }
    return sample;
  }
  if (!value.is_object()) return value;
  Json sample = Json::object();
  for (const auto& [name, member] : value.items()) {
    if (sample.size() == limits::kSampleMembersMax) break;
    sample[name] = sample_of(member);
  }
  return sample;
}

Json shape_of(const Json& value) {
  if (value.is_array()) {
    std::map<std::string, Json> shapes;
    for (const Json& element : value) {
      Json shape = shape_of(element);
      std::string text = to_text(shape);
      shapes.emplace(std::move(text), std::move(shape));
    }
    Json list = Json::array();
    for (auto& [text, shape] : shapes) list.push_back(std::move(shape));
    return list;
  }
  if (!value.is_object()) return kind_of(value);
  std::map<std::string, Json> members;
  for (const auto& [name, member] : value.items()) members.emplace(name, shape_of(member));
  Json object = Json::object();
  for (auto& [name, shape] : members) object[name] = std::move(shape);
  return object;
}

Json inferred_schema(const Json& value) { return schema_of_all({&value}); }

bool nearly_equal(const Json& left, const Json& right) {
  if (left.is_number() && right.is_number()) return numbers_nearly_equal(left, right);
  if (left.is_array() && right.is_array()) {
    if (left.size() != right.size()) return false;
    for (std::size_t index = 0; index < left.size(); ++index) {
      if (!nearly_equal(left[index], right[index])) return false;
    }
    return true;
  }
  if (!left.is_object() || !right.is_object()) return equal(left, right);
  if (left.size() != right.size()) return false;
  for (const auto& [name, member] : left.items()) {
    const Json* other = find_member(right, name);
    if (other == nullptr || !nearly_equal(member, *other)) return false;
  }
  return true;
}

}  // namespace skerry::fn
