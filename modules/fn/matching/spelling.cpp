#include "modules/fn/matching/spelling.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "modules/fn/matching/english_neighbours.hpp"
#include "modules/fn/matching/reading.hpp"

namespace skerry::fn {
namespace {

/// Short words are one slip away from too many others; of these only swapped letters are mended.
constexpr std::size_t kLettersMin = 6;
constexpr std::size_t kLettersOfLongerMin = 7;

bool is_vowel(char c) { return std::string_view("aeiou").contains(c); }

/// Whether `longer` is `shorter` with one letter more, which is neither the first nor the last.
bool is_one_letter_more(std::string_view shorter, std::string_view longer) {
  const auto [left, right] = std::ranges::mismatch(shorter, longer);
  const auto rest = std::string_view(left, shorter.end());
  return longer.size() == shorter.size() + 1 && std::string_view(right + 1, longer.end()) == rest;
}

bool is_slip(std::string_view written, std::string_view known) {
  if (written.front() != known.front() || written.back() != known.back()) return false;
  const bool is_short = std::max(written.size(), known.size()) < kLettersOfLongerMin;
  if (is_short && written.size() != known.size()) return false;
  if (written.size() < known.size()) return is_one_letter_more(written, known);
  if (written.size() > known.size()) return is_one_letter_more(known, written);
  const auto [left, right] = std::ranges::mismatch(written, known);
  if (left == written.end()) return false;
  const std::string_view rest(left + 1, written.end());
  const std::string_view known_rest(right + 1, known.end());
  if (rest == known_rest) return !is_short && is_vowel(*left) && is_vowel(*right);
  return rest.front() == *right && known_rest.front() == *left &&
         rest.substr(1) == known_rest.substr(1);
}

bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The one word of the lexicon that `written` can be a slip for.
std::optional<std::string> read_as(const table::Catalogue& catalogue, std::string_view written) {
  if (written.size() < kLettersMin || !is_plain(written)) return std::nullopt;
  std::optional<std::string> found;
  auto words = catalogue.words.near(written.substr(0, 1));
  while (words.next()) {
    const auto known = words.text();
    if (known.front() < written.front()) continue;
    if (known.front() > written.front()) break;
    if (known == written) return std::nullopt;
    if (known.size() < kLettersMin || known.size() > written.size() + 1 ||
        known.size() + 1 < written.size() || !is_slip(written, known)) {
      continue;
    }
    if (found) return std::nullopt;
    found = known;
  }
  return found;
}

}  // namespace

std::vector<Correction> correct_spelling(const table::Catalogue& catalogue,
                                         std::vector<Token>& tokens, const Supplied& supplied) {
  std::vector<Correction> corrections;
  for (auto& token : tokens) {
    if (token.kind != Token::Kind::word || token.number) continue;
    auto read = read_as(catalogue, token.text);
    if (!read || std::ranges::binary_search(kEnglishNeighbours, std::string_view(token.text)) ||
        names_supplied(supplied, token.text)) {
      continue;
    }
    corrections.push_back({token.text, *read});
    token.text = std::move(*read);
  }
  return corrections;
}

}  // namespace skerry::fn
