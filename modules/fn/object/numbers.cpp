#include <algorithm>

#include "modules/fn/object/decimal.hpp"
#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/scalars.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::object {
namespace {

bool fits(const Shape& shape, bool fractions, const Json& value) {
  if (!fractions && !schema::is_whole(value)) return false;
  for (const Json* divisor : shape.multiples) {
    if (!schema::is_multiple(value, *divisor)) return false;
  }
  if (shape.lower.value != nullptr) {
    const auto order = schema::compare_numbers(value, *shape.lower.value);
    if (!(shape.lower.exclusive ? order > 0 : order >= 0)) return false;
  }
  if (shape.upper.value == nullptr) return true;
  const auto order = schema::compare_numbers(value, *shape.upper.value);
  return shape.upper.exclusive ? order < 0 : order <= 0;
}

Fault fault_of(const Shape& shape, std::string detail) {
  const Json* at = shape.upper.value != nullptr ? shape.upper.value : shape.lower.value;
  if (!shape.multiples.empty()) at = shape.multiples.back();
  return {at != nullptr ? at : shape.schemas.front(), std::move(detail)};
}

/// All numbers of a shape: steps of one size, from the first to the last.
struct Grid {
  Decimal step;
  std::int64_t first = -kStepsMax;
  std::int64_t last = kStepsMax;
};

void narrow(Grid& grid, const Shape& shape) {
  if (shape.lower.value != nullptr) {
    if (const auto lower = decimal_of(*shape.lower.value)) {
      const std::int64_t below = steps_below(*lower, grid.step);
      const bool exact = is_steps(*lower, grid.step, below);
      grid.first = std::max(grid.first, exact && !shape.lower.exclusive ? below : below + 1);
    }
  }
  if (shape.upper.value == nullptr) return;
  if (const auto upper = decimal_of(*shape.upper.value)) {
    const std::int64_t below = steps_below(*upper, grid.step);
    const bool exact = is_steps(*upper, grid.step, below);
    grid.last = std::min(grid.last, exact && shape.upper.exclusive ? below - 1 : below);
  }
}

/// The step that all multiples share; nothing when there is none.
std::optional<Decimal> shared_step(const Shape& shape, bool fractions, int fraction_digits) {
  std::optional<Decimal> step;
  if (!fractions) step = Decimal{1, 0};
  for (const Json* multiple : shape.multiples) {
    const auto one = decimal_of(*multiple);
    if (!one || one->digits <= 0) return std::nullopt;
    step = step ? common_multiple(*step, *one) : one;
    if (!step) return std::nullopt;
  }
  return step ? *step : Decimal{1, -fraction_digits};
}

/// The part of a grid that looks natural, when there is one.
Grid natural(const Grid& grid, const Shape& shape, const std::optional<NumberRange>& range) {
  constexpr std::int64_t kUsualMost = 1000;
  const NumberRange wanted = range.value_or(NumberRange{1, kUsualMost, 2});
  Grid part = grid;
  part.first = std::max(grid.first, steps_below({wanted.least, 0}, grid.step));
  part.last = std::min(grid.last, steps_below({wanted.most, 0}, grid.step));
  // A corner of a small range is no natural choice.
  constexpr std::int64_t kFew = 4;
  if (part.last - part.first >= std::min(kFew, grid.last - grid.first)) return part;
  part = grid;
  if (shape.lower.value != nullptr && grid.last - grid.first > kUsualMost) {
    part.last = grid.first + kUsualMost;
  } else if (grid.last - grid.first > kUsualMost) {
    part.first = grid.last - kUsualMost;
  }
  return part;
}

/// Numbers that decimals do not reach: those at the bounds, and nought.
std::expected<Json, Fault> at_the_edge(const Shape& shape, bool fractions) {
  std::vector<Json> candidates = {0, 1, -1};
  for (const Bound& bound : {shape.lower, shape.upper}) {
    if (bound.value == nullptr) continue;
    candidates.push_back(*bound.value);
    for (const double factor : {0.5, 2.0, -1.0}) {
      candidates.push_back(json_number(bound.value->get<double>() * factor));
    }
  }
  if (shape.lower.value != nullptr && shape.upper.value != nullptr) {
    candidates.push_back(
        json_number(shape.lower.value->get<double>() / 2 + shape.upper.value->get<double>() / 2));
  }
  for (const Json* multiple : shape.multiples) candidates.push_back(*multiple);
  for (Json& candidate : candidates) {
    if (fits(shape, fractions, candidate)) return std::move(candidate);
  }
  return std::unexpected(fault_of(shape, "no number satisfies these bounds and multiples"));
}

}  // namespace

std::expected<Json, Fault> make_number(const Shape& shape, bool fractions, Meaning meaning,
                                       std::uint32_t attempt, Random random) {
  constexpr int kFractionDigitsMost = 15;
  constexpr std::int64_t kNaturalSteps = 20;
  const auto range = range_of(meaning);
  int digits = range && fractions ? range->fraction_digits : 2;
  Grid grid;
  while (true) {
    const auto step = shared_step(shape, fractions, digits);
    if (!step) return at_the_edge(shape, fractions);
    grid = Grid{*step};
    narrow(grid, shape);
    const bool finer = fractions && shape.multiples.empty() && digits < kFractionDigitsMost;
    if (!finer || grid.last - grid.first >= kNaturalSteps) break;
    ++digits;
  }
  if (grid.first > grid.last) return at_the_edge(shape, fractions);
  // When the natural ones did not do, small ones on either side of nought are tried.
  std::optional<NumberRange> wanted = range;
  constexpr std::uint32_t kWays = 4;
  if (attempt > kWays && attempt % kWays == 1) wanted = NumberRange{0, 10, 0};
  if (attempt > kWays && attempt % kWays == 3) wanted = NumberRange{-20, 0, 0};
  const Grid part = natural(grid, shape, wanted);
  for (std::uint32_t tried = 0; tried < limits::kNumberAttemptsMax; ++tried) {
    const bool everywhere = attempt + tried > limits::kNumberAttemptsMax / 2;
    const Grid& from = everywhere ? grid : part;
    const auto count = static_cast<std::uint64_t>(from.last - from.first) + 1;
    const std::uint64_t offset = (random.child(0).below(count) + attempt + tried) % count;
    const auto value = times(grid.step, from.first + static_cast<std::int64_t>(offset));
    if (!value) continue;
    Json number = number_of(*value);
    if (fits(shape, fractions, number)) return number;
  }
  return at_the_edge(shape, fractions);
}

}  // namespace skerry::fn::object
