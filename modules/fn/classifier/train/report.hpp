#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/fn/classifier/train/training.hpp"

namespace skerry::fn::train {

/// A prediction with what the model would tell a caller.
struct Judged {
  const Line* line;
  WorkType type;
  double confidence;

  [[nodiscard]] bool right() const { return type == line->type; }
};

/// Predictions made sharp by the sharpness fitted to the other folds' lines.
[[nodiscard]] std::vector<Judged> judged_by_folds(const std::vector<Prediction>& predictions);
/// Predictions made sharp by one sharpness.
[[nodiscard]] std::vector<Judged> judged(const std::vector<Prediction>& predictions,
                                         float sharpness);

/// What the report tells of.
struct Findings {
  std::vector<Judged> cross_validated;
  /// Accuracy in each language by a model that saw no line and no phrase of it.
  std::vector<Judged> unseen_languages;
  /// Lines of somebody who saw neither corpus nor model; none where there are none.
  std::vector<Judged> unseen;
  std::size_t line_count = 0;
  std::size_t phrase_count = 0;
  std::size_t family_count = 0;
  float sharpness = 1;
  /// A typical call's microseconds in WebAssembly, where measured.
  std::optional<double> microseconds;
};

/// The measured part of docs/classifier.md, as Markdown.
[[nodiscard]] std::string report_of(const Findings& findings);

/// Mean distance of confidence from accuracy over ten classes of confidence, by size.
[[nodiscard]] double calibration_error(const std::vector<Judged>& lines);

}  // namespace skerry::fn::train
