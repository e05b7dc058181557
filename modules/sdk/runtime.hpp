#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "modules/sdk/operation.hpp"
#include "modules/sdk/run_queue.hpp"

namespace skerry {

class Scope;
class Runtime;
template <class T>
class Task;

/// A wait that the host will end. Registered under its key from construction to destruction or
/// delivery, whichever comes first.
class PendingOperation {
 public:
  PendingOperation(const PendingOperation&) = delete;
  PendingOperation& operator=(const PendingOperation&) = delete;

 protected:
  PendingOperation() = default;
  ~PendingOperation();

  /// Traps when the key is taken.
  void enroll(Runtime& runtime, OperationKey key);
  void withdraw();
  [[nodiscard]] bool enrolled() const { return runtime_ != nullptr; }
  [[nodiscard]] OpId id() const { return key_.id; }

 private:
  friend class Runtime;
  Runtime* runtime_ = nullptr;
  OperationKey key_{};
};

/// A pending operation with one outcome, which wakes `waiter_`.
template <OperationKind kKind>
class SingleOutcome : public PendingOperation {
 public:
  using Outcome = typename OutcomeOf<kKind>::type;

 protected:
  ~SingleOutcome() = default;

  std::optional<Outcome> outcome_;
  Runnable* waiter_ = nullptr;

 private:
  friend class Runtime;
};

/// What an instance counts about itself.
struct RuntimeCounts {
  std::uint64_t late_deliveries = 0;  ///< Outcomes for what is no longer waited for.
  std::size_t live_frames = 0;        ///< Coroutine frames started and not yet destroyed.
  std::size_t pending_operations = 0;
  std::size_t scopes = 0;
};

/// One instance's scheduler: its run queue, its pending operations and its scopes.
///
/// The host's events arrive between drains: each of the functions below that reports an event must
/// be followed by `drain()` before the export returns; `Instance` does so.
class Runtime {
 public:
  Runtime() = default;
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;
  /// Destroys every scope. Traps when a frame survives that.
  ~Runtime();

  /// The next odd id.
  [[nodiscard]] OpId new_id() {
    const OpId id = next_id_;
    next_id_ += 2;
    return id;
  }

  /// Starts `root` as a scope of its own when the queue is next drained. `owned` lives as long as
  /// the scope does and is destroyed after the root's frame. Traps when the id is taken.
  Scope& spawn(OpId id, Task<void> root, std::shared_ptr<void> owned = nullptr);

  /// The scope with this id, or null.
  [[nodiscard]] Scope* find_scope(OpId id);

  /// Ends a scope: its frames are destroyed from the queue, which cancels what they wait for.
  /// Nothing happens when there is none, as its end may have crossed the abort on the way.
  void abort(OpId id);

  /// Hands an outcome to whoever waits for it; a late one is dropped and counted.
  template <OperationKind kKind>
  void deliver(OpId id, typename OutcomeOf<kKind>::type outcome) {
    auto* pending = find({kKind, id});
    if (pending == nullptr) {
      ++late_deliveries_;
      return;
    }
    auto& slot = *static_cast<SingleOutcome<kKind>*>(pending);
    slot.withdraw();
    slot.outcome_.emplace(std::move(outcome));
    queue_.push(*slot.waiter_);
  }

  /// The pending operation with this key, or null.
  [[nodiscard]] PendingOperation* find(OperationKey key);
  /// Counts an outcome that came for nobody.
  void count_late_delivery() { ++late_deliveries_; }

  void schedule(Runnable& runnable) { queue_.push(runnable); }
  /// Runs everything that can run.
  void drain() { queue_.drain(); }
  /// True while the instance is being taken down; operations need no cancelling any more.
  [[nodiscard]] bool closing() const { return closing_; }

  [[nodiscard]] RuntimeCounts counts() const {
    return {late_deliveries_, live_frames_, pending_.size(), scopes_.size()};
  }

 private:
  friend class PendingOperation;
  friend class PromiseBase;
  friend class Scope;

  RunQueue queue_;
  std::unordered_map<OperationKey, PendingOperation*, OperationKeyHash> pending_;
  std::unordered_map<OpId, std::unique_ptr<Scope>> scopes_;
  OpId next_id_ = 1;
  std::uint64_t late_deliveries_ = 0;
  std::size_t live_frames_ = 0;
  bool closing_ = false;
};

}  // namespace skerry
