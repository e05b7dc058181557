#include "modules/fn/matching/rounding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "modules/sdk/assert.hpp"

namespace skerry::fn {
namespace {

using Words = std::span<const std::string_view>;

constexpr int kDecimalsMax = 15;
constexpr int kDecimalsOfCents = 2;

constexpr std::array<std::string_view, 3> kRounding = {"round", "rounded", "rounding"};
constexpr std::array<std::string_view, 12> kTheResult = {"it",    "result",  "results", "answer",
                                                         "value", "outcome", "total",   "output",
                                                         "the",   "final",   "that",    "off"};
constexpr std::array<std::string_view, 5> kDecimals = {"decimal", "decimals", "dp", "place",
                                                       "places"};
constexpr std::array<std::string_view, 6> kAfterDecimal = {"place",  "places", "digit",
                                                           "digits", "point",  "precision"};
constexpr std::array<std::string_view, 3> kDigits = {"digit", "digits", "figures"};
constexpr std::array<std::string_view, 5> kCents = {"cent", "cents", "penny", "pence", "pennies"};
constexpr std::array<std::string_view, 4> kWhole = {"integer", "int", "integers", "unit"};
constexpr std::array<std::string_view, 4> kBefore = {"to", "with", "at", "in"};
constexpr std::array<std::string_view, 4> kJoining = {"and", "then", "but", "please"};
/// Words of other ways to shorten a number, or of several numbers that are to be rounded.
constexpr std::array<std::string_view, 11> kOtherwise = {
    "round", "trunc", "floor", "ceil", "chop", "cut", "signific", "bank", "half", "drop", "format"};
constexpr std::array<std::string_view, 14> kOfSeveral = {
    "each", "every", "all",    "individually", "not",    "never",   "without",
    "no",   "if",    "values", "numbers",      "prices", "amounts", "before"};

bool is_one_of(std::string_view word, Words words) {
  return std::ranges::find(words, word) != words.end();
}

/// Reads a request to round from `at` on.
class Phrase {
 public:
  explicit Phrase(const std::vector<Token>& tokens) : tokens_(tokens) {}

  /// The end of the request that begins at `first`, or 0.
  std::size_t read(std::size_t first) {
    at_ = first;
    while (is(kJoining)) ++at_;
    const bool named = is(kRounding);
    if (named) {
      ++at_;
      while (is(kTheResult)) ++at_;
    }
    const bool introduced = is(kBefore);
    if (introduced) ++at_;
    while (at_ > first && is({{"the"}})) ++at_;
    const bool apart = first == 0 || tokens_[first].boundary_before || at_ > first;
    if (!apart || !(read_count(named) || read_unit(named, introduced))) return 0;
    return at_;
  }

  [[nodiscard]] int decimals() const { return decimals_; }

 private:
  [[nodiscard]] bool is(Words words, std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].kind == Token::Kind::word &&
           is_one_of(tokens_[at_ + ahead].text, words);
  }
  [[nodiscard]] bool is(std::initializer_list<std::string_view> words,
                        std::size_t ahead = 0) const {
    return is(Words(words.begin(), words.size()), ahead);
  }

  /// "2 decimal places", "two decimals", "3 digits" after "rounded to".
  bool read_count(bool named) {
    if (at_ >= tokens_.size()) return false;
    const auto& number = tokens_[at_].number;
    if (!number || tokens_[at_].ordinal) return false;
    if (*number < 0 || *number > kDecimalsMax || *number != static_cast<int>(*number)) return false;
    const bool counts = is(kDecimals, 1);
    if (!counts && !(named && is(kDigits, 1) && is({"after"}, 2))) return false;
    decimals_ = static_cast<int>(*number);
    at_ += 2;
    if (is({"of"}) && is({"precision"}, 1)) ++at_;
    while (is(kAfterDecimal)) ++at_;
    if (is({"after"})) {
      ++at_;
      while (is({"the", "decimal", "point", "comma"})) ++at_;
    }
    return true;
  }

