#pragma once

#include "modules/sdk/assert.hpp"

namespace skerry {

/// A place in a circular list.
struct RunLinks {
  RunLinks* previous = nullptr;
  RunLinks* next = nullptr;
};

/// Something the run queue can run. Destroying it takes it out of the queue.
class Runnable : private RunLinks {
 public:
  Runnable() = default;
  Runnable(const Runnable&) = delete;
  Runnable& operator=(const Runnable&) = delete;

  [[nodiscard]] bool scheduled() const { return previous != nullptr; }

 protected:
  ~Runnable() { unlink(); }

 private:
  friend class RunQueue;
  /// Called from `RunQueue::drain` alone; may destroy the object.
  virtual void run() = 0;

  void unlink() {
    if (!scheduled()) return;
    previous->next = next;
    next->previous = previous;
    previous = next = nullptr;
  }
};

/// First in, first out. Coroutine frames are resumed and destroyed only from here, never from
/// inside one another, so the stack does not grow with the number of finished waits.
class RunQueue {
 public:
  RunQueue() { end_.previous = end_.next = &end_; }
  RunQueue(const RunQueue&) = delete;
  RunQueue& operator=(const RunQueue&) = delete;
  ~RunQueue() { SKERRY_ASSERT(empty()); }

  [[nodiscard]] bool empty() const { return end_.next == &end_; }
  [[nodiscard]] bool draining() const { return draining_; }

  /// Appends; a second call before it ran changes nothing.
  void push(Runnable& runnable) {
    if (runnable.scheduled()) return;
    runnable.previous = end_.previous;
    runnable.next = &end_;
    end_.previous->next = &runnable;
    end_.previous = &runnable;
  }

  /// Runs until nothing is left. Never called from inside itself: a host delivers nothing from
  /// inside a start.
  void drain() {
    SKERRY_ASSERT(!draining_);
    draining_ = true;
    while (!empty()) {
      auto& next = *static_cast<Runnable*>(end_.next);
      next.unlink();
      next.run();
    }
    draining_ = false;
  }

 private:
  RunLinks end_;
  bool draining_ = false;
};

}  // namespace skerry
