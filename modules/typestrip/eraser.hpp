#pragma once

#include <tree_sitter/api.h>

#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "modules/typestrip/erasure.hpp"
#include "modules/typestrip/grammar_gaps.hpp"
#include "modules/typestrip/node_kind.hpp"

namespace skerry::typestrip {

/// A construct that types cannot be erased from, or that is wrong.
struct EraserFailure {
  bool unsupported;  ///< Valid TypeScript, but not erasable; otherwise a syntax error.
  std::size_t offset;
  std::string_view message;  ///< A constant.
};

/// Walks a syntax tree and notes in an `Erasure` what is type-only.
///
/// The walk is not recursive: nesting costs a byte a level.
class Eraser {
 public:
  /// `source` is what is to be erased from; `text` is what the tree of `root` was made from,
  /// equally long. All of them and `erasure` must outlive the object.
  Eraser(std::string_view source, std::string_view text, TSNode root, Erasure& erasure);

  /// Walks the whole tree in the order of the source and stops at the first failure.
  [[nodiscard]] std::expected<void, EraserFailure> run();

  /// What the grammar has read in another way than TypeScript: it goes on after a line break that
  /// ends a statement, in `x as T⏎(y)` and `x as T⏎[y]`, or takes type arguments for comparisons.
  /// When there is anything, the tree is wrong there and must be made again from an edited text.
  [[nodiscard]] std::span<const Edit> repairs() const noexcept { return repairs_; }

 private:
  struct Child {
    TSNode node;
    NodeKind kind;
    std::size_t begin;
    std::size_t end;
  };
  using Children = std::span<const Child>;

  /// The parts of a binary expression or of an assertion.
  struct Operands {
    Child left;
    Child operation;
    Child right;
  };

  Children children_of(TSNode node);
  Operands operands_of(TSNode node);
  [[nodiscard]] std::string_view text_of(const Child& node) const noexcept;
  bool visit(const Child& node, NodeKind parent);
  bool walk_on(bool descend);
  void fail(bool unsupported, std::size_t offset, std::string_view message);
  void doubt(bool unsupported, std::size_t offset, std::string_view message);
  std::size_t end_of_code(TSNode node);

  bool visit_type(const Child& node, NodeKind parent);
  bool visit_statement(const Child& node, NodeKind parent);
  bool visit_class_part(const Child& node);
  void visit_expression(const Child& node);

  [[nodiscard]] bool is_comparison(const Child& type_arguments) const noexcept;
  void erase(const Child& node) noexcept;
  void erase_statement(const Child& node, NodeKind parent);
  void erase_member(const Child& node);
  void erase_tokens(Children children) noexcept;
  void erase_with_comma(const Child& node) noexcept;

  void visit_import(const Child& node, NodeKind parent);
  void visit_export(const Child& node, NodeKind parent);
  void visit_namespace(const Child& node, const Child& statement, NodeKind parent);
  bool is_type_only_namespace(TSNode node);
  void visit_specifier(const Child& node);
  void visit_field(const Child& node);
  void visit_method(const Child& node);
  void note_lost_modifiers(Children children);
  void visit_parameter(const Child& node);
  void visit_arrow_function(const Child& node);
  void visit_type_assertion(const Child& node);
  void visit_binary(const Child& node);
  void visit_after_assertion(const Child& node);
  void find_missed_type_arguments(const Child& operation);
  void move_close_paren(std::size_t close_paren, const Child& return_type);
  void find_missed_ends_in_type(TSNode type);
  void note_missed_end(std::size_t end, std::size_t next);

  /// A position in the tree, owning what tree-sitter allocates for it.
  struct Cursor {
    explicit Cursor(TSNode node) : value(ts_tree_cursor_new(node)) {}
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor() { ts_tree_cursor_delete(&value); }
    TSTreeCursor value;
  };

  std::string_view source_;
  std::string_view text_;
  Erasure& erasure_;
  Cursor walk_;                      ///< Where the walk is.
  Cursor look_;                      ///< For looking at children meanwhile.
  std::vector<Child> children_;      ///< What `children_of` returns.
  std::vector<NodeKind> ancestors_;  ///< From the root to the parent of where the walk is.
  std::vector<Edit> repairs_;
  std::optional<EraserFailure> failure_;
  std::optional<EraserFailure> doubt_;  ///< A failure unless a repair explains it.
};

}  // namespace skerry::typestrip
