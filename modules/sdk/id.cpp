#include "modules/sdk/id.hpp"

#include <algorithm>
#include <charconv>

#include "modules/sdk/assert.hpp"

namespace skerry {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr unsigned kCharacterBits = 5;
constexpr std::size_t kTimeCharacters = 10;
constexpr std::size_t kRandomCharacters = kIdCharacters - kTimeCharacters;
constexpr std::uint64_t kTimeMsEnd = std::uint64_t{1} << 48U;
/// The first character holds the topmost 3 of 48 bits.
constexpr char kFirstCharacterMax = '7';

/// 12 characters come from one 64-bit draw, the other 4 from a second.
constexpr std::size_t kCharactersPerDraw = 12;
static_assert(kCharactersPerDraw * kCharacterBits <= 64);
static_assert(kRandomCharacters <= 2 * kCharactersPerDraw);

/// Five hexadecimal digits are four characters.
constexpr std::size_t kDigitsPerPiece = 5;
constexpr std::size_t kCharactersPerPiece = 4;
static_assert(kRandomCharacters % kCharactersPerPiece == 0);

/// The prefix and the characters of the time.
std::string beginning_of_id(IdKind kind, std::uint64_t time_ms) {
  SKERRY_ASSERT(time_ms < kTimeMsEnd);
  std::string id(prefix_of(kind));
  for (std::size_t left = kTimeCharacters; left > 0; --left) {
    id += kAlphabet[(time_ms >> ((left - 1) * kCharacterBits)) & 31];
  }
  return id;
}

}  // namespace

std::string make_id(IdKind kind, ClockPort& clock, RandomPort& random) {
  const double now_ms = clock.now_ms();
  SKERRY_ASSERT(now_ms >= 0);
  std::string id = beginning_of_id(kind, static_cast<std::uint64_t>(now_ms));
  std::uint64_t bits = 0;
  for (std::size_t index = 0; index < kRandomCharacters; ++index) {
    if (index % kCharactersPerDraw == 0) bits = random.next();
    id += kAlphabet[bits & 31];
    bits >>= kCharacterBits;
  }
  return id;
}

std::string make_id(IdKind kind, std::uint64_t time_ms, std::string_view digest) {
  std::string id = beginning_of_id(kind, time_ms);
  for (std::size_t piece = 0; piece < kRandomCharacters / kCharactersPerPiece; ++piece) {
    const std::string_view digits = digest.substr(piece * kDigitsPerPiece, kDigitsPerPiece);
    std::uint32_t bits = 0;
    const auto [end, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), bits, 16);
    SKERRY_ASSERT(digits.size() == kDigitsPerPiece && fault == std::errc() &&
                  end == digits.data() + digits.size());
    for (std::size_t left = kCharactersPerPiece; left > 0; --left) {
      id += kAlphabet[(bits >> ((left - 1) * kCharacterBits)) & 31];
    }
  }
  return id;
}

bool is_id(IdKind kind, std::string_view text) {
  const std::string_view prefix = prefix_of(kind);
  if (text.size() != prefix.size() + kIdCharacters || !text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return text.front() <= kFirstCharacterMax &&
         std::ranges::all_of(text, [](char c) { return kAlphabet.contains(c); });
}

std::optional<std::uint64_t> id_time_ms(IdKind kind, std::string_view text) {
  if (!is_id(kind, text)) return std::nullopt;
  text.remove_prefix(prefix_of(kind).size());
  std::uint64_t time = 0;
  for (const char c : text.substr(0, kTimeCharacters)) {
    time = time << kCharacterBits | kAlphabet.find(c);
  }
  return time;
}

}  // namespace skerry
