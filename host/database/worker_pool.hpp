#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "host/database/executor.hpp"

namespace skerry::host {

/// A fixed number of threads for work that waits for a disk.
///
/// Destroy it after everything that posts to it. The destructor runs what has been posted, then
/// joins.
class WorkerPool final : public Executor {
 public:
  explicit WorkerPool(std::size_t threads);
  ~WorkerPool() override;
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// First come, first served. May be called from any thread, a worker included.
  void post(Task task) override;

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace skerry::host
