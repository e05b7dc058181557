#include "modules/typestrip/node_kind.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "modules/typestrip/syntax_tree.hpp"

namespace skerry::typestrip {
namespace {

struct NamedKind {
  std::string_view name;
  bool named;  ///< A named node of the grammar, as opposed to a keyword or punctuation mark.
  NodeKind kind;
};

using enum NodeKind;

constexpr auto kKinds = std::to_array<NamedKind>({
    {"comment", true, comment},
    {"html_comment", true, comment},
    {"program", true, program},
    {"statement_block", true, statement_block},
    {"switch_case", true, switch_case},
    {"switch_default", true, switch_default},
    {"class_body", true, class_body},
    {"expression_statement", true, expression_statement},
    {"lexical_declaration", true, lexical_declaration},
    {"variable_declaration", true, variable_declaration},
    {"return_statement", true, return_statement},
    {"throw_statement", true, throw_statement},
    {"import_statement", true, import_statement},
    {"import_alias", true, import_alias},
    {"export_statement", true, export_statement},
    {"interface_declaration", true, interface_declaration},
    {"type_alias_declaration", true, type_alias_declaration},
    {"ambient_declaration", true, ambient_declaration},
    {"function_signature", true, function_signature},
    {"enum_declaration", true, enum_declaration},
    {"module", true, module},
    {"internal_module", true, internal_module},
    {"class", true, class_like},
    {"class_declaration", true, class_like},
    {"abstract_class_declaration", true, abstract_class_declaration},
    {"decorator", true, decorator},
    {"method_definition", true, method_definition},
    {"method_signature", true, method_signature},
    {"abstract_method_signature", true, abstract_method_signature},
    {"index_signature", true, index_signature},
    {"public_field_definition", true, public_field_definition},
    {"arrow_function", true, arrow_function},
    {"formal_parameters", true, formal_parameters},
    {"required_parameter", true, parameter},
    {"optional_parameter", true, parameter},
    {"variable_declarator", true, variable_declarator},
    {"as_expression", true, as_expression},
    {"satisfies_expression", true, satisfies_expression},
    {"non_null_expression", true, non_null_expression},
    {"type_assertion", true, type_assertion},
    {"binary_expression", true, binary_expression},
    {"call_expression", true, call_expression},
    {"member_expression", true, member_expression},
    {"subscript_expression", true, subscript_expression},
    {"parenthesized_expression", true, parenthesized_expression},
    {"type_annotation", true, type_annotation},
    {"type_arguments", true, type_arguments},
    {"type_parameters", true, type_parameters},
    {"asserts_annotation", true, other_annotation},
    {"type_predicate_annotation", true, other_annotation},
    {"implements_clause", true, implements_clause},
    {"accessibility_modifier", true, accessibility_modifier},
    {"override_modifier", true, override_modifier},
    {"array_type", true, array_type},
    {"lookup_type", true, lookup_type},
    {"import_require_clause", true, import_require_clause},
    {"import_specifier", true, specifier},
    {"export_specifier", true, specifier},
    {"this", true, this_keyword},
    {"abstract", false, token_abstract},
    {"accessor", false, token_accessor},
    {"=>", false, token_arrow},
    {"as", false, token_as},
    {"=", false, token_assign},
    {"!", false, token_bang},
    {"declare", false, token_declare},
    {"export", false, token_export},
    {"import", false, token_import},
    {"(", false, token_open_paren},
    {"?", false, token_question},
    {"readonly", false, token_readonly},
    {"satisfies", false, token_satisfies},
    {"type", false, token_type},
    {"typeof", false, token_typeof},
});

/// The kind of every symbol of the grammar, by its number.
std::vector<NodeKind> make_table() {
  const TSLanguage* language = typescript_language();
  std::vector<NodeKind> table(ts_language_symbol_count(language), other);
  for (std::uint32_t symbol = 0; symbol < table.size(); ++symbol) {
    const auto id = static_cast<TSSymbol>(symbol);
    const TSSymbolType type = ts_language_symbol_type(language, id);
    if (type != TSSymbolTypeRegular && type != TSSymbolTypeAnonymous) continue;
    const std::string_view name = ts_language_symbol_name(language, id);
    const bool named = type == TSSymbolTypeRegular;
    const auto found = std::ranges::find_if(
        kKinds, [&](const NamedKind& entry) { return entry.named == named && entry.name == name; });
    if (found != kKinds.end()) table[symbol] = found->kind;
  }
  return table;
}

}  // namespace

NodeKind kind_of(TSNode node) noexcept {
  static const std::vector<NodeKind> table = make_table();
  const TSSymbol symbol = ts_node_symbol(node);
  return symbol < table.size() ? table[symbol] : other;
}

}  // namespace skerry::typestrip
