#include "modules/fn/matching/composition.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "modules/fn/matching/number_words.hpp"

namespace skerry::fn {
namespace {

/// Two numbers may be two arguments; three in a row are a list.
constexpr std::size_t kListedNumbersMin = 3;

bool is_cardinal(const Token& token) { return token.number && !token.ordinal; }

std::string digits_of(const Token& token) {
  const char last = token.text.back();
  if (last >= '0' && last <= '9') return token.text;
  return std::to_string(static_cast<long long>(token.number.value_or(0)));
}

bool joins(double left, const NumberWord& right) {
  if (right.value >= 100) return left >= 1 && left < right.value;
  return right.value >= 1 && right.value <= 9 && left >= 20 && left <= 90 &&
         std::fmod(left, 10) == 0;
}

const NumberWord* number_word(const Token& token) {
  if (token.kind != Token::Kind::word || token.number) return nullptr;
  for (const auto& candidate : kNumberWords) {
    if (candidate.text == token.text) return &candidate;
  }
  return nullptr;
}

}  // namespace

std::vector<Token> compose_numbers(std::vector<Token> tokens) {
  std::vector<Token> out;
  out.reserve(tokens.size());
  for (auto& token : tokens) {
    const auto* word = number_word(token);
    if (word != nullptr) {
      token.number = word->value;
      token.ordinal = word->ordinal;
    }
    Token* last = out.empty() ? nullptr : &out.back();
    if (word != nullptr && last != nullptr && last->number && !last->ordinal &&
        !token.boundary_before && joins(*last->number, *word)) {
      last->number = word->value >= 100 ? *last->number * word->value : *last->number + word->value;
      last->ordinal = word->ordinal;
      last->text += ' ' + token.text;
      continue;
    }
    out.push_back(std::move(token));
  }
  return out;
}

std::vector<Token> compose_lists(std::vector<Token> tokens) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < tokens.size();) {
    auto numbers = nlohmann::json::array();
    std::size_t next = i;
    for (std::size_t at = i; at < tokens.size() && is_cardinal(tokens[at]);) {
      const bool follows = tokens[at].boundary_before || numbers.empty();
      if (!follows && tokens[at - 1].text != "and") break;
      numbers.push_back(nlohmann::json::parse(digits_of(tokens[at]), nullptr, false));
      next = ++at;
      if (at < tokens.size() && tokens[at].text == "and") ++at;
    }
    if (numbers.size() >= kListedNumbersMin) {
      out.push_back({.kind = Token::Kind::list,
                     .text = numbers.dump(),
                     .boundary_before = tokens[i].boundary_before,
                     .sentence_before = tokens[i].sentence_before});
      i = next;
    } else {
      out.push_back(std::move(tokens[i++]));
    }
  }
  return out;
}

}  // namespace skerry::fn
