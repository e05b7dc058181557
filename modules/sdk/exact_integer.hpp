#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "modules/sdk/json.hpp"

namespace skerry {

/// Whether an integer, written in at most 309 digits, is the same after being held as a double: the
/// double is exactly it, or JSON.stringify would write that double in these digits. 2^53 + 1 is
/// not; 1152921504606847000, which is how JavaScript writes 2^60, is.
[[nodiscard]] inline bool survives_as_double(const std::string& integer) {
  constexpr std::size_t kCharactersMax = 320;
  const double value = std::strtod(integer.c_str(), nullptr);
  char exact[kCharactersMax];
  std::snprintf(exact, sizeof exact, "%.0f", value);
  if (integer == exact) return true;
  const auto significant = [](std::string_view number) {
    number = number.substr(0, number.find_first_of("eE"));
    std::string digits;
    for (const char c : number) {
      if (c >= '0' && c <= '9') digits += c;
    }
    digits.resize(digits.find_last_not_of('0') + 1);
    return digits;
  };
  return significant(integer) == significant(Json(value).dump());
}

}  // namespace skerry
