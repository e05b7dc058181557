#pragma once

#include <vector>

#include "modules/fn/matching/tokens.hpp"

namespace skerry::fn {

/// Reads number words, joining "twenty five", "two hundred" and "three thousand".
[[nodiscard]] std::vector<Token> compose_numbers(std::vector<Token> tokens);

/// Joins three numbers or more in a row, "4, 8 and 15", to one list.
[[nodiscard]] std::vector<Token> compose_lists(std::vector<Token> tokens);

}  // namespace skerry::fn
