#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "modules/fn/classifier/model.hpp"

namespace skerry::fn::train {

/// One example: values by the features' hashes, ordered by hash, and its type.
struct Example {
  std::vector<std::pair<std::uint32_t, float>> values;
  WorkType type;
};

/// An example of a call.
[[nodiscard]] Example example_of(const CallText& call, WorkType type, FeatureExtractor& extractor);

/// A feature and what training found about it.
struct WeighedFeature {
  std::uint32_t hash = 0;
  /// How many examples have it.
  std::uint32_t count = 0;
  std::array<float, kWorkTypeCount> weights{};
};

/// Trains one-against-the-rest L2-regularised logistic regression with LIBLINEAR's dual solver.
/// `cost` is LIBLINEAR's C. Equal examples in equal order give equal weights.
[[nodiscard]] std::vector<WeighedFeature> solve(const std::vector<Example>& examples, double cost);

/// A model in the form in which it is kept.
struct Rounded {
  std::vector<std::uint8_t> table;
  std::array<float, kWeightsPerEntry> steps;

  [[nodiscard]] Model model() const { return {table, steps}; }
};

/// Rounds weights to eight bits and keeps the features that matter most, as many as there is room
/// for.
[[nodiscard]] Rounded rounded(std::vector<WeighedFeature> features);

}  // namespace skerry::fn::train
