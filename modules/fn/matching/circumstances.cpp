#include "modules/fn/matching/circumstances.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "modules/fn/matching/content_words.hpp"
#include "modules/fn/matching/restrictions.hpp"

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Id;
using Words = std::span<const std::string_view>;

/// Nobody says more of himself before he comes to the point.
constexpr std::size_t kClauseTokensMax = 16;
constexpr std::size_t kAskerTokensMax = 5;
/// "Accounting", "the baker": whoever is named in so few words may be anybody.
constexpr std::size_t kNameTokensMax = 2;
/// Shorter words are too often part of others.
constexpr std::size_t kUnknownLettersMin = 3;
constexpr std::size_t kNameLettersMin = 4;

constexpr std::array<std::string_view, 4> kFirstPerson = {"i", "we", "my", "our"};
constexpr std::array<std::string_view, 6> kOwners = {"my", "our", "his", "her", "their", "your"};
constexpr std::array<std::string_view, 2> kSpeakers = {"my", "our"};
/// Units that are one thing to a jeweller or a sailor, or across the ocean, and another elsewhere:
/// who asks may decide.
constexpr auto kUnitsOfPlaces = std::to_array<std::string_view>(
    {"ounce", "ounces", "oz",     "gallon",  "gallons", "mile",    "miles",
     "mpg",   "pint",   "pints",  "quart",   "quarts",  "cup",     "cups",
     "ton",   "tons",   "barrel", "barrels", "calorie", "calories"});
constexpr std::array<std::string_view, 3> kArticles = {"a", "an", "the"};
constexpr std::array<std::string_view, 9> kAsking = {"need",  "needs", "want", "wants",   "asks",
                                                     "asked", "would", "must", "requires"};
constexpr std::array<std::string_view, 3> kToKnow = {"to", "know", "like"};
constexpr std::array<std::string_view, 3> kJoining = {"and", "so", "but"};
constexpr std::array<std::string_view, 3> kOfPurpose = {"can", "could", "may"};

bool is_one_of(const Token& token, Words words) {
  return token.kind == Token::Kind::word &&
         std::ranges::find(words, std::string_view(token.text)) != words.end();
}

class Dropper {
 public:
  Dropper(const Catalogue& catalogue, std::vector<Token>& tokens, const Supplied& supplied)
      : catalogue_(catalogue), tokens_(tokens), supplied_(supplied) {}

  bool run() {
    const auto before = tokens_.size();
    while (drop_first() || drop_asker()) {
    }
    while (drop_last()) {
    }
    drop_owned();
    return tokens_.size() < before;
  }

 private:
  enum class Unknown : std::uint8_t { refused, welcome };

  void erase(std::size_t first, std::size_t end) {
    const auto begin = tokens_.begin();
    tokens_.erase(begin + static_cast<std::ptrdiff_t>(first),
                  begin + static_cast<std::ptrdiff_t>(end));
  }

  [[nodiscard]] bool stands_for(std::string_view text, Id sense) const {
    const auto lemmas = catalogue_.words.find(text);
    if (!lemmas) return false;
    return std::ranges::any_of(catalogue_.lemmas[*lemmas], [&](Id lemma) {
      const auto node = catalogue_.trie.follow(0, lemma);
      return node != 0 &&
             std::ranges::contains(catalogue_.senses[catalogue_.trie.senses[node]], sense);
    });
  }

  [[nodiscard]] bool is_unknown(const Token& token) const {
    return token.kind == Token::Kind::word && !token.number &&
           token.text.size() >= kUnknownLettersMin && !catalogue_.words.find(token.text);
  }

  [[nodiscard]] bool is_named(const Token& token) const {
    return token.text.size() >= kNameLettersMin && names_supplied(supplied_, token.text);
  }

  /// Whether the tokens of [first, end) say nothing of the task.
  [[nodiscard]] bool says_nothing(std::size_t first, std::size_t end, Unknown unknown) const {
    for (std::size_t at = first; at < end; ++at) {
      const auto& token = tokens_[at];
      if (token.kind != Token::Kind::word || token.number || is_named(token)) return false;
      if (is_content_word(token.text)) return false;
      const bool framing = stands_for(token.text, catalogue_.sense_noise) ||
                           stands_for(token.text, catalogue_.sense_dropped) ||
                           stands_for(token.text, catalogue_.sense_circumstance);
      if (!framing && (unknown == Unknown::refused || !is_unknown(token))) return false;
    }
    return true;
  }

  [[nodiscard]] bool has(std::size_t first, std::size_t end, Words words) const {
    for (std::size_t at = first; at < end; ++at) {
      if (is_one_of(tokens_[at], words)) return true;
    }
    return false;
  }

  /// Whether [first, end) is a clause about who asks and why.
  [[nodiscard]] bool is_circumstance(std::size_t first, std::size_t end) const {
    if (first == end) return false;
    const bool purpose = tokens_[first].text == "for";
    const bool personal = purpose ? has(first, end, kOwners) : has(first, end, kFirstPerson);
    return says_nothing(first, end, unknown_words(personal));
  }

  /// Whether a clause may hold words that the catalogue does not know.
  [[nodiscard]] Unknown unknown_words(bool personal) const {
    return personal && !has(0, tokens_.size(), kUnitsOfPlaces) ? Unknown::welcome
                                                               : Unknown::refused;
  }

