#include "modules/fn/classifier/train/solver.hpp"

extern "C" {
#include <linear.h>
}

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace skerry::fn::train {
namespace {

/// The solver stops when the gradient is this small; less changes no decision that was measured.
constexpr double kTolerance = 0.05;
/// Brings the values near one, so that `cost` means what it usually does.
constexpr float kRaritiesDivisor = 5;
/// Weights that are clipped, a type: few are large, and a scale for them would blur all others.
constexpr std::size_t kClippedWeights = 40;

/// The features that occur, ordered by hash, with how often they do.
std::vector<WeighedFeature> features_in(const std::vector<Example>& examples) {
  std::vector<std::uint32_t> hashes;
  for (const Example& example : examples) {
    for (const auto& [hash, value] : example.values) hashes.push_back(hash);
  }
  std::ranges::sort(hashes);
  std::vector<WeighedFeature> features;
  for (const std::uint32_t hash : hashes) {
    if (features.empty() || features.back().hash != hash) features.push_back({.hash = hash});
    ++features.back().count;
  }
  return features;
}

/// How much a feature counts for being rare: inverse document frequency to the power 1.5, a power
/// found by cross-validation. It ends up in the weights, so nobody needs it after training.
float rarity(std::size_t examples, std::uint32_t count) {
  const float rare = std::log(static_cast<float>(examples + 1) / static_cast<float>(count + 1)) + 1;
  return rare * std::sqrt(rare) / kRaritiesDivisor;
}

/// The weights without what all types have in common: only differences count.
void centre(std::vector<WeighedFeature>& features) {
  for (WeighedFeature& feature : features) {
    float mean = 0;
    for (const float weight : feature.weights) mean += weight / kWorkTypeCount;
    for (float& weight : feature.weights) weight -= mean;
  }
}

/// How much would change without a feature: the size of its weights, times the square root of how
/// often they count.
float importance(const WeighedFeature& feature) {
  float squares = 0;
  for (const float weight : feature.weights) squares += weight * weight;
  return std::sqrt(squares * static_cast<float>(feature.count));
}

float step_of(const std::vector<WeighedFeature>& features, std::size_t type) {
  std::vector<float> sizes;
  sizes.reserve(features.size());
  for (const WeighedFeature& feature : features) sizes.push_back(std::abs(feature.weights[type]));
  const std::size_t clipped = std::min(sizes.size(), kClippedWeights);
  const auto large = sizes.end() - static_cast<std::ptrdiff_t>(clipped);
  if (large == sizes.end()) return 1;
  std::ranges::nth_element(sizes, large);
  return std::max(*large, 1e-6F) / 127;
}

}  // namespace

Example example_of(const CallText& call, WorkType type, FeatureExtractor& extractor) {
  Example example{.values = {}, .type = type};
  for (const Feature& feature : extractor.extract(call)) {
    const std::uint32_t size = extractor.group_sizes()[static_cast<std::size_t>(feature.group)];
    example.values.emplace_back(feature.hash, feature_value(feature.group, size));
  }
  std::ranges::stable_sort(example.values, {}, &std::pair<std::uint32_t, float>::first);
  std::size_t kept = 0;
  for (const auto& [hash, value] : example.values) {
    if (kept > 0 && example.values[kept - 1].first == hash) {
      example.values[kept - 1].second += value;
    } else {
      example.values[kept++] = {hash, value};
    }
  }
  example.values.resize(kept);
  return example;
}

std::vector<WeighedFeature> solve(const std::vector<Example>& examples, double cost) {
  set_print_string_function([](const char*) {});
  std::vector<WeighedFeature> features = features_in(examples);
  std::size_t node_count = 0;
  for (const Example& example : examples) node_count += example.values.size() + 1;
  std::vector<feature_node> nodes;
  nodes.reserve(node_count);
  std::vector<feature_node*> rows;
  std::vector<double> targets;
  for (const Example& example : examples) {
    rows.push_back(nodes.data() + nodes.size());
    targets.push_back(static_cast<double>(example.type));
    auto feature = features.begin();
    for (const auto& [hash, value] : example.values) {
      feature = std::ranges::lower_bound(feature, features.end(), hash, {}, &WeighedFeature::hash);
      nodes.push_back({static_cast<int>(feature - features.begin()) + 1,
                       value * rarity(examples.size(), feature->count)});
    }
    nodes.push_back({-1, 0});
  }
  problem data{.l = static_cast<int>(examples.size()),
               .n = static_cast<int>(features.size()),
               .y = targets.data(),
               .x = rows.data(),
               .bias = -1};
  parameter options{};
  options.solver_type = L2R_LR_DUAL;
  options.eps = kTolerance;
  options.C = cost;
  // The solver visits examples in an order drawn from rand().
  std::srand(1);
  struct model* trained = ::train(&data, &options);
  const auto columns = static_cast<std::size_t>(trained->nr_class);
  for (std::size_t index = 0; index < features.size(); ++index) {
    const float rare = rarity(examples.size(), features[index].count);
    for (std::size_t column = 0; column < columns; ++column) {
      features[index].weights[static_cast<std::size_t>(trained->label[column])] =
          static_cast<float>(trained->w[index * columns + column]) * rare;
    }
  }
  free_and_destroy_model(&trained);
  return features;
}

Rounded rounded(std::vector<WeighedFeature> features) {
  centre(features);
  Rounded result{.table = std::vector<std::uint8_t>(kBucketCount * kBucketBytes), .steps = {}};
  for (std::size_t type = 0; type < kWeightsPerEntry; ++type) {
    result.steps[type] = step_of(features, type);
  }
  std::ranges::stable_sort(features, std::ranges::greater(), importance);
  for (const WeighedFeature& feature : features) {
    std::uint8_t* const bucket = &result.table[bucket_of(feature.hash) * kBucketBytes];
    const std::uint8_t mark = mark_of(feature.hash);
    std::size_t entry = 0;
    while (entry < kBucketEntries && bucket[entry] != 0 && bucket[entry] != mark) ++entry;
    // No room, or taken for a feature that matters more.
    if (entry == kBucketEntries || bucket[entry] == mark) continue;
    bucket[entry] = mark;
    for (std::size_t type = 0; type < kWeightsPerEntry; ++type) {
      const float steps =
          std::clamp(std::round(feature.weights[type] / result.steps[type]), -127.0F, 127.0F);
      bucket[kBucketEntries + entry * kWeightsPerEntry + type] =
          static_cast<std::uint8_t>(static_cast<std::int8_t>(steps));
    }
  }
  return result;
}

}  // namespace skerry::fn::train
