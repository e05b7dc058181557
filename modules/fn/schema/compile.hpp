#pragma once

#include <expected>
#include <string>

#include "modules/fn/schema/compiled.hpp"

namespace skerry::fn::schema {

/// What is wrong with a schema, and where: a JSON Pointer into the schema (RFC 6901).
struct SchemaError {
  std::string pointer;
  std::string detail;
};

/// Compiles a schema of a draft; subschemas with `$id` may name another by `$schema`.
///
/// References lead into the schema itself or into the meta-schemas of the drafts; one that leads
/// anywhere else is an error, nothing is ever fetched. The keywords' values need not have been
/// checked before.
[[nodiscard]] std::expected<CompiledSchema, SchemaError> compile(Json schema, Draft draft);

/// The draft that a value of `$schema` names, or nothing.
[[nodiscard]] std::optional<Draft> draft_of_uri(std::string_view uri);

/// The URI of a draft's meta-schema.
[[nodiscard]] std::string_view meta_schema_uri(Draft draft);

/// The document of the draft's meta-schema with this URI, as JSON text; empty when it is none.
[[nodiscard]] std::string_view meta_schema_text(std::string_view uri);

}  // namespace skerry::fn::schema
