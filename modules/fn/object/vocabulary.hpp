#pragma once

#include <span>
#include <string>
#include <string_view>

/// What descriptions speak of: kinds of records, and the fields that they have.
namespace skerry::fn::object {

/// A field that a description may name.
struct FieldEntry {
  std::string_view name;
  /// The JSON Schema of its values.
  std::string_view schema;
};

/// A kind of record, with the fields it has when none are named.
struct RecordEntry {
  std::string_view name;
  std::span<const std::string_view> fields;
};

/// The field of this name in normal form (`normal_form`), or null.
[[nodiscard]] const FieldEntry* find_field(std::string_view normal);
/// The kind of record of this name in normal form, or null.
[[nodiscard]] const RecordEntry* find_record(std::string_view normal);

/// Words, or a name, written together in lower case, the last one in the singular, a synonym as
/// what it stands for.
[[nodiscard]] std::string normal_form(std::string_view words);
[[nodiscard]] std::string singular(std::string_view word);

/// A word without a meaning of its own in a request for data.
[[nodiscard]] bool is_filler(std::string_view word);
/// A word that asks for what only a model can do: to write, to judge, to translate.
[[nodiscard]] bool asks_for_text(std::string_view word);
/// What stands before a list of fields.
[[nodiscard]] bool introduces_fields(std::string_view word);
/// A word that sets a condition: where it is not part of one that is understood, it must not be
/// passed over, whatever else it is known as.
[[nodiscard]] bool is_condition(std::string_view word);
/// A noun that says no more than that something is described.
[[nodiscard]] bool is_label(std::string_view word);

}  // namespace skerry::fn::object
