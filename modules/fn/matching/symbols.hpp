#pragma once

#include <string>
#include <string_view>

namespace skerry::fn {

/// Writes typographic and mathematical signs beyond ASCII as ASCII ones or as words: a curly quote
/// as a straight one, an arrow as "to". Never fails; what it does not know it leaves.
[[nodiscard]] std::string fold_symbols(std::string_view text);

}  // namespace skerry::fn
