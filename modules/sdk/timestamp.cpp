#include "modules/sdk/timestamp.hpp"

#include <algorithm>
#include <chrono>

namespace skerry {
namespace {

/// 9999-12-31T23:59:59.999Z.
constexpr std::uint64_t kLastMs = 253'402'300'799'999;

void append(std::string& text, std::uint64_t number, std::size_t digits) {
  const std::string written = std::to_string(number);
  text.append(digits - std::min(digits, written.size()), '0').append(written);
}

}  // namespace

std::string timestamp(std::uint64_t at_ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> at{milliseconds(std::min(at_ms, kLastMs))};
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss time{at - day};
  std::string text;
  append(text, static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
  append(text += '-', static_cast<unsigned>(date.month()), 2);
  append(text += '-', static_cast<unsigned>(date.day()), 2);
  append(text += 'T', static_cast<std::uint64_t>(time.hours().count()), 2);
  append(text += ':', static_cast<std::uint64_t>(time.minutes().count()), 2);
  append(text += ':', static_cast<std::uint64_t>(time.seconds().count()), 2);
  append(text += '.', static_cast<std::uint64_t>(time.subseconds().count()), 3);
  return text += 'Z';
}

}  // namespace skerry
