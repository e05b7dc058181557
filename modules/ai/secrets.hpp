#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace skerry::ai {

/// Removes keys from texts that leave the service: providers repeat them in their errors.
class Secrets {
 public:
  /// Empty keys are none.
  explicit Secrets(std::vector<std::string> keys = {});

  /// The text with `[redacted]` for every word that holds a known key or a part of one, or that
  /// looks like a key: `sk-…`, something after `Bearer`, or with a masked middle (`sk-ab***yz`).
  [[nodiscard]] std::string removed_from(std::string_view text) const;

  /// `removed_from`, shortened to `bytes_max` at a character's beginning, without control
  /// characters.
  [[nodiscard]] std::string shown(std::string_view text, std::size_t bytes_max) const;

 private:
  [[nodiscard]] bool is_secret(std::string_view word, bool after_bearer) const;

  std::vector<std::string> keys_;
};

}  // namespace skerry::ai
