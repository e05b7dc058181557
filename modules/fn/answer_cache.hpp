#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace skerry::fn {

/// Answers of deterministic calls, least recently used out first. Plain data, so that one instance
/// may share it between requests. Bounded by count and bytes (`limits.hpp`).
class AnswerCache {
 public:
  /// The answer kept under `key`, or null. Valid until the next `put`.
  [[nodiscard]] const std::string* find(std::string_view key);

  /// Keeps an answer; one that is too large is not kept.
  void put(std::string key, std::string answer);

  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string key;
    std::string answer;
  };
  using Position = std::list<Entry>::iterator;

  void drop(Position position);

  /// Most recently used first. The index refers to the keys in here.
  std::list<Entry> entries_;
  std::unordered_map<std::string_view, Position> index_;
  std::size_t bytes_ = 0;
};

}  // namespace skerry::fn
