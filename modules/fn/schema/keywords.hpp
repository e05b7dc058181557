#pragma once

#include <string>
#include <string_view>

#include "modules/fn/schema/compiled.hpp"

namespace skerry::fn::schema {

/// How the value of a keyword is read.
enum class Form : std::uint8_t {
  kAny,
  kNumber,
  kCount,
  kText,
  kFlag,
  kType,
  kArray,
  kNames,
  kSchema,
  kSchemas,
  kSchemaMap,
  kNamesMap,
  kDependencies,
  kReference,
};

struct KeywordEntry {
  std::string_view name;
  Form form;
  Keyword keyword;
  Draft since = Draft::k07;
  Draft until = Draft::k2020;
};

/// The keyword of this name that makes a rule by its value alone, or null.
[[nodiscard]] const KeywordEntry* find_keyword(std::string_view name);

/// What is wrong with the form of a keyword's value, as a phrase; empty when nothing is, or when
/// its parts have to be looked at one by one.
[[nodiscard]] std::string form_fault(const KeywordEntry& entry, const Json& value);

/// Whether a value is a whole number from zero.
[[nodiscard]] bool is_count(const Json& value);

/// `expected array, found number`.
[[nodiscard]] std::string found(std::string_view expected, const Json& value);

}  // namespace skerry::fn::schema
