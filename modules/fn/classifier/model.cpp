#include "modules/fn/classifier/model.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "modules/sdk/assert.hpp"

namespace skerry::fn {

float feature_value(FeatureGroup group, std::uint32_t size) {
  return kGroupScales[static_cast<std::size_t>(group)] / std::sqrt(static_cast<float>(size));
}

const std::uint8_t* Model::find(std::uint32_t hash) const {
  const std::uint8_t* const bucket = &table[bucket_of(hash) * kBucketBytes];
  const std::uint8_t mark = mark_of(hash);
  for (std::size_t entry = 0; entry < kBucketEntries; ++entry) {
    if (bucket[entry] == mark) return bucket + kBucketEntries + entry * kWeightsPerEntry;
  }
  return nullptr;
}

Scores Model::score(const FeatureExtractor& extractor, const std::vector<Feature>& features) const {
  std::array<std::array<std::int32_t, kWeightsPerEntry>, kFeatureGroupCount> sums{};
  for (const Feature& feature : features) {
    const std::uint8_t* const weights = find(feature.hash);
    if (weights == nullptr) continue;
    auto& sum = sums[static_cast<std::size_t>(feature.group)];
    for (std::size_t type = 0; type < kWeightsPerEntry; ++type) {
      sum[type] += static_cast<std::int8_t>(weights[type]);
    }
  }
  Scores scores{};
  for (std::size_t group = 0; group < kFeatureGroupCount; ++group) {
    const std::uint32_t size = extractor.group_sizes()[group];
    if (size == 0) continue;
    const float value = feature_value(static_cast<FeatureGroup>(group), size);
    for (std::size_t type = 0; type < kWeightsPerEntry; ++type) {
      scores[type] += static_cast<float>(sums[group][type]) * value * steps[type];
    }
  }
  for (std::size_t type = 0; type < kWeightsPerEntry; ++type) {
    scores[kWorkTypeCount - 1] -= scores[type];
  }
  return scores;
}

std::vector<float> Model::voices(const FeatureExtractor& extractor,
                                 const std::vector<Feature>& features, WorkType type) const {
  std::vector<float> voices(extractor.description_words().words.size());
  for (const Feature& feature : features) {
    if (feature.first_word == kNoWord) continue;
    const std::uint8_t* const weights = find(feature.hash);
    if (weights == nullptr) continue;
    const auto weight = [&](std::size_t column) {
      return static_cast<float>(static_cast<std::int8_t>(weights[column])) * steps[column];
    };
    float voice = 0;
    if (const auto column = static_cast<std::size_t>(type); column < kWeightsPerEntry) {
      voice = weight(column);
    } else {
      for (std::size_t other = 0; other < kWeightsPerEntry; ++other) {
        voice -= weight(other);
      }
    }
    const std::uint32_t size = extractor.group_sizes()[static_cast<std::size_t>(feature.group)];
    // What several words say together, each says a part of.
    const bool together = feature.last_word != feature.first_word;
    voice *= feature_value(feature.group, size) * (together ? 0.5F : 1.0F);
    voices[feature.first_word] += voice;
    if (together) voices[feature.last_word] += voice;
  }
  return voices;
}

TrainedModel model_in(std::string_view bytes) {
  SKERRY_ASSERT(bytes.size() == kModelBytes);
  const auto number = [&](std::size_t index) {
    std::uint32_t bits = 0;
    for (std::size_t byte = 0; byte < sizeof bits; ++byte) {
      bits |= std::uint32_t{static_cast<unsigned char>(bytes[index * sizeof bits + byte])}
              << (8 * byte);
    }
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  };
  TrainedModel model;
  model.sharpness = number(0);
  for (std::size_t type = 0; type < kWeightsPerEntry; ++type) {
    model.linear.steps[type] = number(1 + type);
  }
  const std::string_view table = bytes.substr((1 + kWeightsPerEntry) * sizeof(float));
  model.linear.table = {reinterpret_cast<const std::uint8_t*>(table.data()), table.size()};
  return model;
}

std::array<double, kWorkTypeCount> probabilities_of(const Scores& scores) {
  std::array<double, kWorkTypeCount> result{};
  const double highest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    result[index] = std::exp(static_cast<double>(scores[index]) - highest);
    sum += result[index];
  }
  for (double& value : result) value /= sum;
  return result;
}

}  // namespace skerry::fn
