#include <algorithm>
#include <array>
#include <string_view>

#include "modules/typestrip/eraser.hpp"
#include "modules/typestrip/source_text.hpp"
#include "modules/typestrip/type_arguments.hpp"

namespace skerry::typestrip {

using enum NodeKind;

namespace {

/// How tightly a binary operator binds, by ECMA-262 13.6 to 13.13; 0 for anything else.
int precedence_of(std::string_view symbol) noexcept {
  struct Level {
    std::string_view symbol;
    int precedence;
  };
  constexpr auto kLevels = std::to_array<Level>(
      {{"**", 12},        {"*", 11},  {"/", 11}, {"%", 11},  {"+", 10},  {"-", 10}, {"<<", 9},
       {">>", 9},         {">>>", 9}, {"<", 8},  {"<=", 8},  {">", 8},   {">=", 8}, {"in", 8},
       {"instanceof", 8}, {"==", 7},  {"!=", 7}, {"===", 7}, {"!==", 7}, {"&", 6},  {"^", 5},
       {"|", 4},          {"&&", 3},  {"||", 2}, {"??", 1}});
  const auto found = std::ranges::find(kLevels, symbol, &Level::symbol);
  return found == kLevels.end() ? 0 : found->precedence;
}

constexpr std::string_view kNeedsParentheses =
    "Without its type this expression would be grouped differently; put the part before `as` or "
    "`satisfies` in parentheses.";

bool is_assertion(NodeKind kind) noexcept {
  return kind == as_expression || kind == satisfies_expression;
}

}  // namespace

/// `x as T`, `x satisfies T`: everything from the keyword on goes.
void Eraser::visit_type_assertion(const Child& node) {
  const Children children = children_of(node.node);
  const auto keyword = std::ranges::find_if(children, [](const Child& child) {
    return child.kind == token_as || child.kind == token_satisfies;
  });
  if (keyword == children.end()) return;
  erasure_.erase(keyword->begin, node.end);
  const Child type = children.back();
  find_missed_ends_in_type(type.node);
}

/// The grammar reads some type arguments as comparisons, tag<T>`x` as (tag < T) > `x`, where
/// TypeScript never does.
void Eraser::find_missed_type_arguments(const Child& operation) {
  if (text_of(operation) != "<") return;
  if (const auto end = end_of_certain_type_arguments(text_, operation.begin)) {
    repairs_.push_back({operation.begin, *end, Edit::Kind::erase});
  }
}

/// TypeScript reads `a + b as T * c` as `((a + b) as T) * c`, which cannot be kept by erasing.
void Eraser::visit_binary(const Child& node) {
  const Operands outer = operands_of(node.node);
  find_missed_type_arguments(outer.operation);
  if (!is_assertion(outer.left.kind)) return;
  constexpr int kPower = 12;
  constexpr int kRelational = 8;
  const int outer_precedence = precedence_of(text_of(outer.operation));
  // The grammar groups `a ** b as T ** c` in yet another way than the two languages.
  if (outer_precedence == kPower) return doubt(true, outer.left.begin, kNeedsParentheses);

  // What the type belongs to: the grammar has `a || b as T` for `(a || b) as T`, but `as` binds as
  // tightly as `<`, so it is the right operand of anything looser.
  Child subject = outer.left;
  while (subject.kind == binary_expression || is_assertion(subject.kind)) {
    const Operands inner = operands_of(subject.node);
    const int precedence = precedence_of(text_of(inner.operation));
    if (is_assertion(subject.kind)) {
      subject = inner.left;
    } else if (precedence < kRelational) {
      subject = inner.right;
    } else {
      if (outer_precedence > precedence) doubt(true, subject.begin, kNeedsParentheses);
      return;
    }
  }
}

std::string_view Eraser::text_of(const Child& node) const noexcept {
  return text_.substr(node.begin, node.end - node.begin);
}

/// The first three children of `node` that are no comments.
Eraser::Operands Eraser::operands_of(TSNode node) {
  Operands result{};
  std::size_t count = 0;
  for (const Child& child : children_of(node)) {
    if (child.kind == comment) continue;
    (count == 0 ? result.left : count == 1 ? result.operation : result.right) = child;
    if (++count == 3) break;
  }
  return result;
}

/// A call or an access of a bare assertion: either a line break ended the statement before it, or
/// it is an error. (The grammar accepts `x as T(y)`; TypeScript does not.)
void Eraser::visit_after_assertion(const Child& node) {
  const Children children = children_of(node.node);
  const auto target =
      std::ranges::find_if(children, [](const Child& child) { return child.kind != comment; });
  if (target == children.end() || !is_assertion(target->kind)) return;
  note_missed_end(target->end, skip_trivia(text_, target->end));
}

/// TypeScript ends a type before a `[` on a new line; the grammar goes on.
void Eraser::find_missed_ends_in_type(TSNode type) {
  std::vector<TSNode> pending{type};
  while (!pending.empty()) {
    const TSNode node = pending.back();
    pending.pop_back();
    const NodeKind kind = kind_of(node);
    const Children children = children_of(node);
    if ((kind == array_type || kind == lookup_type) && !children.empty()) {
      const std::size_t end = children.front().end;
      const std::size_t next = skip_trivia(text_, end);
      if (spans_lines(text_, end, next)) note_missed_end(end, next);
    }
    for (const Child& child : children) pending.push_back(child.node);
  }
}

void Eraser::note_missed_end(std::size_t end, std::size_t next) {
  if (space_length(text_, end) == 1 && spans_lines(text_, end, next)) {
    repairs_.push_back({end, end + 1, Edit::Kind::end_statement});
  } else {
    doubt(false, next, "A type assertion cannot be followed by this; put it in parentheses.");
  }
}

}  // namespace skerry::typestrip
