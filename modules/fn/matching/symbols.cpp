#include "modules/fn/matching/symbols.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace skerry::fn {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array kFolds = {
    Pair{"\u2018", "'"},         Pair{"\u2019", "'"},
    Pair{"\u201c", "\""},        Pair{"\u201d", "\""},
    Pair{"\u2013", " - "},       Pair{"\u2014", " - "},
    Pair{"\u2026", " "},         Pair{"\u00a0", " "},
    Pair{"\u00d7", " times "},   Pair{"\u00f7", " divided by "},
    Pair{"\u00b2", " squared "}, Pair{"\u00b3", " cubed "},
    Pair{"\u00b0", " degree "},  Pair{"\u221a", " square root "},
    Pair{"\u2192", " to "},      Pair{"\u2265", " >= "},
    Pair{"\u2264", " <= "},      Pair{"\u2212", "-"},
};

}  // namespace

std::string fold_symbols(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool ascii = static_cast<unsigned char>(text.front()) < 0x80;
    const auto is_next = [&](const Pair& pair) { return text.starts_with(pair.first); };
    const auto fold = ascii ? kFolds.end() : std::ranges::find_if(kFolds, is_next);
    out += fold == kFolds.end() ? text.substr(0, 1) : fold->second;
    text.remove_prefix(fold == kFolds.end() ? 1 : fold->first.size());
  }
  return out;
}

}  // namespace skerry::fn
