#include "modules/fn/object/decimal.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "modules/fn/schema/decimal.hpp"
#include "modules/sdk/assert.hpp"

namespace skerry::fn::object {
namespace {

using Wide = __int128;

constexpr int kDigitsMax = 18;
constexpr std::int64_t kLargest = 999'999'999'999'999'999;

Wide power_of_ten(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

Decimal shortened(Decimal decimal) {
  if (decimal.digits == 0) return {};
  while (decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  return decimal;
}

/// The digits as seen with a smaller exponent; nothing when they become too many.
std::optional<Wide> scaled(const Decimal& decimal, int exponent) {
  const int shift = decimal.exponent - exponent;
  if (decimal.digits == 0) return Wide{0};
  if (shift > kDigitsMax) return std::nullopt;
  return static_cast<Wide>(decimal.digits) * power_of_ten(shift);
}

std::optional<Decimal> narrowed(Wide digits, int exponent) {
  while (digits != 0 && digits % 10 == 0) {
    digits /= 10;
    ++exponent;
  }
  if (digits > kLargest || digits < -kLargest) return std::nullopt;
  return Decimal{static_cast<std::int64_t>(digits), digits == 0 ? 0 : exponent};
}

}  // namespace

std::optional<Decimal> decimal_of(const Json& number) {
  const schema::WrittenDecimal written = schema::written_decimal(number);
  if (!written.exact || written.digits > static_cast<std::uint64_t>(kLargest)) return std::nullopt;
  const auto digits = static_cast<std::int64_t>(written.digits);
  return Decimal{written.negative ? -digits : digits, written.exponent};
}

Json number_of(const Decimal& decimal) {
  if (decimal.exponent >= 0) {
    if (const auto whole = scaled(decimal, 0); whole && *whole <= kLargest && *whole >= -kLargest) {
      return static_cast<std::int64_t>(*whole);
    }
  }
  auto read = read_json(std::to_string(decimal.digits) + "e" + std::to_string(decimal.exponent));
  return read ? std::move(*read) : Json(0);
}

std::int64_t steps_below(const Decimal& value, const Decimal& step) {
  SKERRY_ASSERT(step.digits > 0);
  const int exponent = std::min(value.exponent, step.exponent);
  const auto steps = scaled(step, exponent);
  const auto whole = scaled(value, exponent);
  if (value.digits == 0) return 0;
  if (!steps) return value.digits < 0 ? -1 : 0;
  if (!whole) return value.digits < 0 ? -kStepsMax : kStepsMax;
  Wide quotient = *whole / *steps;
  if (*whole % *steps != 0 && *whole < 0) --quotient;
  return static_cast<std::int64_t>(std::clamp<Wide>(quotient, -kStepsMax, kStepsMax));
}

bool is_steps(const Decimal& value, const Decimal& step, std::int64_t steps) {
  const auto product = times(step, steps);
  if (!product) return false;
  const Decimal left = shortened(value);
  return left.digits == product->digits && left.exponent == product->exponent;
}

std::optional<Decimal> times(const Decimal& step, std::int64_t steps) {
  return narrowed(static_cast<Wide>(step.digits) * steps, step.exponent);
}

std::optional<Decimal> sum(const Decimal& left, const Decimal& right) {
  const int exponent = std::min(left.exponent, right.exponent);
  const auto a = scaled(left, exponent);
  const auto b = scaled(right, exponent);
  if (!a || !b) return std::nullopt;
  return narrowed(*a + *b, exponent);
}

std::optional<Decimal> common_multiple(const Decimal& left, const Decimal& right) {
  const int exponent = std::min(left.exponent, right.exponent);
  const auto a = scaled(left, exponent);
  const auto b = scaled(right, exponent);
  if (!a || !b || *a > kLargest || *b > kLargest) return std::nullopt;
  const auto x = static_cast<std::int64_t>(*a);
  const auto y = static_cast<std::int64_t>(*b);
  return narrowed(static_cast<Wide>(x / std::gcd(x, y)) * y, exponent);
}

}  // namespace skerry::fn::object
