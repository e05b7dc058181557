#include "modules/fn/matching/words.hpp"

#include <algorithm>

namespace skerry::fn::table {
namespace {

constexpr unsigned kSharedShift = 4;
/// So many letters or more are counted by another byte.
constexpr std::size_t kLettersMax = 15;
constexpr std::size_t kNumberBytes = 2;

}  // namespace

bool WordReader::next() {
  if (rest_.empty()) return false;
  const std::size_t shared = rest_[0] >> kSharedShift;
  std::size_t letters = rest_[0] & kLettersMax;
  std::size_t at = 1;
  if (letters == kLettersMax) letters += rest_[at++];
  std::ranges::copy(rest_.subspan(at, letters), std::span(text_).subspan(shared, letters).begin());
  size_ = shared + letters;
  at += letters;
  number_ = static_cast<std::uint16_t>(rest_[at] | rest_[at + 1] << 8U);
  rest_ = rest_.subspan(at + kNumberBytes);
  return true;
}

std::optional<std::uint16_t> WordList::find(std::string_view word) const {
  auto reader = near(word);
  while (reader.next()) {
    const auto order = reader.text() <=> word;
    if (order == 0) return reader.number();
    if (order > 0) break;
  }
  return std::nullopt;
}

WordReader WordList::near(std::string_view word) const {
  const auto first_word = [&](std::uint32_t start) {
    WordReader reader(bytes_.subspan(start));
    reader.next();
    return reader;
  };
  // The block before the first one that begins later.
  auto later = std::ranges::partition_point(
      starts_, [&](std::uint32_t start) { return first_word(start).text() <= word; });
  if (later != starts_.begin()) --later;
  return WordReader(later == starts_.end() ? bytes_ : bytes_.subspan(*later));
}

}  // namespace skerry::fn::table
