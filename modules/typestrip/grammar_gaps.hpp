#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace skerry::typestrip {

/// A piece of a text, [begin, end).
struct Span {
  std::size_t begin;
  std::size_t end;
};

/// Finds a type-only part that tree-sitter-typescript 0.23.2 does not know, given where the token
/// begins that it gave up at. Without the part the text means the same at run time.
///
/// Known are `export type *`, the variance marks `<in T>` and `<out T>`, `abstract override`
/// before a field, `static` before an index signature, `abstract` before a class without a name,
/// and a comment between the
/// `?` and `:` of a parameter. Returns nothing when the text is simply wrong there.
[[nodiscard]] std::optional<Span> find_unknown_part(std::string_view text,
                                                    std::size_t offset) noexcept;

/// Finds where a statement may have ended before the token at `offset`, which came unexpected after
/// the token that ends at `end`: automatic semicolon insertion (ECMA-262, 12.10) as far as the
/// grammar does not know it. Each place is one byte of white space at a line end, and a `;` there
/// may let the parse go on; the most likely place is last.
[[nodiscard]] std::vector<std::size_t> find_statement_ends(std::string_view text, std::size_t end,
                                                           std::size_t offset);

/// The quotation mark of a string that is still open where the line before the unexpected token at
/// `offset` ends, or the text.
[[nodiscard]] std::optional<std::size_t> find_open_quote(std::string_view text,
                                                         std::size_t offset) noexcept;

}  // namespace skerry::typestrip
