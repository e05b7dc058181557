#pragma once

#include <coroutine>
#include <cstdlib>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/runtime.hpp"

namespace skerry {

template <class T>
class [[nodiscard]] Task;

/// Told when a child task has finished. Called from inside the child's last resumption, so it may
/// only schedule.
class Completion {
 public:
  virtual void child_finished() = 0;

 protected:
  ~Completion() = default;
};

/// The part of a coroutine's promise that does not depend on its result.
class PromiseBase : public Runnable, public Completion {
 public:
  PromiseBase() = default;

  static void* operator new(std::size_t bytes) {
    void* frame = std::malloc(bytes);
    SKERRY_ASSERT(frame != nullptr);
    return frame;
  }
  static void operator delete(void* frame) { std::free(frame); }

  std::suspend_always initial_suspend() noexcept { return {}; }
  auto final_suspend() noexcept {
    struct Finish {
      PromiseBase& promise;
      bool await_ready() noexcept { return false; }
      void await_suspend(std::coroutine_handle<>) noexcept {
        if (promise.completion_ != nullptr) promise.completion_->child_finished();
      }
      void await_resume() noexcept {}
    };
    return Finish{*this};
  }
  void unhandled_exception() noexcept { __builtin_trap(); }

  /// Runs the coroutine for the first time, on behalf of `scope`.
  void start(Scope& scope);
  /// Set after a start that did not finish; told once, when the coroutine finishes.
  void set_completion(Completion& completion) { completion_ = &completion; }
  [[nodiscard]] Scope& scope() const {
    SKERRY_ASSERT(scope_ != nullptr);
    return *scope_;
  }
  [[nodiscard]] Runtime& runtime() const {
    SKERRY_ASSERT(runtime_ != nullptr);
    return *runtime_;
  }

  void child_finished() override;

  template <class T>
  auto await_transform(Task<T>&& child);
  /// Other awaitables learn here on whose behalf they wait.
  template <class Awaitable>
    requires requires(Awaitable awaitable, PromiseBase& promise) { awaitable.bind(promise); }
  Awaitable&& await_transform(Awaitable&& awaitable) {
    awaitable.bind(*this);
    return std::forward<Awaitable>(awaitable);
  }

 protected:
  ~PromiseBase();
  std::coroutine_handle<> handle_;

 private:
  void run() override { handle_.resume(); }

  Scope* scope_ = nullptr;
  /// Kept beside the scope, which a leaked frame would outlive.
  Runtime* runtime_ = nullptr;
  Completion* completion_ = nullptr;
};

template <class T>
class Promise final : public PromiseBase {
 public:
  Task<T> get_return_object();
  template <class U>
    requires std::is_constructible_v<T, U&&>
  void return_value(U&& value) {
    value_.emplace(std::forward<U>(value));
  }
  T take() {
    SKERRY_ASSERT(value_.has_value());
    return std::move(*value_);
  }

 private:
  std::optional<T> value_;
};

template <>
class Promise<void> final : public PromiseBase {
 public:
  Task<void> get_return_object();
  void return_void() {}
  void take() {}
};

/// A coroutine that has not run yet. It starts when it is awaited, and belongs to whoever awaits
/// it: destroying a task destroys what it waits for, which cancels those operations.
///
/// Parameters of a coroutine are owned values, or pointers to capabilities, which outlive every
/// task; never views of a caller's locals.
template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = Promise<T>;
  using value_type = T;
  using Handle = std::coroutine_handle<promise_type>;

  Task() = default;
  explicit Task(Handle handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      reset();
      handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
  }
  ~Task() { reset(); }

  [[nodiscard]] explicit operator bool() const { return handle_ != nullptr; }
  [[nodiscard]] bool done() const { return handle_.done(); }
  [[nodiscard]] promise_type& promise() const { return handle_.promise(); }
  void reset() {
    if (handle_) std::exchange(handle_, nullptr).destroy();
  }

 private:
  Handle handle_;
};

