#include "modules/fn/schema/patterns.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/schema/limits.hpp"

namespace skerry::fn::schema {

bool PatternAnswers::fits(std::size_t bytes) {
  bytes_ += bytes;
  overflowed_ = overflowed_ || bytes_ > limits::kPatternQuestionsBytesMax;
  return !overflowed_;
}

PatternAnswers::Pattern& PatternAnswers::find(std::string_view pattern) {
  const auto [entry, added] = patterns_.try_emplace(std::string(pattern));
  if (added) {
    entry->second.source = pattern;
    (void)fits(pattern.size());
  }
  return entry->second;
}

void PatternAnswers::ask(Pattern& pattern) {
  if (!std::exchange(pattern.asked, true)) asked_.push_back(&pattern);
}

bool PatternAnswers::matches(std::string_view pattern, std::string_view text) {
  Pattern& known = find(pattern);
  // The syntax error is reported where the schema is checked; nothing matches here.
  if (known.valid == false) return false;
  std::string key(text);
  if (const auto answer = known.matches.find(key); answer != known.matches.end()) {
    return answer->second;
  }
  if (!fits(key.size())) return true;
  // Until it is answered, the same question is asked once.
  known.matches.emplace(key, true);
  known.texts.push_back(std::move(key));
  ask(known);
  return true;
}

bool PatternAnswers::is_pattern(std::string_view pattern) {
  Pattern& known = find(pattern);
  if (!known.valid) ask(known);
  return known.valid.value_or(true);
}

Json PatternAnswers::questions() const {
  Json list = Json::array();
  for (const Pattern* pattern : asked_) {
    list.push_back(Json::array({pattern->source, pattern->texts}));
  }
  return Json::array({std::move(list)});
}

bool PatternAnswers::learn(const Json& answers) {
  if (!answers.is_array() || answers.size() != asked_.size()) return false;
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    Pattern& pattern = *asked_[i];
    const Json& answer = answers[i];
    pattern.valid = answer.is_array();
    if (answer.is_array()) {
      if (answer.size() != pattern.texts.size()) return false;
      for (std::size_t text = 0; text < pattern.texts.size(); ++text) {
        pattern.matches[pattern.texts[text]] = answer[text] == true;
      }
    } else if (!answer.is_null()) {
      return false;
    }
    pattern.texts.clear();
    pattern.asked = false;
  }
  asked_.clear();
  return true;
}

}  // namespace skerry::fn::schema
