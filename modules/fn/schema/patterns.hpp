#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/sdk/json.hpp"

namespace skerry::fn::schema {

/// What is known about patterns, and what is asked about them. A pattern is a regular expression of
/// ECMA-262 with the flag `u`; only an engine that can be interrupted may run one, so a check runs
/// until it no longer asks what is not known.
class PatternAnswers {
 public:
  /// Whether the pattern matches somewhere in the text. Unknown answers become questions and count
  /// as a match.
  bool matches(std::string_view pattern, std::string_view text);

  /// Whether the pattern is one. Unknown answers become questions and count as yes.
  bool is_pattern(std::string_view pattern);

  [[nodiscard]] bool has_questions() const { return !asked_.empty(); }
  /// Patterns and texts asked about took more than `limits::kPatternQuestionsBytesMax`; the answers
  /// since then mean nothing.
  [[nodiscard]] bool overflowed() const { return overflowed_; }

  /// The arguments of the program that answers (`test_patterns.mjs`), a JSON array.
  [[nodiscard]] Json questions() const;

  /// Takes what the program returned for `questions`. False when it has another shape.
  [[nodiscard]] bool learn(const Json& answers);

 private:
  struct Pattern {
    std::string source;
    std::optional<bool> valid;
    std::unordered_map<std::string, bool> matches;
    /// Texts that are asked about.
    std::vector<std::string> texts;
    bool asked = false;
  };

  bool fits(std::size_t bytes);
  Pattern& find(std::string_view pattern);
  void ask(Pattern& pattern);

  std::unordered_map<std::string, Pattern> patterns_;
  std::vector<Pattern*> asked_;
  std::size_t bytes_ = 0;
  bool overflowed_ = false;
};

/// The program, an ES module.
[[nodiscard]] std::string_view pattern_program();

}  // namespace skerry::fn::schema