/// Awaits a child: runs it at once; a child that finishes without waiting never suspends its
/// parent, so a loop over such children needs neither stack nor queue.
template <class T>
class TaskAwaiter {
 public:
  TaskAwaiter(Task<T> child, PromiseBase& parent) : child_(std::move(child)), parent_(parent) {}
  bool await_ready() {
    child_.promise().start(parent_.scope());
    return child_.done();
  }
  void await_suspend(std::coroutine_handle<>) { child_.promise().set_completion(parent_); }
  T await_resume() { return child_.promise().take(); }

 private:
  Task<T> child_;
  PromiseBase& parent_;
};

template <class T>
Task<T> Promise<T>::get_return_object() {
  auto handle = std::coroutine_handle<Promise>::from_promise(*this);
  handle_ = handle;
  return Task<T>(handle);
}

inline Task<void> Promise<void>::get_return_object() {
  auto handle = std::coroutine_handle<Promise>::from_promise(*this);
  handle_ = handle;
  return Task<void>(handle);
}

template <class T>
auto PromiseBase::await_transform(Task<T>&& child) {
  return TaskAwaiter<T>(std::move(child), *this);
}

/// One request, call, message, socket event or alarm being handled: a root task and everything it
/// started. Scopes never wait for one another.
class Scope final : public Runnable, private Completion {
 public:
  Scope(Runtime& runtime, OpId id, Task<void> root, std::shared_ptr<void> owned)
      : runtime_(runtime), id_(id), owned_(std::move(owned)), root_(std::move(root)) {}
  ~Scope() = default;

  [[nodiscard]] Runtime& runtime() const { return runtime_; }
  [[nodiscard]] OpId id() const { return id_; }
  /// True once its request was aborted: nothing more may be sent on its behalf.
  [[nodiscard]] bool aborted() const { return aborted_; }
  /// What `spawn` was given to own.
  [[nodiscard]] void* owned() const { return owned_.get(); }

 private:
  friend class Runtime;
  void run() override;
  void child_finished() override { runtime_.schedule(*this); }

  Runtime& runtime_;
  OpId id_;
  std::shared_ptr<void> owned_;
  Task<void> root_;
  bool started_ = false;
  bool aborted_ = false;
};

/// `co_await current_scope()` is the scope the coroutine runs in.
class CurrentScope {
 public:
  void bind(PromiseBase& promise) { scope_ = &promise.scope(); }
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  Scope& await_resume() { return *scope_; }

 private:
  Scope* scope_ = nullptr;
};
[[nodiscard]] inline CurrentScope current_scope() { return {}; }

/// Waits for one outcome: `start(id)` is called when it is awaited and `cancel(id)` when it is
/// destroyed before the outcome came. Neither may call back.
template <OperationKind kKind, class Start, class Cancel>
class Operation final : public SingleOutcome<kKind> {
 public:
  using Outcome = typename OutcomeOf<kKind>::type;

  Operation(Start start, Cancel cancel) : start_(std::move(start)), cancel_(std::move(cancel)) {}
  ~Operation() {
    if (!this->enrolled()) return;
    const bool closing = promise_->runtime().closing();
    this->withdraw();
    if (!closing) cancel_(id_);
  }

  void bind(PromiseBase& promise) { promise_ = &promise; }
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {
    Runtime& runtime = promise_->runtime();
    if (id_ == 0) id_ = runtime.new_id();
    this->waiter_ = promise_;
    this->enroll(runtime, {kKind, id_});
    start_(id_);
  }
  Outcome await_resume() {
    SKERRY_ASSERT(this->outcome_.has_value());
    return std::move(*this->outcome_);
  }

  /// Waits under an id the host chose instead of a new one.
  Operation&& under(OpId id) && {
    id_ = id;
    return std::move(*this);
  }

 private:
  Start start_;
  Cancel cancel_;
  PromiseBase* promise_ = nullptr;
  OpId id_ = 0;
};

/// `co_await operation<OperationKind::kTimer>(start, cancel)`.
template <OperationKind kKind, class Start, class Cancel>
[[nodiscard]] Operation<kKind, Start, Cancel> operation(Start start, Cancel cancel) {
  return Operation<kKind, Start, Cancel>(std::move(start), std::move(cancel));
}

}  // namespace skerry
