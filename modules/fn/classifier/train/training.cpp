#include "modules/fn/classifier/train/training.hpp"

#include <algorithm>
#include <cmath>

namespace skerry::fn::train {

CallText call_of(const Line& line) {
  return {.description = line.description,
          .context = line.context,
          .args = line.args.is_null() ? nullptr : &line.args,
          .schema = line.schema.is_null() ? nullptr : &line.schema};
}

WorkType Prediction::type() const {
  return static_cast<WorkType>(std::ranges::max_element(scores) - scores.begin());
}

Rounded train_on(const std::vector<Line>& lines, const std::vector<Line>& vocabulary,
                 const std::function<bool(const Line&)>& wanted) {
  std::vector<Example> examples;
  FeatureExtractor extractor;
  for (const Line& line : lines) {
    if (!wanted(line)) continue;
    CallText call = call_of(line);
    examples.push_back(example_of(call, line.type, extractor));
    if (call.args == nullptr && call.schema == nullptr) continue;
    call.args = nullptr;
    call.schema = nullptr;
    examples.push_back(example_of(call, line.type, extractor));
  }
  for (const Line& line : vocabulary) {
    if (wanted(line)) examples.push_back(example_of(call_of(line), line.type, extractor));
  }
  return rounded(solve(examples, kCost));
}

std::vector<Prediction> predict(const Model& model, const std::vector<Line>& lines,
                                const std::function<bool(const Line&)>& wanted) {
  std::vector<Prediction> predictions;
  FeatureExtractor extractor;
  for (const Line& line : lines) {
    if (!wanted(line)) continue;
    const std::vector<Feature>& features = extractor.extract(call_of(line));
    predictions.push_back({&line, model.score(extractor, features)});
  }
  return predictions;
}

std::vector<Prediction> cross_validate(const std::vector<Line>& lines,
                                       const std::vector<Line>& vocabulary) {
  std::vector<Prediction> predictions;
  for (std::size_t fold = 0; fold < kFoldCount; ++fold) {
    const Rounded trained =
        train_on(lines, vocabulary, [&](const Line& line) { return line.fold != fold; });
    const auto held_out =
        predict(trained.model(), lines, [&](const Line& line) { return line.fold == fold; });
    predictions.insert(predictions.end(), held_out.begin(), held_out.end());
  }
  return predictions;
}

float fitted_sharpness(const std::vector<Prediction>& predictions,
                       const std::function<bool(const Line&)>& wanted) {
  // Steps of one percent: what is beyond them is noise, and rounding cannot tip the choice.
  constexpr float kLowest = 0.1F;
  constexpr float kStep = 1.01F;
  constexpr int kSteps = 500;
  float best = 1;
  double least = HUGE_VAL;
  float sharpness = kLowest;
  for (int step = 0; step < kSteps; ++step, sharpness *= kStep) {
    double loss = 0;
    for (const Prediction& prediction : predictions) {
      if (!wanted(*prediction.line)) continue;
      Scores scores = prediction.scores;
      for (float& score : scores) score *= sharpness;
      const auto probabilities = probabilities_of(scores);
      loss -=
          std::log(std::max(probabilities[static_cast<std::size_t>(prediction.line->type)], 1e-12));
    }
    if (loss < least) {
      least = loss;
      best = sharpness;
    }
  }
  return best;
}

}  // namespace skerry::fn::train
