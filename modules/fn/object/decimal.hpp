#pragma once

#include <cstdint>
#include <optional>

#include "modules/sdk/json.hpp"

/// Exact decimals, so that 0.3 is three times 0.1 on every host.
namespace skerry::fn::object {

/// `digits` times ten to the power of `exponent`.
struct Decimal {
  std::int64_t digits = 0;
  int exponent = 0;
};

/// The decimal that a JSON number's shortest text shows; nothing beyond 18 digits.
[[nodiscard]] std::optional<Decimal> decimal_of(const Json& number);

/// The JSON number nearest to a decimal; an integer where there is no fraction.
[[nodiscard]] Json number_of(const Decimal& decimal);

/// The greatest whole number of `step`s, above zero, that is not more than `value`; at most
/// `kStepsMax` either way, where it would be more.
[[nodiscard]] std::int64_t steps_below(const Decimal& value, const Decimal& step);
inline constexpr std::int64_t kStepsMax = 9'000'000'000'000'000;

/// `value` is exactly `steps` times `step`.
[[nodiscard]] bool is_steps(const Decimal& value, const Decimal& step, std::int64_t steps);

/// `steps` times `step`; nothing when the product has too many digits.
[[nodiscard]] std::optional<Decimal> times(const Decimal& step, std::int64_t steps);

/// Nothing when the sum has too many digits.
[[nodiscard]] std::optional<Decimal> sum(const Decimal& left, const Decimal& right);

/// The least common multiple of two decimals above zero; nothing beyond 18 digits.
[[nodiscard]] std::optional<Decimal> common_multiple(const Decimal& left, const Decimal& right);

}  // namespace skerry::fn::object
