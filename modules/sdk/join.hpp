#pragma once

#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "modules/sdk/task.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry {

namespace detail {

/// `void` has no values; a joined `Task<void>` yields this instead.
template <class T>
using Joined = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

template <class T>
Joined<T> take_joined(Task<T>& task) {
  if constexpr (std::is_void_v<T>) {
    return {};
  } else {
    return task.promise().take();
  }
}

/// Starts children and wakes the parent once `wanted` of them have finished.
class JoinWait final : public Completion {
 public:
  explicit JoinWait(std::size_t wanted) : wanted_(wanted) {}

  void bind(PromiseBase& parent) { parent_ = &parent; }

  /// Returns whether enough have finished; then no further child need be started.
  template <class T>
  bool start(Task<T>& child) {
    child.promise().start(parent_->scope());
    if (child.done()) {
      ++finished_;
    } else {
      child.promise().set_completion(*this);
    }
    return finished_ >= wanted_;
  }
  void child_finished() override {
    ++finished_;
    if (finished_ == wanted_) parent_->child_finished();
  }
  [[nodiscard]] bool enough() const { return finished_ >= wanted_; }

 private:
  PromiseBase* parent_ = nullptr;
  std::size_t wanted_;
  std::size_t finished_ = 0;
};

template <class... T>
class AllOfTuple {
 public:
  explicit AllOfTuple(std::tuple<Task<T>...>& tasks) : tasks_(tasks) {}
  void bind(PromiseBase& parent) { wait_.bind(parent); }
  bool await_ready() {
    std::apply([this](auto&... task) { (wait_.start(task), ...); }, tasks_);
    return wait_.enough();
  }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}

 private:
  std::tuple<Task<T>...>& tasks_;
  JoinWait wait_{sizeof...(T)};
};

template <class T>
class OfVector {
 public:
  OfVector(std::vector<Task<T>>& tasks, std::size_t wanted) : tasks_(tasks), wait_(wanted) {}
  void bind(PromiseBase& parent) { wait_.bind(parent); }
  bool await_ready() {
    for (auto& task : tasks_) {
      ++started_;
      if (wait_.start(task)) break;
    }
    return wait_.enough();
  }
  void await_suspend(std::coroutine_handle<>) {}
  /// How many were started at all.
  std::size_t await_resume() { return started_; }

 private:
  std::vector<Task<T>>& tasks_;
  JoinWait wait_;
  std::size_t started_ = 0;
};

}  // namespace detail

/// Runs tasks side by side until all have finished; results are in the order of the arguments, with
/// `std::monostate` for `void`.
template <class... T>
Task<std::tuple<detail::Joined<T>...>> when_all(Task<T>... tasks) {
  std::tuple<Task<T>...> children(std::move(tasks)...);
  co_await detail::AllOfTuple<T...>(children);
  co_return std::apply(
      [](auto&... task) { return std::tuple<detail::Joined<T>...>(detail::take_joined(task)...); },
      children);
}

/// The same for any number of tasks of one type.
template <class T>
Task<std::vector<detail::Joined<T>>> when_all(std::vector<Task<T>> tasks) {
  co_await detail::OfVector<T>(tasks, tasks.size());
  std::vector<detail::Joined<T>> results;
  results.reserve(tasks.size());
  for (auto& task : tasks) results.push_back(detail::take_joined(task));
  co_return results;
}

/// The first to finish of several tasks.
template <class T>
struct First {
  std::size_t index;
  detail::Joined<T> value;
};

/// Runs tasks side by side until one has finished; the others are destroyed, which cancels what
/// they wait for. Of several that finish together the first in order is taken. `tasks` must not be
/// empty.
template <class T>
Task<First<T>> when_any(std::vector<Task<T>> tasks) {
  SKERRY_ASSERT(!tasks.empty());
  const std::size_t started = co_await detail::OfVector<T>(tasks, 1);
  for (std::size_t index = 0; index < started; ++index) {
    if (tasks[index].done()) co_return First<T>{index, detail::take_joined(tasks[index])};
  }
  __builtin_trap();
}

namespace detail {

template <class T>
Task<Result<T>> time_limit(TimersPort* timers, std::uint64_t limit_ms) {
  co_await sleep(timers, limit_ms);
  co_return fail(FailureKind::kTimedOut, "limit_ms=" + std::to_string(limit_ms));
}

template <class T>
Task<Result<T>> first_of(std::vector<Task<Result<T>>> racers) {
  First<Result<T>> first = co_await when_any(std::move(racers));
  co_return std::move(first.value);
}

}  // namespace detail

/// Runs `task` for at most `limit_ms`; then it is destroyed and the result is `kTimedOut`. A task
/// that finishes in the same event as the timer wins.
template <class T>
Task<Result<T>> with_timeout(TimersPort& timers, Task<Result<T>> task, std::uint64_t limit_ms) {
  std::vector<Task<Result<T>>> racers;
  racers.push_back(std::move(task));
  racers.push_back(detail::time_limit<T>(&timers, limit_ms));
  return detail::first_of(std::move(racers));
}

}  // namespace skerry