  /// "I run a kiosk.", "Teacher here:", "For my homework I need", "We print badges and want".
  bool drop_first() {
    const auto limit = std::min(tokens_.size(), kClauseTokensMax + 1);
    for (std::size_t end = 1; end < limit; ++end) {
      const bool goes_on = starts_wish(end);
      if (!goes_on && !tokens_[end].boundary_before) continue;
      if (is_circumstance(0, end)) {
        while (goes_on && (is_one_of(tokens_[end], kJoining))) ++end;
        erase(0, end);
        return true;
      }
      if (tokens_[end].sentence_before) break;
    }
    return false;
  }

  /// "I need", "and want", "so we would like": what is asked for follows.
  [[nodiscard]] bool starts_wish(std::size_t at) const {
    const auto first = at;
    while (at < tokens_.size() && is_one_of(tokens_[at], kJoining)) ++at;
    const bool joined = at > first;
    const bool person =
        at < tokens_.size() && (tokens_[at].text == "i" || tokens_[at].text == "we");
    if (person) ++at;
    return (joined || person) && at < tokens_.size() &&
           (is_one_of(tokens_[at], kAsking) || tokens_[at].text == "have");
  }

  /// "Accounting needs to know", "my boss wants".
  bool drop_asker() {
    const auto limit = std::min(tokens_.size(), kAskerTokensMax + 1);
    for (std::size_t at = 1; at < limit; ++at) {
      if (!is_one_of(tokens_[at], kAsking)) continue;
      const bool person = tokens_[0].text == "i" || tokens_[0].text == "we";
      const bool personal = has(0, at, kOwners) || at <= kNameTokensMax;
      if (person || !says_nothing(0, at, unknown_words(personal))) return false;
      std::size_t end = at + 1;
      while (end < tokens_.size() && is_one_of(tokens_[end], kToKnow)) ++end;
      if (end == tokens_.size()) return false;
      erase(0, end);
      return true;
    }
    return false;
  }

  /// "it is for a poster", "for my blog", "so that I can label them", "thanks".
  bool drop_last() {
    const auto first = tokens_.size() > kClauseTokensMax ? tokens_.size() - kClauseTokensMax : 1;
    for (std::size_t at = first; at < tokens_.size(); ++at) {
      if (!tokens_[at].boundary_before && !starts_purpose(at)) continue;
      if (!is_circumstance(at, tokens_.size())) continue;
      erase(at, tokens_.size());
      return true;
    }
    return false;
  }

  [[nodiscard]] bool starts_purpose(std::size_t at) const {
    if (tokens_[at].text == "for") {
      return at + 1 < tokens_.size() &&
             (is_one_of(tokens_[at + 1], kOwners) || is_one_of(tokens_[at + 1], kArticles));
    }
    if (tokens_[at].text != "so") return false;
    ++at;
    if (at < tokens_.size() && tokens_[at].text == "that") ++at;
    return at + 1 < tokens_.size() && (tokens_[at].text == "i" || tokens_[at].text == "we") &&
           is_one_of(tokens_[at + 1], kOfPurpose);
  }

  /// "the sum of my marbles": what the asker calls his data, a plural at the end of its phrase. An
  /// adjective would choose some of them ("my unpaid invoices"), and so would another's ("their
  /// sines") say what to do.
  void drop_owned() {
    for (std::size_t at = 0; at + 1 < tokens_.size(); ++at) {
      if (!is_one_of(tokens_[at], kSpeakers) || !is_plural_unknown(tokens_[at + 1])) continue;
      const auto end = at + 2;
      if (end < tokens_.size() && !tokens_[end].boundary_before) continue;
      const bool paused = tokens_[at].boundary_before;
      erase(at, end);
      if (at < tokens_.size()) tokens_[at].boundary_before |= paused;
    }
  }

  [[nodiscard]] bool is_plural_unknown(const Token& token) const {
    return is_unknown(token) && !is_named(token) && !token.boundary_before &&
           token.text.ends_with('s') && !token.text.ends_with("ss") &&
           !is_content_word(token.text) && !names_one_way(token.text);
  }

  const Catalogue& catalogue_;
  std::vector<Token>& tokens_;
  const Supplied& supplied_;
};

}  // namespace

bool drop_pronouns(std::vector<Token>& tokens) {
  static constexpr std::array<std::string_view, 5> kDetermining = {"a", "an", "the", "any", "each"};
  static constexpr std::array<std::string_view, 9> kAfter = {"in", "of",  "from", "to",   "by",
                                                             "is", "and", "that", "which"};
  const auto before = tokens.size();
  for (std::size_t at = 2; at < tokens.size(); ++at) {
    if (tokens[at].text != "one" || tokens[at].boundary_before || tokens[at - 1].boundary_before) {
      continue;
    }
    const bool described = tokens[at - 1].kind == Token::Kind::word && !tokens[at - 1].number &&
                           is_one_of(tokens[at - 2], kDetermining);
    const bool ends = at + 1 == tokens.size() || tokens[at + 1].boundary_before ||
                      is_one_of(tokens[at + 1], kAfter);
    if (described && ends) tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return tokens.size() < before;
}

bool drop_circumstances(const table::Catalogue& catalogue, std::vector<Token>& tokens,
                        const Supplied& supplied) {
  return Dropper(catalogue, tokens, supplied).run();
}

}  // namespace skerry::fn
