#pragma once

#include <functional>
#include <vector>

#include "modules/fn/classifier/train/corpus.hpp"
#include "modules/fn/classifier/train/solver.hpp"

namespace skerry::fn::train {

/// LIBLINEAR's C: found by grouped cross-validation over the corpus.
inline constexpr double kCost = 10;

/// What the model sees of a line.
[[nodiscard]] CallText call_of(const Line& line);

/// A line that was classified by a model that never saw its family.
struct Prediction {
  const Line* line;
  Scores scores;

  [[nodiscard]] WorkType type() const;
  [[nodiscard]] bool right() const { return type() == line->type; }
};

/// Trains on the lines that `wanted` says, each also without its args and schema so that their mere
/// presence decides nothing, and on the phrases that it says.
[[nodiscard]] Rounded train_on(const std::vector<Line>& lines, const std::vector<Line>& vocabulary,
                               const std::function<bool(const Line&)>& wanted);

/// Classifies the lines that `wanted` says.
[[nodiscard]] std::vector<Prediction> predict(const Model& model, const std::vector<Line>& lines,
                                              const std::function<bool(const Line&)>& wanted);

/// Classifies every line by a model trained on the other folds.
[[nodiscard]] std::vector<Prediction> cross_validate(const std::vector<Line>& lines,
                                                     const std::vector<Line>& vocabulary);

/// The factor on scores that makes their softmax likeliest to be right on predictions (temperature
/// scaling), from the lines that `wanted` says.
[[nodiscard]] float fitted_sharpness(const std::vector<Prediction>& predictions,
                                     const std::function<bool(const Line&)>& wanted);

}  // namespace skerry::fn::train
