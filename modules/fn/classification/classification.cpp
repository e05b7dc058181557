#include "modules/fn/classification/classification.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace skerry::fn {
namespace {

constexpr std::array<std::string_view, kWorkTypeCount> kNames = {"code", "object", "agentic",
                                                                 "human"};

/// A word and what it speaks for. A verb counts fully only where the request's verb stands: as its
/// first content word, or anywhere for words that are no ordinary nouns.
struct Cue {
  std::string_view word;
  WorkType type;
  double weight;
};

using enum WorkType;

constexpr Cue kLeadingVerbs[] = {
    {"sort", kCode, 3},
    {"order", kCode, 2},
    {"calculate", kCode, 3},
    {"compute", kCode, 3},
    {"sum", kCode, 3},
    {"add", kCode, 1.5},
    {"subtract", kCode, 3},
    {"multiply", kCode, 3},
    {"divide", kCode, 3},
    {"count", kCode, 3},
    {"convert", kCode, 3},
    {"reverse", kCode, 3},
    {"filter", kCode, 3},
    {"parse", kCode, 3},
    {"format", kCode, 2},
    {"validate", kCode, 2.5},
    {"round", kCode, 3},
    {"merge", kCode, 2},
    {"remove", kCode, 2},
    {"find", kCode, 1.5},
    {"get", kCode, 1},
    {"extract", kCode, 1.5},
    {"split", kCode, 3},
    {"join", kCode, 2.5},
    {"capitalize", kCode, 3},
    {"encode", kCode, 3},
    {"decode", kCode, 3},
    {"hash", kCode, 3},
    {"determine", kCode, 1},
    {"test", kCode, 1},
    {"deduplicate", kCode, 3},
    {"flatten", kCode, 3},
    {"group", kCode, 2.5},
    {"shuffle", kCode, 2.5},
    {"truncate", kCode, 3},
    {"swap", kCode, 2.5},
    {"generate", kObject, 1.5},
    {"write", kObject, 1.2},
    {"draft", kObject, 2.5},
    {"compose", kObject, 2.5},
    {"summarize", kObject, 2.5},
    {"suggest", kObject, 2},
    {"describe", kObject, 2},
    {"brainstorm", kObject, 2.5},
    {"translate", kObject, 2},
    {"invent", kObject, 2},
    {"list", kObject, 1},
    {"produce", kObject, 1.2},
    {"build", kAgentic, 2},
    {"develop", kAgentic, 2.5},
    {"implement", kAgentic, 2},
    {"deploy", kAgentic, 3},
    {"refactor", kAgentic, 3},
    {"migrate", kAgentic, 3},
    {"scaffold", kAgentic, 3},
    {"automate", kAgentic, 2.5},
    {"investigate", kAgentic, 1.5},
    {"research", kAgentic, 2},
    {"integrate", kAgentic, 2.5},
    {"redesign", kAgentic, 2},
    {"debug", kAgentic, 2},
    {"fix", kAgentic, 1.5},
    {"review", kHuman, 3},
    {"approve", kHuman, 3.5},
    {"decide", kHuman, 3},
    {"authorize", kHuman, 3.5},
    {"sign", kHuman, 2},
    {"judge", kHuman, 3},
    {"interview", kHuman, 3.5},
    {"negotiate", kHuman, 3.5},
    {"moderate", kHuman, 2.5},
    {"escalate", kHuman, 3},
    {"inspect", kHuman, 2.5},
    {"audit", kHuman, 2.5},
    {"ask", kHuman, 2},
    {"call", kHuman, 2},
    {"hire", kHuman, 3},
    {"evaluate", kHuman, 1.5},
    {"assess", kHuman, 2},
};

constexpr Cue kWordsAnywhere[] = {
    {"function", kCode, 1.5},
    {"array", kCode, 1.2},
    {"string", kCode, 0.8},
    {"number", kCode, 0.8},
    {"numbers", kCode, 0.8},
    {"factorial", kCode, 3},
    {"average", kCode, 2},
    {"median", kCode, 2.5},
    {"prime", kCode, 2},
    {"palindrome", kCode, 3},
    {"fibonacci", kCode, 3},
    {"password", kCode, 1.8},
    {"uuid", kCode, 2.5},
    {"regex", kCode, 2},
    {"ascending", kCode, 2},
    {"descending", kCode, 2},
    {"percentage", kCode, 2},
    {"celsius", kCode, 2.5},
    {"json", kObject, 1.5},
    {"profile", kObject, 2},
    {"description", kObject, 1.8},
    {"story", kObject, 2.5},
    {"poem", kObject, 3},
    {"email", kObject, 0.8},
    {"recipe", kObject, 2.5},
    {"invoice", kObject, 1},
    {"invoices", kObject, 1.5},
    {"slogan", kObject, 2.5},
    {"headline", kObject, 2},
    {"persona", kObject, 2.5},
    {"sample", kObject, 1.2},
    {"fake", kObject, 1.5},
    {"mock", kObject, 1.2},
    {"summary", kObject, 1.8},
    {"essay", kObject, 2.5},
    {"tagline", kObject, 2.5},
    {"application", kAgentic, 2.5},
    {"app", kAgentic, 2.5},
    {"website", kAgentic, 2.5},
    {"site", kAgentic, 1.5},
    {"platform", kAgentic, 2},
    {"repository", kAgentic, 2.5},
    {"codebase", kAgentic, 2.5},
    {"dashboard", kAgentic, 2},
    {"pipeline", kAgentic, 1.8},
    {"microservice", kAgentic, 2.5},
    {"project", kAgentic, 1.2},
    {"frontend", kAgentic, 2},
    {"backend", kAgentic, 2},
    {"blog", kAgentic, 1},
    {"shop", kAgentic, 1},
    {"approval", kHuman, 3},
    {"whether", kHuman, 1.2},
    {"refund", kHuman, 1.5},
    {"manager", kHuman, 1.5},
    {"legal", kHuman, 1.2},
    {"contract", kHuman, 1},
    {"candidate", kHuman, 1.5},
    {"security", kHuman, 0.8},
    {"sign-off", kHuman, 3},
    {"in-person", kHuman, 3},
    {"customer", kHuman, 0.5},
};

/// Words in front of the request's own verb.
constexpr std::string_view kFraming[] = {
    "please", "can", "could", "would",  "you",  "i",      "we",  "need", "want",
    "to",     "a",   "an",    "the",    "me",   "my",     "us",  "help", "let",
    "hey",    "hi",  "just",  "should", "like", "kindly", "for", "and",
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char character : text) {
    const bool letter = (character >= 'a' && character <= 'z') ||
                        (character >= '0' && character <= '9') || character == '-' ||
                        (static_cast<unsigned char>(character) & 0x80U) != 0;
    if (character >= 'A' && character <= 'Z') {
      word.push_back(static_cast<char>(character - 'A' + 'a'));
    } else if (letter) {
      word.push_back(character);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

const Cue* find_cue(std::span<const Cue> cues, std::string_view word) {
  const auto found = std::ranges::find(cues, word, &Cue::word);
  return found == cues.end() ? nullptr : &*found;
}

/// Collects evidence: one score a type, and the words that spoke loudest for each.
struct Evidence {
  std::array<double, kWorkTypeCount> scores{};
  std::array<std::string, kWorkTypeCount> words;

  void add(const Cue& cue, double factor = 1) {
    const auto index = static_cast<std::size_t>(cue.type);
    scores[index] += cue.weight * factor;
    if (!words[index].empty()) words[index] += ", ";
    words[index] += std::string("\"").append(cue.word).append("\"");
  }
};

void weigh_description(std::string_view description, Evidence& evidence) {
  const std::vector<std::string> words = words_of(description);
  bool leading = true;
  for (const std::string& word : words) {
    if (leading && std::ranges::find(kFraming, word) != std::end(kFraming)) continue;
    if (const Cue* cue = find_cue(kLeadingVerbs, word)) {
      // Further verbs are often nouns or side remarks ("sort order", "list of words").
      evidence.add(*cue, leading ? 1.0 : 0.25);
    } else if (const Cue* anywhere = find_cue(kWordsAnywhere, word)) {
      evidence.add(*anywhere);
    }
    leading = false;
  }
}

/// Softmax; one point of evidence is worth a factor of e.
std::array<double, kWorkTypeCount> probabilities_of(
    const std::array<double, kWorkTypeCount>& scores) {
  std::array<double, kWorkTypeCount> result{};
  const double highest = *std::ranges::max_element(scores);
  double sum = 0;
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    result[index] = std::exp(scores[index] - highest);
    sum += result[index];
  }
  for (double& value : result) value /= sum;
  return result;
}

}  // namespace

std::string_view name_of(WorkType type) { return kNames[static_cast<std::size_t>(type)]; }

std::optional<WorkType> work_type_named(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<WorkType>(found - kNames.begin());
}

Classification classify_by_rules(std::string_view description, std::string_view context,
                                 const ClassificationHints& hints) {
  // Words alone are never certain: no amount of them goes beyond this.
  constexpr double kConfidenceMax = 0.97;
  Evidence evidence;
  weigh_description(description, evidence);
  for (const std::string& word : words_of(context)) {
    if (const Cue* cue = find_cue(kWordsAnywhere, word)) evidence.add(*cue, 0.3);
  }
  constexpr auto kCodeIndex = static_cast<std::size_t>(kCode);
  constexpr auto kObjectIndex = static_cast<std::size_t>(kObject);
  if (hints.catalogue_explains) evidence.scores[kCodeIndex] += 4;
  if (hints.has_args) evidence.scores[kCodeIndex] += 0.6;
  if (hints.has_schema && !hints.has_args) evidence.scores[kObjectIndex] += 0.6;

  Classification result;
  result.probabilities = probabilities_of(evidence.scores);
  const auto best = std::ranges::max_element(result.probabilities) - result.probabilities.begin();
  result.type = static_cast<WorkType>(best);
  result.confidence =
      std::min(result.probabilities[static_cast<std::size_t>(best)], kConfidenceMax);
  result.tier = "rules";
  const std::string& words = evidence.words[static_cast<std::size_t>(best)];
  if (hints.catalogue_explains && result.type == kCode) {
    result.reasoning = "A known pure function explains every word of the description.";
  } else if (words.empty()) {
    result.reasoning = "No word of the description speaks clearly for any kind of work.";
  } else {
    result.reasoning =
        std::string(words.find(',') == std::string::npos ? "The word " : "The words ") + words +
        (words.find(',') == std::string::npos ? " speaks for " : " speak for ") +
        std::string(name_of(result.type)) + ".";
  }
  return result;
}

Classification classified_by_caller(WorkType type) {
  Classification result;
  result.type = type;
  result.confidence = 1;
  result.probabilities = {};
  result.probabilities[static_cast<std::size_t>(type)] = 1;
  result.reasoning = "The caller named the type.";
  result.tier = "caller";
  return result;
}

}  // namespace skerry::fn
