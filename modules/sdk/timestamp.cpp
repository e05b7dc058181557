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

/// Takes so many digits off a text; nothing when there are none.
std::optional<unsigned> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  unsigned number = 0;
  for (const char digit : text.substr(0, digits)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(digit - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take_one_of(std::string_view& text, std::string_view characters) {
  if (text.empty() || !characters.contains(text.front())) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes a fraction of a second, if there is one; nothing when it has no digits.
std::optional<unsigned> take_milliseconds(std::string_view& text) {
  if (!text.starts_with('.')) return 0;
  text.remove_prefix(1);
  unsigned milliseconds = 0;
  std::size_t digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits) {
    if (digits < 3) milliseconds = milliseconds * 10 + static_cast<unsigned>(text.front() - '0');
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) milliseconds *= 10;
  return milliseconds;
}

/// What is left of the text, as an offset from UTC.
std::optional<std::chrono::minutes> read_offset(std::string_view text) {
  using namespace std::chrono;
  if (text == "Z" || text == "z") return minutes(0);
  const bool west = text.starts_with('-');
  if (!take_one_of(text, "+-")) return std::nullopt;
  const auto hour = take_number(text, 2);
  const bool colon = take_one_of(text, ":");
  const auto minute = take_number(text, 2);
  if (!hour || !colon || !minute || !text.empty() || *hour > 23 || *minute > 59) {
    return std::nullopt;
  }
  const minutes offset = hours(*hour) + minutes(*minute);
  return west ? -offset : offset;
}

}  // namespace

std::optional<std::uint64_t> read_timestamp(std::string_view text) {
  using namespace std::chrono;
  const auto year_number = take_number(text, 4);
  const bool first_dash = take_one_of(text, "-");
  const auto month_number = take_number(text, 2);
  const bool second_dash = take_one_of(text, "-");
  const auto day_number = take_number(text, 2);
  const bool separated = take_one_of(text, "Tt ");
  const auto hour = take_number(text, 2);
  const bool first_colon = take_one_of(text, ":");
  const auto minute = take_number(text, 2);
  const bool second_colon = take_one_of(text, ":");
  const auto second = take_number(text, 2);
  const auto fraction = take_milliseconds(text);
  const auto offset = read_offset(text);
  if (!year_number || !first_dash || !month_number || !second_dash || !day_number || !separated ||
      !hour || !first_colon || !minute || !second_colon || !second || !fraction || !offset) {
    return std::nullopt;
  }
  const year_month_day date{year(static_cast<int>(*year_number)), month(*month_number),
                            day(*day_number)};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  // In milliseconds from the start: minutes have 32 bits in WebAssembly, up to the year 6053.
  const sys_time<milliseconds> midnight = sys_days(date);
  const sys_time<milliseconds> at = midnight + hours(*hour) + minutes(*minute) + seconds(*second) +
                                    milliseconds(*fraction) - *offset;
  const auto since_1970 = at.time_since_epoch().count();
  if (since_1970 < 0 || static_cast<std::uint64_t>(since_1970) > kLastMs) return std::nullopt;
  return static_cast<std::uint64_t>(since_1970);
}

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
