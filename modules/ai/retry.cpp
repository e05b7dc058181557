#include "modules/ai/retry.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "modules/ai/limits.hpp"

namespace skerry::ai {

namespace {

using Kind = ModelFailureKind;

constexpr double kMsPerSecond = 1000;

/// A number of up to nine digits, with a fraction that is passed over.
std::optional<double> number_in(std::string_view text) {
  const std::string_view digits = text.substr(0, std::min(text.find('.'), text.size()));
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  const std::string_view fraction = text.substr(digits.size());
  const bool plain = fraction.find_first_not_of(".0123456789") == std::string_view::npos;
  return plain ? std::optional<double>(number) : std::nullopt;
}

std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// An IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT`, in milliseconds since 1970. Its obsolete forms
/// are those of servers of the last century.
std::optional<double> date_in(std::string_view text) {
  constexpr std::string_view kShape = "Sun, 06 Nov 1994 08:49:37 GMT";
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != kShape.size() || !text.ends_with(" GMT")) return std::nullopt;
  for (const std::size_t at : {4, 7, 11, 16}) {
    if (text[at] != ' ') return std::nullopt;
  }
  const auto month = std::ranges::find(kMonths, text.substr(8, 3));
  const auto day = digits_at(text, 5, 2);
  const auto year = digits_at(text, 12, 4);
  const auto hours = digits_at(text, 17, 2);
  const auto minutes = digits_at(text, 20, 2);
  const auto seconds = digits_at(text, 23, 2);
  if (month == kMonths.end() || !day || !year || !hours || !minutes || !seconds) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(
      std::chrono::year(*year),
      std::chrono::month(static_cast<unsigned>(month - kMonths.begin() + 1)),
      std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok() || text[19] != ':' || text[22] != ':') return std::nullopt;
  if (*hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
  const double days = static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
  return (((days * 24 + *hours) * 60 + *minutes) * 60 + *seconds) * kMsPerSecond;
}

}  // namespace

std::optional<Kind> failure_of_status(std::uint16_t status) {
  if (status >= 200 && status < 300) return std::nullopt;
  if (status == 401 || status == 403) return Kind::kCredentials;
  if (status == 429) return Kind::kRateLimited;
  if (status == 408 || status == 409 || status >= 500) return Kind::kProviderFailed;
  return Kind::kRejected;
}

bool may_retry(Kind kind) { return counts_against_provider(kind) && kind != Kind::kBadAnswer; }

bool counts_against_provider(Kind kind) {
  switch (kind) {
    case Kind::kTruncated:
    case Kind::kTimedOut:
    case Kind::kRateLimited:
    case Kind::kUnreachable:
    case Kind::kProviderFailed:
    case Kind::kBadAnswer:
      return true;
    default:
      return false;
  }
}

bool may_fall_back(Kind kind) {
  return counts_against_provider(kind) || kind == Kind::kRejected || kind == Kind::kCredentials ||
         kind == Kind::kSkipped;
}

std::optional<double> retry_after_ms(const Head& head, double now_ms) {
  if (const auto pause = head.find("retry-after-ms")) {
    if (const auto ms = number_in(*pause)) return ms;
  }
  const auto value = head.find("retry-after");
  if (!value) return std::nullopt;
  if (const auto seconds = number_in(*value)) return *seconds * kMsPerSecond;
  const auto date = date_in(*value);
  if (!date) return std::nullopt;
  return std::max(0.0, *date - now_ms);
}

std::uint32_t backoff_ms(std::uint32_t failed, std::uint64_t random) {
  std::uint32_t ceiling_ms = limits::kBackoffBaseMs;
  for (std::uint32_t i = 1; i < failed && ceiling_ms < limits::kBackoffMaxMs; ++i) ceiling_ms *= 2;
  ceiling_ms = std::min(ceiling_ms, limits::kBackoffMaxMs);
  return static_cast<std::uint32_t>(random % (std::uint64_t{ceiling_ms} + 1));
}

}  // namespace skerry::ai
