#include "modules/fn/answer_cache.hpp"

#include <utility>

#include "modules/fn/limits.hpp"

namespace skerry::fn {

const std::string* AnswerCache::find(std::string_view key) {
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &found->second->answer;
}

void AnswerCache::put(std::string key, std::string answer) {
  const std::size_t bytes = key.size() + answer.size();
  if (bytes > limits::kCachedAnswerBytesMax) return;
  if (const auto found = index_.find(key); found != index_.end()) drop(found->second);
  while (!entries_.empty() && (entries_.size() >= limits::kCachedAnswersMax ||
                               bytes_ + bytes > limits::kCachedAnswersBytesMax)) {
    drop(std::prev(entries_.end()));
  }
  entries_.push_front({std::move(key), std::move(answer)});
  index_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
}

void AnswerCache::drop(Position position) {
  bytes_ -= position->key.size() + position->answer.size();
  index_.erase(position->key);
  entries_.erase(position);
}

}  // namespace skerry::fn
