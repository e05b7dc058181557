#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "modules/fn/classification/classification.hpp"
#include "modules/fn/classifier/features.hpp"

namespace skerry::fn {

/// The table of weights: buckets of entries, an entry being the mark of a feature and its weights.
inline constexpr std::size_t kBucketCount = 12'750;
inline constexpr std::size_t kBucketEntries = 8;
/// Weights an entry: the last type's is minus the sum of the others'.
inline constexpr std::size_t kWeightsPerEntry = kWorkTypeCount - 1;
/// A bucket's marks, then its entries' weights.
inline constexpr std::size_t kBucketBytes = kBucketEntries * (1 + kWeightsPerEntry);

/// How much a group of features counts at most.
inline constexpr std::array<float, kFeatureGroupCount> kGroupScales = {0.7F, 1.3F, 0.3F,
                                                                       0.8F, 1.3F, 0.7F};

/// The bucket that a feature is kept in.
[[nodiscard]] constexpr std::size_t bucket_of(std::uint32_t hash) {
  return static_cast<std::size_t>((std::uint64_t{hash} * kBucketCount) >> 32);
}

/// What tells a feature from the others of its bucket, never zero: one in 255 features that were
/// not seen in training is taken for each that was.
[[nodiscard]] constexpr std::uint8_t mark_of(std::uint32_t hash) {
  return static_cast<std::uint8_t>(hash % 255 + 1);
}

/// What one feature of a group counts, when the group has `size` of them.
[[nodiscard]] float feature_value(FeatureGroup group, std::uint32_t size);

/// Scores of a call, one a type; the higher, the likelier.
using Scores = std::array<float, kWorkTypeCount>;

/// A trained linear model: eight bits a weight.
struct Model {
  /// `kBucketCount` times `kBucketBytes`; a mark of zero is an empty entry.
  std::span<const std::uint8_t> table;
  /// What one step of a weight of each type is worth.
  std::array<float, kWeightsPerEntry> steps{};

  /// The `kWeightsPerEntry` weights of a feature in steps, two's complement; null when unknown.
  [[nodiscard]] const std::uint8_t* find(std::uint32_t hash) const;

  [[nodiscard]] Scores score(const FeatureExtractor& extractor,
                             const std::vector<Feature>& features) const;

  /// How loudly each word of the description speaks for a type, in the order of the words.
  [[nodiscard]] std::vector<float> voices(const FeatureExtractor& extractor,
                                          const std::vector<Feature>& features,
                                          WorkType type) const;
};

/// A model, and how sure its scores are.
struct TrainedModel {
  Model linear;
  /// Scores times this are logarithms of odds that hold (temperature scaling).
  float sharpness = 1;
};

/// The bytes of a model in the order they are kept: sharpness and steps as little-endian IEEE 754
/// single precision, then the table.
inline constexpr std::size_t kModelBytes =
    (1 + kWeightsPerEntry) * sizeof(float) + kBucketCount * kBucketBytes;
static_assert(kModelBytes <= std::size_t{400} * 1024);

/// The model kept in `bytes`, which must outlive it and be `kModelBytes` long.
[[nodiscard]] TrainedModel model_in(std::string_view bytes);

/// The bytes of the model that was trained for this program.
[[nodiscard]] std::string_view trained_model_bytes();

/// Probabilities of the types: the softmax of their scores.
[[nodiscard]] std::array<double, kWorkTypeCount> probabilities_of(const Scores& scores);

}  // namespace skerry::fn
