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
  /// decided. `takes_args` is whether the function takes the call's arguments too: only the
  /// reasoning tells, since it is the words that say what kind of work is asked for.
  [[nodiscard]] Classification classify_explained(const CallText& call, bool takes_args = true);

 private:
  Classification classify_with(const CallText& call, float code_evidence);
  [[nodiscard]] std::string reasoning(const CallText& call,
                                      const Classification& classification) const;

  const TrainedModel& model_;
  FeatureExtractor extractor_;
};

}  // namespace skerry::fn
