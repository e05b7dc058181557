#pragma once

#include <tree_sitter/api.h>

#include <cstdint>

namespace skerry::typestrip {

/// The node types of the TypeScript grammar that type erasure treats specially. Every other type
/// is `other`. Names are those of the grammar; tokens are prefixed with `token_`.
enum class NodeKind : std::uint8_t {
  other,
  comment,
  // Containers of statements or members.
  program,
  statement_block,
  switch_case,
  switch_default,
  class_body,
  // Statements.
  expression_statement,
  lexical_declaration,
  variable_declaration,
  return_statement,
  throw_statement,
  import_statement,
  import_alias,
  export_statement,
  interface_declaration,
  type_alias_declaration,
  ambient_declaration,
  function_signature,
  enum_declaration,
  module,
  internal_module,
  // Classes and functions.
  class_like,
  abstract_class_declaration,
  decorator,
  method_definition,
  method_signature,
  abstract_method_signature,
  index_signature,
  public_field_definition,
  arrow_function,
  formal_parameters,
  parameter,
  variable_declarator,
  // Expressions.
  as_expression,
  satisfies_expression,
  non_null_expression,
  type_assertion,
  binary_expression,
  call_expression,
  member_expression,
  subscript_expression,
  parenthesized_expression,
  // Types and what belongs to them.
  type_annotation,
  type_arguments,
  type_parameters,
  other_annotation,  ///< asserts_annotation, type_predicate_annotation
  implements_clause,
  accessibility_modifier,
  override_modifier,
  array_type,
  lookup_type,
  // Module specifiers.
  import_require_clause,
  specifier,  ///< import_specifier, export_specifier
  // Tokens.
  this_keyword,
  token_abstract,
  token_accessor,
  token_arrow,
  token_as,
  token_assign,
  token_bang,
  token_declare,
  token_export,
  token_import,
  token_open_paren,
  token_question,
  token_readonly,
  token_satisfies,
  token_type,
  token_typeof,
};

/// The kind of `node`.
[[nodiscard]] NodeKind kind_of(TSNode node) noexcept;

}  // namespace skerry::typestrip
