#include "modules/fn/schema/decimal.hpp"

#include <cstdlib>
#include <string>

#include "modules/fn/schema/text_classes.hpp"

namespace skerry::fn::schema {

WrittenDecimal written_decimal(const Json& number) {
  constexpr std::uint64_t kDigitsMax = UINT64_MAX / 10 - 1;
  const std::string text = number.dump();
  WrittenDecimal decimal;
  bool fraction = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.') {
      fraction = true;
    } else if (c == 'e' || c == 'E') {
      decimal.exponent += static_cast<int>(std::strtol(text.c_str() + i + 1, nullptr, 10));
      break;
    } else if (is_digit(c)) {
      if (decimal.digits > kDigitsMax) {
        decimal.exact = decimal.exact && c == '0';
        decimal.exponent += fraction ? 0 : 1;
        continue;
      }
      decimal.digits = decimal.digits * 10 + static_cast<std::uint64_t>(c - '0');
      if (fraction) --decimal.exponent;
    }
  }
  if (decimal.digits == 0) return {};
  while (decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  decimal.negative = text.starts_with('-');
  return decimal;
}

}  // namespace skerry::fn::schema
