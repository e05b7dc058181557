#include "modules/typestrip/eraser.hpp"

#include <algorithm>

#include "modules/typestrip/source_text.hpp"

namespace skerry::typestrip {

using enum NodeKind;

Eraser::Eraser(std::string_view source, std::string_view text, TSNode root, Erasure& erasure)
    : source_(source), text_(text), erasure_(erasure), walk_(root), look_(root) {}

std::expected<void, EraserFailure> Eraser::run() {
  bool more = true;
  while (more && !failure_) {
    const TSNode node = ts_tree_cursor_current_node(&walk_.value);
    const Child child{node, kind_of(node), ts_node_start_byte(node), ts_node_end_byte(node)};
    const NodeKind parent = ancestors_.empty() ? other : ancestors_.back();
    const bool gone = child.begin < child.end && erasure_.is_erased(child.begin);
    more = walk_on(!gone && visit(child, parent));
  }
  // What was read wrongly may be the reason for a failure; the next round will tell.
  if (!repairs_.empty()) return {};
  if (doubt_ && (!failure_ || doubt_->offset < failure_->offset)) failure_ = doubt_;
  if (failure_) return std::unexpected(*failure_);
  return {};
}

/// Goes to the first child if `descend`, else to the next node that is not below this one.
bool Eraser::walk_on(bool descend) {
  const NodeKind kind = kind_of(ts_tree_cursor_current_node(&walk_.value));
  if (descend && ts_tree_cursor_goto_first_child(&walk_.value)) {
    ancestors_.push_back(kind);
    return true;
  }
  while (!ts_tree_cursor_goto_next_sibling(&walk_.value)) {
    if (ancestors_.empty() || !ts_tree_cursor_goto_parent(&walk_.value)) return false;
    ancestors_.pop_back();
  }
  return true;
}

/// The children of `node`, comments included; valid until the next call.
Eraser::Children Eraser::children_of(TSNode node) {
  children_.clear();
  ts_tree_cursor_reset(&look_.value, node);
  if (!ts_tree_cursor_goto_first_child(&look_.value)) return {};
  do {
    const TSNode child = ts_tree_cursor_current_node(&look_.value);
    children_.push_back(
        {child, kind_of(child), ts_node_start_byte(child), ts_node_end_byte(child)});
  } while (ts_tree_cursor_goto_next_sibling(&look_.value));
  return children_;
}

/// Fails at the end of the walk, unless that finds something to repair.
void Eraser::doubt(bool unsupported, std::size_t offset, std::string_view message) {
  if (!doubt_) doubt_ = {unsupported, offset, message};
}

void Eraser::fail(bool unsupported, std::size_t offset, std::string_view message) {
  if (!failure_) failure_ = {unsupported, offset, message};
}

/// Handles `node` and returns whether its children are to be visited. What a handler erases will
/// not be visited.
bool Eraser::visit(const Child& node, NodeKind parent) {
  if (node.kind == comment) {
    erasure_.note_comment(node.begin, node.end);
    return false;
  }
  if (visit_type(node, parent) || visit_statement(node, parent)) return false;
  if (!visit_class_part(node)) visit_expression(node);
  return true;
}

/// The end of the last token of `node`: a statement without `;` may also hold a comment after it.
std::size_t Eraser::end_of_code(TSNode node) {
  for (;;) {
    const Children children = children_of(node);
    const auto last = std::ranges::find_if(children.rbegin(), children.rend(), [](const Child& c) {
      return c.kind != comment && c.begin != c.end;
    });
    if (last == children.rend()) return ts_node_end_byte(node);
    node = last->node;
  }
}

void Eraser::erase(const Child& node) noexcept { erasure_.erase(node.begin, node.end); }

void Eraser::erase_statement(const Child& node, NodeKind parent) {
  const bool in_list = parent == program || parent == statement_block || parent == switch_case ||
                       parent == switch_default;
  erasure_.erase(node.begin, end_of_code(node.node));
  erasure_.note_gap(node.begin, in_list ? Place::statement : Place::only_statement);
}

void Eraser::erase_member(const Child& node) {
  erasure_.erase(node.begin, end_of_code(node.node));
  erasure_.note_gap(node.begin, Place::member);
}

/// Erases `?`, `!` and the modifiers that are plain tokens of a parameter, variable or member.
void Eraser::erase_tokens(Children children) noexcept {
  for (const Child& child : children) {
    if (child.kind == token_question || child.kind == token_bang || child.kind == token_readonly ||
        child.kind == token_abstract) {
      erase(child);
    }
  }
}

/// Erases one element of a comma-separated list together with the comma after it, if any.
void Eraser::erase_with_comma(const Child& node) noexcept {
  const std::size_t after = skip_trivia(text_, node.end);
  const bool comma = after < text_.size() && text_[after] == ',';
  erasure_.erase(node.begin, comma ? after + 1 : node.end);
}

/// Whether what the grammar takes for type arguments are two comparisons or a shift, as in
/// `a < (b) >>> c` or `a < b > -c`. TypeScript decides by what follows the `>`.
bool Eraser::is_comparison(const Child& type_arguments) const noexcept {
  const std::string_view adjacent = text_.substr(type_arguments.end, 1);
  const std::string_view next = text_.substr(skip_trivia(text_, type_arguments.end), 2);
  const bool is_sign = next.starts_with('+') || next.starts_with('-');
  return adjacent == ">" || adjacent == "=" || next.starts_with('<') || next.starts_with('>') ||
         (is_sign && next != "++" && next != "--");
}

/// What is erased wherever it stands. Returns whether `node` is that.
bool Eraser::visit_type(const Child& node, NodeKind parent) {
  switch (node.kind) {
    case type_annotation:
      if (parent == parenthesized_expression) {
        fail(false, node.begin, "A type cannot be written here; use `as` instead.");
      }
      erase(node);
      return true;
    case type_arguments:
      if (!is_comparison(node)) erase(node);
      return true;
    case type_parameters:
    case other_annotation:
    case implements_clause:
    case accessibility_modifier:
    case override_modifier:
      erase(node);
      return true;
    default:
      return false;
  }
}

/// Returns whether `node` is something that this handles.
bool Eraser::visit_class_part(const Child& node) {
  switch (node.kind) {
    case decorator:
      fail(true, node.begin,
           "Decorators are not supported: they run code. Call the function on the class instead.");
      return true;
    case abstract_class_declaration:
    case variable_declarator:
      erase_tokens(children_of(node.node));
      return true;
    case method_signature:
    case abstract_method_signature:
    case index_signature:
      erase_member(node);
      return true;
    case method_definition:
      visit_method(node);
      return true;
    case public_field_definition:
      visit_field(node);
      return true;
    case parameter:
      visit_parameter(node);
      return true;
    case arrow_function:
      visit_arrow_function(node);
      return true;
    default:
      return false;
  }
}

void Eraser::visit_expression(const Child& node) {
  switch (node.kind) {
    case as_expression:
    case satisfies_expression:
      return visit_type_assertion(node);
    case type_assertion:
      return fail(
          true, node.begin,
          "Type assertions in angle brackets are not supported; write `x as T` instead of `<T>x`.");
    case non_null_expression:
      return erasure_.erase(node.end - 1, node.end);
    case binary_expression:
      return visit_binary(node);
    case call_expression:
    case member_expression:
    case subscript_expression:
      return visit_after_assertion(node);
    default:
      return;
  }
}

void Eraser::visit_method(const Child& node) {
  const Children children = children_of(node.node);
  erase_tokens(children);
  note_lost_modifiers(children);
}

void Eraser::note_lost_modifiers(Children children) {
  const auto first =
      std::ranges::find_if(children, [](const Child& child) { return child.kind != comment; });
  if (first == children.end()) return;
  if (first->kind == accessibility_modifier || first->kind == override_modifier ||
      first->kind == token_readonly) {
    erasure_.note_gap(first->begin, Place::member);
  }
}

void Eraser::visit_field(const Child& node) {
  const Children children = children_of(node.node);
  for (const Child& child : children) {
    if (child.kind == token_declare || child.kind == token_abstract) {
      erase_member(node);
      return;
    }
    if (child.kind == token_accessor) {
      fail(true, child.begin,
           "`accessor` fields are not supported; write a field, or a getter and a setter.");
      return;
    }
  }
  erase_tokens(children);
  note_lost_modifiers(children);
  erasure_.note_end(node.end, Place::member);
}

void Eraser::visit_parameter(const Child& node) {
  const Children children = children_of(node.node);
  const auto first =
      std::ranges::find_if(children, [](const Child& child) { return child.kind != comment; });
  if (first != children.end() && first->kind == this_keyword) return erase_with_comma(node);
  for (const Child& child : children) {
    if (child.kind == accessibility_modifier || child.kind == override_modifier ||
        child.kind == token_readonly) {
      fail(true, child.begin,
           "Parameter properties are not supported; declare the field in the class and assign it "
           "in the constructor: `this.name = name`.");
      return;
    }
  }
  erase_tokens(children);
}

/// An arrow function may have no line end between `async` (or `return`) and its parameters, nor
/// between these and `=>`. Where an erased type leaves one, the parenthesis moves to its far side.
void Eraser::visit_arrow_function(const Child& node) {
  const Children children = children_of(node.node);
  const auto find = [&](NodeKind kind) { return std::ranges::find(children, kind, &Child::kind); };
  const auto parameters = find(formal_parameters);
  const auto type_parameter_list = find(type_parameters);
  const auto arrow = find(token_arrow);
  auto return_type = find(type_annotation);
  if (return_type == children.end()) return_type = find(other_annotation);
  if (parameters != children.end() && type_parameter_list != children.end() &&
      spans_lines(source_, type_parameter_list->begin, parameters->begin)) {
    erasure_.replace(type_parameter_list->begin, '(');
    erasure_.replace(parameters->begin, ' ');
  }
  if (parameters != children.end() && return_type != children.end() && arrow != children.end()) {
    if (spans_lines(source_, return_type->end, arrow->begin)) {
      fail(false, arrow->begin, "A line break is not allowed before `=>`.");
    } else if (spans_lines(source_, parameters->end, return_type->end)) {
      move_close_paren(parameters->end - 1, *return_type);
    }
  }
}

/// Moves the parenthesis into the last line of the return type, in place of an ASCII character:
/// any other would leave the text with another length in UTF-8 or in UTF-16.
void Eraser::move_close_paren(std::size_t close_paren, const Child& return_type) {
  std::size_t at = return_type.end;
  while (at > return_type.begin && static_cast<unsigned char>(source_[at - 1]) >= 0x80 &&
         line_end_length(source_, at - 1) == 0) {
    --at;
  }
  const bool found = at > return_type.begin && line_end_length(source_, at - 1) == 0;
  if (found || source_.substr(return_type.end, 1) == " ") {
    const std::size_t target = found ? at - 1 : return_type.end;
    erasure_.replace(close_paren, ' ');
    erasure_.erase(target, target + 1);
    erasure_.replace(target, ')');
  } else {
    fail(true, return_type.begin, "Write the return type in the line of the closing parenthesis.");
  }
}

}  // namespace skerry::typestrip
