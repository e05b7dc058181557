// Trains the classifier and measures it; run by scripts/train-classifier and eval-classifier.

#include <CLI/CLI.hpp>
#include <bit>
#include <cstdio>
#include <exception>
#include <fstream>
#include <set>

#include "modules/fn/classifier/train/report.hpp"

namespace {

using namespace skerry::fn;
using namespace skerry::fn::train;

bool everything(const Line&) { return true; }

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) {
    std::fprintf(stderr, "classifier: %s: cannot be written\n", path.c_str());
    std::exit(1);
  }
}

std::string model_bytes(const Rounded& trained, float sharpness) {
  std::string bytes;
  const auto add = [&](float number) {
    const auto bits = std::bit_cast<std::uint32_t>(number);
    for (int byte = 0; byte < 4; ++byte) bytes.push_back(static_cast<char>(bits >> (8 * byte)));
  };
  add(sharpness);
  for (const float step : trained.steps) add(step);
  for (const std::uint8_t byte : trained.table) bytes.push_back(static_cast<char>(byte));
  return bytes;
}

/// Classifies each language's lines by a model that saw neither a line nor a phrase of it.
std::vector<Prediction> without_language(const std::vector<Line>& lines,
                                         const std::vector<Line>& vocabulary) {
  std::set<std::string> languages;
  for (const Line& line : lines) languages.insert(line.language);
  // Without English too little is left to learn from.
  languages.erase("en");
  std::vector<Prediction> predictions;
  for (const std::string& language : languages) {
    const Rounded trained =
        train_on(lines, vocabulary, [&](const Line& line) { return line.language != language; });
    const auto found = predict(trained.model(), lines,
                               [&](const Line& line) { return line.language == language; });
    predictions.insert(predictions.end(), found.begin(), found.end());
  }
  return predictions;
}

int run(int count, char** arguments) {
  std::string data;
  std::string model_path;
  std::string report_path;
  std::string unseen_path;
  double microseconds = 0;
  CLI::App app{"Trains the classifier of kinds of work and measures it."};
  app.add_option("--data", data, "Folder with the corpus")->required();
  app.add_option("--model", model_path, "File to write the trained model to");
  app.add_option("--report", report_path, "File to write what was measured to, as Markdown");
  app.add_option("--unseen", unseen_path, "Folder with lines that are only measured on");
  app.add_option("--microseconds", microseconds, "A call's time, as measured elsewhere");
  CLI11_PARSE(app, count, arguments);

  const std::vector<Line> lines = read_corpus(data);
  const std::vector<Line> vocabulary = read_vocabulary(data + "/vocabulary.txt");
  const std::vector<Prediction> predictions = cross_validate(lines, vocabulary);
  const float sharpness = fitted_sharpness(predictions, everything);
  const Rounded trained = train_on(lines, vocabulary, everything);
  if (!model_path.empty()) write_file(model_path, model_bytes(trained, sharpness));
  const std::vector<Judged> lines_judged = judged_by_folds(predictions);
  const auto right = std::ranges::count_if(lines_judged, &Judged::right);
  std::printf("%zu lines, cross-validated: %.1f %% right, calibration error %.3f\n", lines.size(),
              100.0 * static_cast<double>(right) / static_cast<double>(lines.size()),
              calibration_error(lines_judged));
  if (report_path.empty()) return 0;

  std::set<std::string> families;
  for (const Line& line : lines) families.insert(line.family);
  const std::vector<Line> unseen =
      unseen_path.empty() ? std::vector<Line>() : read_corpus(unseen_path);
  Findings findings{.cross_validated = lines_judged,
                    .unseen_languages = judged(without_language(lines, vocabulary), sharpness),
                    .unseen = judged(predict(trained.model(), unseen, everything), sharpness),
                    .line_count = lines.size(),
                    .phrase_count = vocabulary.size(),
                    .family_count = families.size(),
                    .sharpness = sharpness,
                    .microseconds = microseconds > 0 ? std::optional(microseconds) : std::nullopt};
  write_file(report_path, report_of(findings));
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(count, arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
