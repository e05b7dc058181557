#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

namespace skerry::host {

/// How long a start may say nothing to whoever waits for it.
inline constexpr std::chrono::milliseconds kSilenceMax{700};
/// Why one takes longer.
inline constexpr std::string_view kCompiling =
    "compiling the modules for this machine, as once after each installation and update …";

/// Says something when its life lasts longer than a wait, and nothing when it ends before.
class Patience {
 public:
  /// `word` runs on a thread of its own.
  Patience(std::chrono::milliseconds wait, std::function<void()> word);
  /// From here on `word` has been said whole, or never will be.
  ~Patience();
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
  std::thread thread_;
};

}  // namespace skerry::host
