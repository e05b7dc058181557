#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/fn/matching/function_reading.hpp"

namespace skerry::fn {

/// The phrases that fulfil the function's longest fulfilled signature; empty where none is. Has the
/// reading accept the senses of all that are fulfilled.
[[nodiscard]] std::vector<Span> find_signature(FunctionReading& reading);

/// The word that asks for a second step, where the description chains steps that the signature
/// alone would hide: "factorial of the factorial", "unique values and count them".
[[nodiscard]] std::optional<std::string> chained_word(const FunctionReading& reading,
                                                      const std::vector<Span>& signature);

/// The task's word where it stands only after "by", as what to group or to count by: "group words
/// by length" is not their number. `said` marks the words that have given values to parameters.
[[nodiscard]] std::optional<std::string> criterion(const FunctionReading& reading,
                                                   const std::vector<bool>& said);

}  // namespace skerry::fn
