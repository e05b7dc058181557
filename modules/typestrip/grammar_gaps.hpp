#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace skerry::typestrip {

/// A change of a text before it is parsed again, for what tree-sitter-typescript 0.23.2 does not
/// know. The text keeps its length.
struct Edit {
  enum class Kind : std::uint8_t {
    erase,          ///< [begin, end) is type-only; it goes from the text and from the result.
    rename,         ///< The byte at `begin` starts a name that the grammar takes for a keyword.
    end_statement,  ///< The byte at `begin` is white space where a statement ends.
  };
  std::size_t begin;
  std::size_t end;
  Kind kind;
};

/// Finds what may explain that the token at `offset` came unexpected after the one that ends at
/// `end`, the likeliest first; nothing when the text is simply wrong there.
///
/// Erased are the `type` of `export type *`, the variance marks of `<in T>` and `<out T>`,
/// `override` after `abstract`, `static` before an index signature, `abstract` before a class
/// without a name, and a comment between the `?` and `:` of a parameter. Renamed are contextual
/// keywords such as `abstract` and `using`. Statements end by automatic semicolon insertion
/// (ECMA-262, 12.10).
[[nodiscard]] std::vector<Edit> find_repairs(std::string_view text, std::size_t end,
                                             std::size_t offset);

/// The quotation mark of a string that is still open where the line before the unexpected token at
/// `offset` ends, or the text.
[[nodiscard]] std::optional<std::size_t> find_open_quote(std::string_view text,
                                                         std::size_t offset) noexcept;

}  // namespace skerry::typestrip
