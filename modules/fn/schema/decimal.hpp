#pragma once

#include <cstdint>

#include "modules/sdk/json.hpp"

namespace skerry::fn::schema {

/// A number as the decimal that its shortest text shows: `digits`, without trailing zeros, times
/// ten to the power of `exponent`.
struct WrittenDecimal {
  std::uint64_t digits = 0;
  int exponent = 0;
  bool negative = false;
  /// False where the text has more digits than fit; the last ones are cut off then.
  bool exact = true;
};

/// Reads a JSON number. Zero is `{0, 0}`, whatever its sign.
[[nodiscard]] WrittenDecimal written_decimal(const Json& number);

}  // namespace skerry::fn::schema
