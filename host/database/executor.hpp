#pragma once

#include <functional>

namespace skerry::host {

/// Somewhere to run blocking work.
class Executor {
 public:
  using Task = std::function<void()>;

  virtual ~Executor() = default;
  /// Runs `task` once, on any thread, possibly before this returns. Never blocks for room.
  virtual void post(Task task) = 0;
};

/// Runs everything at once on the calling thread. For tests that must be deterministic.
class InlineExecutor final : public Executor {
 public:
  void post(Task task) override { task(); }
};

}  // namespace skerry::host
