#pragma once

#include <array>

#include "modules/fn/classification/classification.hpp"
#include "modules/fn/classifier/features.hpp"
#include "modules/fn/classifier/model.hpp"

namespace skerry::fn {

/// Decides what kind of work a call asks for, by the trained model. Keeps its memory from call to
/// call. Deterministic on every platform but for the last bits of `exp`.
class Classifier {
 public:
  /// `model` must outlive this.
  explicit Classifier(const TrainedModel& model) : model_(model) {}

  /// Classifies with tier `model`. The reasoning quotes the words that spoke loudest.
  [[nodiscard]] Classification classify(const CallText& call);

  /// Classifies when a known function explains every word of the description. That is evidence for
  /// `code` that only a model sure of something else outweighs; the tier is `catalogue` when it
  /// decided.
  [[nodiscard]] Classification classify_explained(const CallText& call);

 private:
  Classification classify_with(const CallText& call, float code_evidence);
  [[nodiscard]] std::string reasoning(const CallText& call,
                                      const Classification& classification) const;

  const TrainedModel& model_;
  FeatureExtractor extractor_;
};

}  // namespace skerry::fn
