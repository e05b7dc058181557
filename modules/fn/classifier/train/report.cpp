#include "modules/fn/classifier/train/report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <functional>
#include <map>

namespace skerry::fn::train {
namespace {

constexpr std::size_t kConfidenceBins = 10;

[[gnu::format(printf, 1, 2)]] std::string formatted(const char* form, ...) {
  std::array<char, 512> text;
  std::va_list arguments;
  va_start(arguments, form);
  std::vsnprintf(text.data(), text.size(), form, arguments);
  va_end(arguments);
  return text.data();
}

template <typename Wanted>
double accuracy(const std::vector<Judged>& lines, Wanted wanted) {
  std::size_t right = 0;
  std::size_t all = 0;
  for (const Judged& line : lines) {
    if (!wanted(line)) continue;
    right += line.right() ? 1 : 0;
    ++all;
  }
  return all == 0 ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(all);
}

double accuracy(const std::vector<Judged>& lines) {
  return accuracy(lines, [](const Judged&) { return true; });
}

struct Bin {
  std::size_t count = 0;
  std::size_t right = 0;
  double confidence = 0;
};

std::array<Bin, kConfidenceBins> bins_of(const std::vector<Judged>& lines) {
  std::array<Bin, kConfidenceBins> bins;
  for (const Judged& line : lines) {
    const auto index = static_cast<std::size_t>(line.confidence * kConfidenceBins);
    Bin& bin = bins[std::min(index, kConfidenceBins - 1)];
    ++bin.count;
    bin.right += line.right() ? 1 : 0;
    bin.confidence += line.confidence;
  }
  return bins;
}

using Confusion = std::array<std::array<std::size_t, kWorkTypeCount>, kWorkTypeCount>;

Confusion confusion_of(const std::vector<Judged>& lines) {
  Confusion confusion{};
  for (const Judged& line : lines) {
    ++confusion[static_cast<std::size_t>(line.line->type)][static_cast<std::size_t>(line.type)];
  }
  return confusion;
}

double macro_f1(const Confusion& confusion) {
  double sum = 0;
  for (std::size_t type = 0; type < kWorkTypeCount; ++type) {
    std::size_t named = 0;
    std::size_t meant = 0;
    for (std::size_t other = 0; other < kWorkTypeCount; ++other) {
      named += confusion[other][type];
      meant += confusion[type][other];
    }
    const auto total = static_cast<double>(named + meant);
    if (total > 0) sum += 2 * static_cast<double>(confusion[type][type]) / total;
  }
  return 100 * sum / kWorkTypeCount;
}

std::string confusion_table(const Confusion& confusion) {
  std::string text =
      "| is \\\\ called | code | object | agentic | human |\n|---|---|---|---|---|\n";
  for (std::size_t type = 0; type < kWorkTypeCount; ++type) {
    const auto& row = confusion[type];
    text += formatted("| %s | %zu | %zu | %zu | %zu |\n",
                      std::string(name_of(static_cast<WorkType>(type))).c_str(), row[0], row[1],
                      row[2], row[3]);
  }
  return text + "\n";
}

std::string reliability_table(const std::vector<Judged>& lines) {
  std::string text = "| confidence | lines | mean confidence | right |\n|---|---|---|---|\n";
  const auto bins = bins_of(lines);
  for (std::size_t index = 0; index < kConfidenceBins; ++index) {
    const Bin& bin = bins[index];
    if (bin.count == 0) continue;
    const auto count = static_cast<double>(bin.count);
    text += formatted("| %.1f–%.1f | %zu | %.3f | %.3f |\n", static_cast<double>(index) / 10,
                      static_cast<double>(index + 1) / 10, bin.count, bin.confidence / count,
                      static_cast<double>(bin.right) / count);
  }
  return text + "\n";
}

std::string coverage_table(std::vector<Judged> lines) {
  std::ranges::stable_sort(lines, std::ranges::greater(), &Judged::confidence);
  std::string text = "| answered, surest first | right | confidence at least |\n|---|---|---|\n";
  for (const std::size_t percent : {50, 60, 70, 80, 90, 100}) {
    const std::size_t count = lines.size() * percent / 100;
    if (count == 0) continue;
    const std::vector<Judged> answered(lines.begin(), lines.begin() + static_cast<long>(count));
    text += formatted("| %zu %% | %.1f %% | %.2f |\n", percent, accuracy(answered),
                      answered.back().confidence);
  }
  return text + "\n";
}

std::string figures(const std::vector<Judged>& lines) {
  const auto sure = [](const Judged& line) { return line.confidence >= 0.7; };
  const auto sure_count = static_cast<double>(std::ranges::count_if(lines, sure));
  std::string text = "| figure | value |\n|---|---|\n";
  text += formatted("| lines | %zu |\n", lines.size());
  text += formatted("| right | %.1f %% |\n", accuracy(lines));
  text += formatted("| macro-F1 | %.1f %% |\n", macro_f1(confusion_of(lines)));
  const auto hard = [](const Judged& line) { return line.line->hard; };
  if (std::ranges::any_of(lines, hard)) {
    text += formatted("| hard lines right | %.1f %% |\n", accuracy(lines, hard));
    text += formatted("| other lines right | %.1f %% |\n", accuracy(lines, std::not_fn(hard)));
  }
  text += formatted("| expected calibration error | %.3f |\n", calibration_error(lines));
  text +=
      formatted("| at or above the default threshold (0.7) | %.1f %%, of which right %.1f %% |\n",
                100 * sure_count / static_cast<double>(lines.size()), accuracy(lines, sure));
  return text + "\n" + confusion_table(confusion_of(lines)) + reliability_table(lines) +
         coverage_table(lines);
}

std::string language_table(const Findings& findings) {
  std::map<std::string, std::size_t> languages;
  for (const Judged& line : findings.cross_validated) ++languages[line.line->language];
  std::string text =
      "| language | lines | right | right when the language was never seen |\n|---|---|---|---|\n";
  for (const auto& [language, count] : languages) {
    const auto in_it = [&](const Judged& line) { return line.line->language == language; };
    const bool measured = std::ranges::any_of(findings.unseen_languages, in_it);
    text += formatted("| %s | %zu | %.1f %% | ", language.c_str(), count,
                      accuracy(findings.cross_validated, in_it));
    text += measured ? formatted("%.1f %% |\n", accuracy(findings.unseen_languages, in_it))
                     : std::string("– |\n");
  }
  return text + "\n";
}

std::string unseen_languages_table(const std::vector<Judged>& lines) {
  std::map<std::string, std::size_t> languages;
  for (const Judged& line : lines) ++languages[line.line->language];
  std::string text = "| language | lines | right |\n|---|---|---|\n";
  for (const auto& [language, count] : languages) {
    const auto in_it = [&](const Judged& line) { return line.line->language == language; };
    text += formatted("| %s | %zu | %.1f %% |\n", language.c_str(), count, accuracy(lines, in_it));
  }
  return text + "\n";
}

}  // namespace

std::vector<Judged> judged(const std::vector<Prediction>& predictions, float sharpness) {
  std::vector<Judged> lines;
  for (const Prediction& prediction : predictions) {
    Scores scores = prediction.scores;
    for (float& score : scores) score *= sharpness;
    const auto probabilities = probabilities_of(scores);
    lines.push_back({prediction.line, prediction.type(),
                     probabilities[static_cast<std::size_t>(prediction.type())]});
  }
  return lines;
}

std::vector<Judged> judged_by_folds(const std::vector<Prediction>& predictions) {
  std::vector<Judged> lines;
  for (std::size_t fold = 0; fold < kFoldCount; ++fold) {
    const float sharpness =
        fitted_sharpness(predictions, [&](const Line& line) { return line.fold != fold; });
    std::vector<Prediction> held_out;
    std::ranges::copy_if(predictions, std::back_inserter(held_out),
                         [&](const Prediction& line) { return line.line->fold == fold; });
    std::ranges::copy(judged(held_out, sharpness), std::back_inserter(lines));
  }
  return lines;
}

double calibration_error(const std::vector<Judged>& lines) {
  double error = 0;
  for (const Bin& bin : bins_of(lines)) {
    error += std::abs(bin.confidence - static_cast<double>(bin.right));
  }
  return lines.empty() ? 0 : error / static_cast<double>(lines.size());
}

std::string report_of(const Findings& findings) {
  std::string text = "## Size and speed\n\n";
  text += formatted("- Corpus: %zu lines in %zu families, and %zu phrases.\n", findings.line_count,
                    findings.family_count, findings.phrase_count);
  text += formatted("- Model: %.1f KiB, room for %zu features; sharpness %.3f.\n",
                    static_cast<double>(kModelBytes) / 1024, kBucketCount * kBucketEntries,
                    static_cast<double>(findings.sharpness));
  if (findings.microseconds) {
    text +=
        formatted("- A typical call in WebAssembly (Wasmtime): %.1f µs.\n", *findings.microseconds);
  }
  text += "\n## On the corpus, each line by a model that never saw its family\n\n" +
          figures(findings.cross_validated);
  text += "## By language\n\n" + language_table(findings);
  if (!findings.unseen.empty()) {
    text += "## On lines by somebody who saw neither corpus nor model\n\n" +
            figures(findings.unseen) + unseen_languages_table(findings.unseen);
  }
  return text.substr(0, text.size() - 1);
}

}  // namespace skerry::fn::train
