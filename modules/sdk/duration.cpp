#include "modules/sdk/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace skerry {

namespace {

constexpr std::uint64_t kMicrosecondsPerMillisecond = 1000;
/// Half a century, which no request takes; beyond it the digits would not fit.
constexpr double kMillisecondsMax = 1.6e12;

}  // namespace

std::string milliseconds_text(double milliseconds) {
  // Not a comparison with NaN's outcome: `!(a > b)` holds for it.
  if (!(milliseconds > 0)) return "0";
  const auto microseconds = static_cast<std::uint64_t>(
      std::round(std::min(milliseconds, kMillisecondsMax) * kMicrosecondsPerMillisecond));
  std::array<char, 24> text{};
  char* end = std::to_chars(text.data(), text.data() + text.size(),
                            microseconds / kMicrosecondsPerMillisecond)
                  .ptr;
  auto rest = microseconds % kMicrosecondsPerMillisecond;
  if (rest != 0) *end++ = '.';
  for (auto place = kMicrosecondsPerMillisecond / 10; rest != 0; place /= 10) {
    *end++ = static_cast<char>('0' + rest / place);
    rest %= place;
  }
  return {text.data(), end};
}

}  // namespace skerry
