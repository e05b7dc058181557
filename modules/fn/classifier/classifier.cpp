#include "modules/fn/classifier/classifier.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace skerry::fn {
namespace {

/// What a description explained by the catalogue adds to the score of code, in units of the
/// natural logarithm of odds: nearly all such descriptions are code (docs/catalogue.md).
constexpr float kCatalogueEvidence = 4;
/// Below this, the words say too little to be called typical of one type.
constexpr double kClearConfidence = 0.5;
constexpr std::size_t kQuotedWordsMax = 3;
constexpr std::size_t kQuotedCharactersMax = 24;
/// A word is quoted when it speaks at least this much as loudly as the loudest.
constexpr float kQuotedShareMin = 0.35F;

constexpr std::array<std::string_view, kWorkTypeCount> kPhrases = {
    "a computation on given data",
    "a text or data to be produced",
    "work in many steps",
    "a decision or act of a person",
};

/// The beginning of a quoted word, at most `kQuotedCharactersMax` characters, never half of one.
std::string_view beginning(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (characters++ == kQuotedCharactersMax) return text.substr(0, at);
  }
  return text;
}

/// “a”, “b” and “c”.
std::string listed(const std::vector<std::string_view>& quotes) {
  std::string text;
  for (std::size_t index = 0; index < quotes.size(); ++index) {
    if (index > 0) text += index + 1 == quotes.size() ? " and " : ", ";
    text.append("“").append(quotes[index]).append("”");
  }
  return text;
}

}  // namespace

Classification Classifier::classify(const CallText& call) { return classify_with(call, 0); }

Classification Classifier::classify_explained(const CallText& call, bool takes_args) {
  Classification result = classify_with(call, kCatalogueEvidence);
  if (result.type == WorkType::kCode) {
    result.reasoning = "A known pure function explains every word of the description";
    result.reasoning += takes_args ? "." : ", though it does not take these args.";
    result.tier = "catalogue";
  }
  return result;
}

Classification Classifier::classify_with(const CallText& call, float code_evidence) {
  const std::vector<Feature>& features = extractor_.extract(call);
  Scores scores = model_.linear.score(extractor_, features);
  for (float& score : scores) score *= model_.sharpness;
  scores[static_cast<std::size_t>(WorkType::kCode)] += code_evidence;
  Classification result{};
  result.probabilities = probabilities_of(scores);
  const auto begin = result.probabilities.begin();
  const auto best = std::max_element(begin, result.probabilities.end()) - begin;
  result.type = static_cast<WorkType>(best);
  result.confidence = result.probabilities[static_cast<std::size_t>(best)];
  result.tier = "model";
  result.reasoning = reasoning(call, result);
  return result;
}

std::string Classifier::reasoning(const CallText& call,
                                  const Classification& classification) const {
  const Words& words = extractor_.description_words();
  const std::vector<float> voices =
      model_.linear.voices(extractor_, extractor_.features(), classification.type);
  const std::string phrase(kPhrases[static_cast<std::size_t>(classification.type)]);
  std::vector<std::size_t> loudest;
  for (std::size_t word = 0; word < voices.size(); ++word) {
    if (voices[word] > 0) loudest.push_back(word);
  }
  if (loudest.empty()) {
    return "No single word decides; the description as a whole is closest to " + phrase + ".";
  }
  std::stable_sort(loudest.begin(), loudest.end(),
                   [&](auto a, auto b) { return voices[a] > voices[b]; });
  const float enough = voices[loudest[0]] * kQuotedShareMin;
  std::vector<std::size_t> chosen;
  std::vector<std::string_view> quotes;
  const auto quote_of = [&](std::size_t word) {
    const Word& place = words.words[word];
    return beginning(
        call.description.substr(place.source_begin, place.source_end - place.source_begin));
  };
  for (const std::size_t word : loudest) {
    if (chosen.size() == kQuotedWordsMax || voices[word] < enough) break;
    const auto same = [&](std::size_t other) { return quote_of(other) == quote_of(word); };
    if (std::none_of(chosen.begin(), chosen.end(), same)) chosen.push_back(word);
  }
  std::sort(chosen.begin(), chosen.end());
  quotes.reserve(chosen.size());
  for (const std::size_t word : chosen) quotes.push_back(quote_of(word));
  const bool one = quotes.size() == 1;
  if (classification.confidence < kClearConfidence) {
    return listed(quotes) + (one ? " hints" : " hint") + " at " + phrase +
           ", but nothing says so clearly.";
  }
  return listed(quotes) + (one ? " is" : " are") + " typical of " + phrase + ".";
}

}  // namespace skerry::fn
