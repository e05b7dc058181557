#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/object/vocabulary.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn::object {

/// What kind of values a field takes, as far as words can speak of it.
enum class FieldKind : std::uint8_t { kUnknown, kText, kNumber, kFlag, kArray, kOther };

/// A field that a description names.
struct WishedField {
  /// In normal form.
  std::string name;
  /// Keywords of JSON Schema that its words ask for; an object.
  Json keywords = Json::object();
  /// It stands in a list of fields, not only in a constraint.
  bool listed = false;
};

/// What a description asks for.
struct Wish {
  const RecordEntry* record = nullptr;
  /// How many records; `least` and `most` are the same for an exact number.
  std::optional<std::uint64_t> least;
  std::optional<std::uint64_t> most;
  /// More than one record, how many is not said.
  bool several = false;
  /// The fields named are all there are to be.
  bool only = false;
  std::vector<WishedField> fields;
  /// Words that are values of a schema's `enum`, in lower case.
  std::vector<std::string> values;
  /// Words that were not understood, in their order.
  std::vector<std::string> unknown;
  /// The word that asks for writing, which only a model can do; empty for none.
  std::string text_word;
};

/// What a reader knows besides its own vocabulary.
struct Known {
  /// The kind of a field by its normal form; `kUnknown` for what is no field.
  std::function<FieldKind(const std::string& normal)> field;
  /// Whether a word is a value that a schema lists.
  std::function<bool(const std::string& word)> value;
  /// Whether a word is one of the schema's own.
  std::function<bool(const std::string& word)> word;
};

/// Reads a request for data. Never fails: what is not understood is in `unknown`.
[[nodiscard]] Wish read_description(std::string_view text, const Known& known);

}  // namespace skerry::fn::object
