#pragma once

#include <cstdint>

namespace skerry::ai {

/// What answers took.
struct Usage {
  std::uint64_t input_tokens = 0;
  std::uint64_t output_tokens = 0;
  /// US dollars by the configured prices; 0 for models without one (`priced` is false then).
  double cost_usd = 0;
  /// Every token counted has a configured price.
  bool priced = true;
  /// A provider did not say, so part of it is reckoned from the length of the texts.
  bool estimated = false;

  [[nodiscard]] std::uint64_t tokens() const { return input_tokens + output_tokens; }

  Usage& operator+=(const Usage& other) {
    input_tokens += other.input_tokens;
    output_tokens += other.output_tokens;
    cost_usd += other.cost_usd;
    priced = priced && other.priced;
    estimated = estimated || other.estimated;
    return *this;
  }
  friend bool operator==(const Usage&, const Usage&) = default;
};

}  // namespace skerry::ai
