#include "host/cli/patience.hpp"

#include <utility>

namespace skerry::host {

Patience::Patience(std::chrono::milliseconds wait, std::function<void()> word)
    : thread_([this, wait, word = std::move(word)] {
        {
          std::unique_lock lock(mutex_);
          if (ended_.wait_for(lock, wait, [this] { return has_ended_; })) return;
        }
        word();
      }) {}

Patience::~Patience() {
  {
    const std::scoped_lock lock(mutex_);
    has_ended_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

}  // namespace skerry::host
