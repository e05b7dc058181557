#include <algorithm>
#include <array>
#include <string_view>

#include "modules/typestrip/eraser.hpp"
#include "modules/typestrip/source_text.hpp"

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

constexpr auto is_code = [](const auto& child) { return child.kind != comment; };

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

/// The grammar reads tag<T>`x` as two comparisons, (tag < T) > `x`. Nobody compares like that.
void Eraser::erase_template_arguments(Children children) {
  const auto left = std::ranges::find_if(children, is_code);
  const auto close = std::find_if(left + 1, children.end(), is_code);
  if (close == children.end() || text_.substr(close->begin, close->end - close->begin) != ">" ||
      text_.substr(skip_trivia(text_, close->end), 1) != "`") {
    return;
  }
  const std::size_t close_end = close->end;
  const Children parts = children_of(left->node);
  const auto tag = std::ranges::find_if(parts, is_code);
  const auto open = tag == parts.end() ? tag : std::find_if(tag + 1, parts.end(), is_code);
  if (open != parts.end() && text_.substr(open->begin, open->end - open->begin) == "<") {
    erasure_.erase(open->begin, close_end);
  }
}

/// TypeScript reads `a + b as T * c` as `((a + b) as T) * c`, which cannot be kept by erasing.
void Eraser::visit_binary(const Child& node) {
  const Children children = children_of(node.node);
  const auto left = std::ranges::find_if(children, is_code);
  if (left == children.end()) return;
  if (left->kind == binary_expression) return erase_template_arguments(children);
  if (!is_assertion(left->kind)) return;
  const auto symbol = std::find_if(left + 1, children.end(), is_code);
  if (symbol == children.end()) return;
  constexpr int kPower = 12;
  const int outer = precedence_of(text_.substr(symbol->begin, symbol->end - symbol->begin));
  // The grammar groups `a ** b as T ** c` in yet another way than the two languages.
  if (outer == kPower) return fail(true, left->begin, kNeedsParentheses);

  Child inner = *left;
  while (is_assertion(inner.kind)) {
    const Children parts = children_of(inner.node);
    const auto operand = std::ranges::find_if(parts, is_code);
    if (operand == parts.end()) return;
    inner = *operand;
  }
  if (inner.kind != binary_expression) return;
  const Children parts = children_of(inner.node);
  const auto first = std::ranges::find_if(parts, is_code);
  const auto inner_symbol =
      first == parts.end() ? parts.end() : std::find_if(first + 1, parts.end(), is_code);
  if (inner_symbol == parts.end()) return;
  const int own =
      precedence_of(text_.substr(inner_symbol->begin, inner_symbol->end - inner_symbol->begin));
  if (outer > own) fail(true, inner.begin, kNeedsParentheses);
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
    missed_ends_.push_back(end);
  } else if (!doubt_) {
    doubt_ = {false, next, "A type assertion cannot be followed by this; put it in parentheses."};
  }
}

}  // namespace skerry::typestrip
