#include "modules/fn/schema/keywords.hpp"

#include <algorithm>

#include "modules/fn/schema/values.hpp"

namespace skerry::fn::schema {
namespace {

/// Keywords that make a rule by their value alone.
constexpr KeywordEntry kPlainKeywords[] = {
    {"type", Form::kType, Keyword::kType},
    {"enum", Form::kArray, Keyword::kEnum},
    {"const", Form::kAny, Keyword::kConst},
    {"multipleOf", Form::kNumber, Keyword::kMultipleOf},
    {"maximum", Form::kNumber, Keyword::kMaximum},
    {"exclusiveMaximum", Form::kNumber, Keyword::kExclusiveMaximum},
    {"minimum", Form::kNumber, Keyword::kMinimum},
    {"exclusiveMinimum", Form::kNumber, Keyword::kExclusiveMinimum},
    {"maxLength", Form::kCount, Keyword::kMaxLength},
    {"minLength", Form::kCount, Keyword::kMinLength},
    {"pattern", Form::kText, Keyword::kPattern},
    {"format", Form::kText, Keyword::kFormat},
    {"maxItems", Form::kCount, Keyword::kMaxItems},
    {"minItems", Form::kCount, Keyword::kMinItems},
    {"uniqueItems", Form::kFlag, Keyword::kUniqueItems},
    {"maxProperties", Form::kCount, Keyword::kMaxProperties},
    {"minProperties", Form::kCount, Keyword::kMinProperties},
    {"required", Form::kNames, Keyword::kRequired},
    {"dependentRequired", Form::kNamesMap, Keyword::kDependentRequired, Draft::k2019},
    {"dependentSchemas", Form::kSchemaMap, Keyword::kDependentSchemas, Draft::k2019},
    {"dependencies", Form::kDependencies, Keyword::kDependentSchemas, Draft::k07, Draft::k07},
    {"propertyNames", Form::kSchema, Keyword::kPropertyNames},
    {"allOf", Form::kSchemas, Keyword::kAllOf},
    {"anyOf", Form::kSchemas, Keyword::kAnyOf},
    {"oneOf", Form::kSchemas, Keyword::kOneOf},
    {"not", Form::kSchema, Keyword::kNot},
    {"unevaluatedItems", Form::kSchema, Keyword::kUnevaluatedItems, Draft::k2019},
    {"unevaluatedProperties", Form::kSchema, Keyword::kUnevaluatedProperties, Draft::k2019},
    {"$ref", Form::kReference, Keyword::kRef},
    {"$dynamicRef", Form::kReference, Keyword::kDynamicRef, Draft::k2020},
    {"$recursiveRef", Form::kReference, Keyword::kRecursiveRef, Draft::k2019, Draft::k2019},
};

}  // namespace

const KeywordEntry* find_keyword(std::string_view name) {
  const auto entry = std::ranges::find(kPlainKeywords, name, &KeywordEntry::name);
  return entry == std::end(kPlainKeywords) ? nullptr : entry;
}

bool is_count(const Json& value) {
  return value.is_number() && is_whole(value) && value.get<double>() >= 0;
}

std::string found(std::string_view expected, const Json& value) {
  return "expected " + std::string(expected) + ", found " + std::string(type_name(value));
}

std::string form_fault(const KeywordEntry& entry, const Json& value) {
  const auto expect = [&](bool good, std::string_view what) {
    return good ? std::string() : found(what, value);
  };
  switch (entry.form) {
    case Form::kNumber:
      if (entry.keyword == Keyword::kMultipleOf && value.is_number() && value.get<double>() <= 0) {
        return "expected more than 0";
      }
      return expect(value.is_number(), "number");
    case Form::kCount:
      return expect(is_count(value), "whole number from 0");
    case Form::kText:
    case Form::kReference:
      return expect(value.is_string(), "string");
    case Form::kFlag:
      return expect(value.is_boolean(), "boolean");
    case Form::kType:
      return expect(value.is_string() || value.is_array(), "string or array");
    case Form::kArray:
      return expect(value.is_array(), "array");
    default:
      return {};
  }
}

}  // namespace skerry::fn::schema