  /// "the nearest cent", "cents", "a whole number": without "rounded" only what names money.
  bool read_unit(bool named, bool introduced) {
    const bool nearest = is({"nearest", "closest"});
    if (nearest) ++at_;
    if (!named && !(introduced && nearest)) return false;
    while (is({"a", "an", "full"})) ++at_;
    if (is(kCents)) {
      decimals_ = kDecimalsOfCents;
    } else if (is({"whole"}) && (is({"number", "numbers", "unit"}, 1))) {
      decimals_ = 0;
      ++at_;
    } else if (is(kWhole) || (nearest && is({"whole"}))) {
      decimals_ = 0;
    } else if (nearest && is({"tenth", "hundredth", "thousandth"})) {
      decimals_ = is({"tenth"}) ? 1 : is({"hundredth"}) ? 2 : 3;
    } else {
      return false;
    }
    ++at_;
    return true;
  }

  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  int decimals_ = 0;
};

/// `source` as a function expression's body that returns the function it exported.
std::string as_part(std::string_view name, std::string_view source) {
  constexpr std::string_view kExport = "export default ";
  constexpr std::string_view kFunction = "function ";
  const auto at = source.find(kExport);
  SKERRY_ASSERT(at != std::string_view::npos);
  const auto declaration = source.substr(at + kExport.size());
  const auto after = declaration.substr(kFunction.size());
  const auto own_name = after.substr(0, after.find_first_of("(<"));
  std::string part = "const " + std::string(name) + " = (() => {\n";
  part.append(source.substr(0, at)).append(declaration);
  part.append("return ").append(own_name).append(";\n})();\n");
  return part;
}

}  // namespace

std::optional<Rounding> take_rounding(std::vector<Token>& tokens) {
  std::optional<Rounding> found;
  Phrase phrase(tokens);
  std::size_t first = 0;
  std::size_t end = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto candidate = phrase.read(at);
    if (candidate == 0) continue;
    if (found) return std::nullopt;
    const bool joined = at > 0 && !tokens[at].boundary_before;
    if (joined && is_one_of(tokens[at - 1].text, kOfSeveral)) return std::nullopt;
    found = Rounding{phrase.decimals()};
    first = at;
    end = candidate;
    at = end - 1;
  }
  if (!found) return std::nullopt;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (at >= first && at < end) continue;
    for (const auto word : kOtherwise) {
      if (tokens[at].text.starts_with(word)) return std::nullopt;
    }
  }
  const auto begin = tokens.begin();
  tokens.erase(begin + static_cast<std::ptrdiff_t>(first),
               begin + static_cast<std::ptrdiff_t>(end));
  if (first < tokens.size()) tokens[first].boundary_before = true;
  return found;
}

bool take_no_rounding(std::vector<Token>& tokens) {
  static constexpr std::array<std::string_view, 4> kNegations = {"not", "no", "without", "never"};
  static constexpr std::array<std::string_view, 7> kPoliteBefore = {
      "please", "pray", "do", "just", "but", "and", "result"};
  static constexpr std::array<std::string_view, 9> kPoliteAfter = {
      "it", "the", "result", "answer", "off", "anything", "please", "at", "all"};
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const bool alone = tokens[at].text == "unrounded";
    const bool negated = at + 1 < tokens.size() && is_one_of(tokens[at].text, kNegations) &&
                         is_one_of(tokens[at + 1].text, kRounding);
    if (!alone && !negated) continue;
    auto first = at;
    auto end = at + (alone ? 1 : 2);
    while (first > 0 && !tokens[first].boundary_before &&
           is_one_of(tokens[first - 1].text, kPoliteBefore)) {
      --first;
    }
    while (end < tokens.size() && !tokens[end].boundary_before &&
           is_one_of(tokens[end].text, kPoliteAfter)) {
      ++end;
    }
    // "Don't round up": another way of rounding may be asked for.
    if (end < tokens.size() && !tokens[end].boundary_before) return false;
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                 tokens.begin() + static_cast<std::ptrdiff_t>(end));
    return !tokens.empty();
  }
  return false;
}

bool may_round(const table::Function& function) {
  static constexpr std::array<std::string_view, 6> kRoundingCode = {
      "round", "toFixed", "toPrecision", "floor", "ceil", "trunc"};
  const auto source = function.source();
  return std::ranges::any_of(kRoundingCode,
                             [&](std::string_view word) { return source.contains(word); });
}

const table::Function& rounding_function(const table::Catalogue& catalogue) {
  SKERRY_ASSERT(catalogue.rounding < catalogue.functions.size());
  return catalogue.functions[catalogue.rounding];
}

std::string rounded_program(const table::Function& function,
                            const table::Function& rounding_function, Rounding rounding) {
  return as_part("compute", function.source()) + '\n' +
         as_part("round", rounding_function.source()) + "\n/** " + function.title +
         ", the result rounded. */\n"
         "export default function rounded(...values: Parameters<typeof compute>): number {\n"
         "  return round(compute(...values), " +
         std::to_string(rounding.decimals) + ");\n}\n";
}

}  // namespace skerry::fn
