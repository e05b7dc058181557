#include "modules/fn/functions/phrase.hpp"

#include <array>
#include <utility>

namespace skerry::fn {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array kFolds = {Pair{"\u2019", "'"}, Pair{"\u2018", "'"}, Pair{"\u00a0", " "},
                               Pair{"\u202f", " "}, Pair{"\u2009", " "}, Pair{"\u3000", " "}};
constexpr std::string_view kEndings = ".,;:!?";
constexpr std::array<std::string_view, 2> kDropped = {"the", "please"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// With one spelling of letters, apostrophes and spaces.
std::string respelled(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Pair* found = nullptr;
    for (const Pair& fold : kFolds) {
      if (text.starts_with(fold.first)) found = &fold;
    }
    if (found != nullptr) {
      out.append(found->second);
      text.remove_prefix(found->first.size());
      continue;
    }
    const char c = text.front();
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    text.remove_prefix(1);
  }
  return out;
}

void add_word(std::string& phrase, std::string_view word) {
  // A word of punctuation alone is a sign, such as an operator.
  const auto last = word.find_last_not_of(kEndings);
  if (last != std::string_view::npos) word = word.substr(0, last + 1);
  for (const std::string_view dropped : kDropped) {
    if (word == dropped) return;
  }
  if (!phrase.empty()) phrase.push_back(' ');
  phrase.append(word);
}

}  // namespace

std::string folded_phrase(std::string_view description, std::string_view context) {
  const std::string text = respelled(std::string(description).append("\n").append(context));
  std::string phrase;
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    add_word(phrase, std::string_view(text).substr(at, end - at));
    at = end;
  }
  return phrase;
}

}  // namespace skerry::fn
