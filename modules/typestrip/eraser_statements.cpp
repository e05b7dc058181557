#include <algorithm>
#include <string_view>

#include "modules/typestrip/eraser.hpp"
#include "modules/typestrip/source_text.hpp"

namespace skerry::typestrip {

using enum NodeKind;

namespace {

constexpr std::string_view kImportEquals =
    "`import x = ...` is not supported; write `import x from \"...\"` or `const x = ...`.";
constexpr std::string_view kNamespace =
    "Namespaces with values are not supported: they run code. Write a module or an object.";

}  // namespace

/// Returns whether the children of `node` need no visit.
bool Eraser::visit_statement(const Child& node, NodeKind parent) {
  switch (node.kind) {
    case interface_declaration:
    case type_alias_declaration:
    case ambient_declaration:
    case function_signature:
      erase_statement(node, parent);
      return true;
    case enum_declaration:
      fail(true, node.begin,
           "Enums are not supported: they run code. Write an object with `as const` and a union "
           "type, or declare constants.");
      return true;
    case module:
    case internal_module:
      visit_namespace(node, node, parent);
      return true;
    case import_statement:
      visit_import(node, parent);
      return false;
    case export_statement:
      visit_export(node, parent);
      return false;
    case import_alias:
      fail(true, node.begin, kImportEquals);
      return true;
    case specifier:
      visit_specifier(node);
      return false;
    case expression_statement: {
      const Children children = children_of(node.node);
      const auto code =
          std::ranges::find_if(children, [](const Child& child) { return child.kind != comment; });
      if (code != children.end() && code->kind == internal_module) {
        const Child inner = *code;
        visit_namespace(inner, node, parent);
        return true;
      }
      erasure_.note_end(node.end, Place::statement);
      return false;
    }
    case lexical_declaration:
    case variable_declaration:
    case return_statement:
    case throw_statement:
      erasure_.note_end(node.end, Place::statement);
      return false;
    default:
      return false;
  }
}

void Eraser::visit_import(const Child& node, NodeKind parent) {
  const Children children = children_of(node.node);
  for (const Child& child : children) {
    if (child.kind == token_type) {
      erase_statement(node, parent);
      return;
    }
    if (child.kind == token_typeof) {
      fail(false, child.begin, "Write `import type` instead of `import typeof`.");
      return;
    }
    if (child.kind == import_require_clause) {
      fail(true, node.begin, kImportEquals);
      return;
    }
  }
}

void Eraser::visit_export(const Child& node, NodeKind parent) {
  const Children children = children_of(node.node);
  // Read from the source: `type` may have been taken out of the text for the grammar's sake.
  const std::size_t second = skip_trivia(source_, node.begin + std::string_view("export").size());
  for (const Child& child : children) {
    switch (child.kind) {
      case token_assign:
        fail(true, node.begin, "`export =` is not supported; write `export default`.");
        return;
      case token_as:
        fail(true, node.begin, "`export as namespace` is not supported; remove it.");
        return;
      case interface_declaration:
      case type_alias_declaration:
      case ambient_declaration:
      case function_signature:
        erase_statement(node, parent);
        return;
      case module:
      case internal_module: {
        const Child inner = child;
        visit_namespace(inner, node, parent);
        return;
      }
      case token_type:
        erase_statement(node, parent);
        return;
      default:
        break;
    }
  }
  if (word_at(source_, second) == "type" && word_at(text_, second) != "type") {
    erase_statement(node, parent);
    return;
  }
  erasure_.note_end(node.end, Place::statement);
}

/// Erases `statement`, which is or contains the namespace `node`, if that declares only types.
void Eraser::visit_namespace(const Child& node, const Child& statement, NodeKind parent) {
  if (node.kind == internal_module && is_type_only_namespace(node.node)) {
    erase_statement(statement, parent);
  } else {
    fail(true, node.begin, kNamespace);
  }
}

bool Eraser::is_type_only_namespace(TSNode node) {
  std::vector<TSNode> pending{node};
  while (!pending.empty()) {
    const TSNode next = pending.back();
    pending.pop_back();
    const NodeKind kind = kind_of(next);
    const bool is_namespace = kind == internal_module;
    for (const Child& child : children_of(next)) {
      switch (child.kind) {
        case comment:
        case interface_declaration:
        case type_alias_declaration:
          break;
        case import_alias:
          if (kind == export_statement) return false;
          break;
        case internal_module:
        case statement_block:
        case expression_statement:
        case export_statement:
          pending.push_back(child.node);
          break;
        default:
          // The name and the keyword of a namespace, braces and `export` are no values.
          if (ts_node_is_named(child.node) && !is_namespace) return false;
          break;
      }
    }
  }
  return true;
}

void Eraser::visit_specifier(const Child& node) {
  const Children children = children_of(node.node);
  for (const Child& child : children) {
    if (child.kind == token_type) {
      erase_with_comma(node);
      return;
    }
    if (child.kind == token_typeof) {
      fail(false, child.begin, "Write `type` instead of `typeof`.");
      return;
    }
  }
}

}  // namespace skerry::typestrip
