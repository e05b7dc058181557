#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace skerry::fn {

/// Words that ask for something, set a convention, take something out or turn it round: a clause
/// with one of them is never left out of a description.
inline constexpr auto kContentWords = std::to_array<std::string_view>(
    {"need",      "want",      "would",     "wish",     "give",      "tell",      "show",
     "write",     "make",      "create",    "draw",     "generate",  "design",    "find",
     "compute",   "calculate", "send",      "suggest",  "choose",    "recommend", "use",
     "uses",      "using",     "follow",    "apply",    "take",      "assume",    "treat",
     "regard",    "call",      "define",    "prefer",   "count",     "instead",   "but",
     "rather",    "unless",    "except",    "although", "however",   "though",    "never",
     "no",        "nor",       "neither",   "always",   "must",      "should",    "not",
     "only",      "if",        "when",      "included", "including", "inclusive", "excluded",
     "excluding", "without",   "ignore",    "ignoring", "skip",      "then",      "keep",
     "too",       "also",      "counts",    "counted",  "allowed",   "exempt",    "omit",
     "drop",      "discard",   "disregard", "leave",    "waive",     "reckon"});

[[nodiscard]] inline bool is_content_word(std::string_view word) {
  return std::ranges::find(kContentWords, word) != kContentWords.end();
}

}  // namespace skerry::fn
