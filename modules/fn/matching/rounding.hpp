#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/matching/table.hpp"
#include "modules/fn/matching/tokens.hpp"

namespace skerry::fn {

/// "rounded to 2 decimals": what may be asked of any function whose result is a number.
struct Rounding {
  int decimals;
};

/// Takes the request to round the result out of `tokens`: "…, rounded to 2 decimals", "to the
/// nearest cent", "…, 3 decimal places". Takes nothing where it is not sure that the result of
/// something else is meant: each of several numbers, another way of rounding, several requests.
[[nodiscard]] std::optional<Rounding> take_rounding(std::vector<Token>& tokens);

/// Takes "don't round", "unrounded" and the like out of `tokens`; false where they say no such
/// thing.
[[nodiscard]] bool take_no_rounding(std::vector<Token>& tokens);

/// Whether a function's program may give another number than the exact one, by its words.
[[nodiscard]] bool may_round(const table::Function& function);

/// The function of the catalogue that rounds, with decimals as its second argument.
[[nodiscard]] const table::Function& rounding_function(const table::Catalogue& catalogue);

/// One program of two functions of the catalogue, each verbatim but for its export: `function`, and
/// the one that rounds.
[[nodiscard]] std::string rounded_program(const table::Function& function,
                                          const table::Function& rounding_function,
                                          Rounding rounding);

}  // namespace skerry::fn
