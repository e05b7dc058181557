#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace skerry::typestrip {

/// The end of the list of type arguments that the `<` at `open` begins, if what follows can be one.
///
/// Decides by tokens: names, literals, members, unions, arrays, nested lists and anything in
/// brackets where a type may begin. No type that an expression is taken for has more.
[[nodiscard]] std::optional<std::size_t> end_of_type_arguments(std::string_view text,
                                                               std::size_t open);

/// Whether TypeScript takes a list that begins at `open` and could also be comparisons for type
/// arguments, and where it ends then: when `(`, a template or a line end follows.
[[nodiscard]] std::optional<std::size_t> end_of_certain_type_arguments(std::string_view text,
                                                                       std::size_t open);

}  // namespace skerry::typestrip
