#include "modules/sdk/runtime.hpp"

#include "modules/sdk/task.hpp"

namespace skerry {

PendingOperation::~PendingOperation() { withdraw(); }

void PendingOperation::enroll(Runtime& runtime, OperationKey key) {
  SKERRY_ASSERT(!enrolled());
  const bool inserted = runtime.pending_.emplace(key, this).second;
  SKERRY_ASSERT(inserted);
  runtime_ = &runtime;
  key_ = key;
}

void PendingOperation::withdraw() {
  if (!enrolled()) return;
  runtime_->pending_.erase(key_);
  runtime_ = nullptr;
}

Runtime::~Runtime() {
  closing_ = true;
  scopes_.clear();
  SKERRY_ASSERT(live_frames_ == 0);
  SKERRY_ASSERT(pending_.empty());
}

Scope& Runtime::spawn(OpId id, Task<void> root, std::shared_ptr<void> owned) {
  auto scope = std::make_unique<Scope>(*this, id, std::move(root), std::move(owned));
  const auto [entry, inserted] = scopes_.emplace(id, std::move(scope));
  SKERRY_ASSERT(inserted);
  queue_.push(*entry->second);
  return *entry->second;
}

Scope* Runtime::find_scope(OpId id) {
  const auto entry = scopes_.find(id);
  return entry == scopes_.end() ? nullptr : entry->second.get();
}

void Runtime::abort(OpId id) {
  Scope* scope = find_scope(id);
  if (scope == nullptr) return;
  scope->aborted_ = true;
  queue_.push(*scope);
}

PendingOperation* Runtime::find(OperationKey key) {
  const auto entry = pending_.find(key);
  return entry == pending_.end() ? nullptr : entry->second;
}

void PromiseBase::start(Scope& scope) {
  SKERRY_ASSERT(scope_ == nullptr);
  scope_ = &scope;
  runtime_ = &scope.runtime();
  ++runtime_->live_frames_;
  handle_.resume();
}

void PromiseBase::child_finished() { runtime().schedule(*this); }

PromiseBase::~PromiseBase() {
  if (runtime_ == nullptr) return;
  SKERRY_ASSERT(runtime_->queue_.draining() || runtime_->closing());
  --runtime_->live_frames_;
}

void Scope::run() {
  if (!started_ && !aborted_) {
    started_ = true;
    root_.promise().start(*this);
    if (!root_.done()) {
      root_.promise().set_completion(*this);
      return;
    }
  }
  SKERRY_ASSERT(aborted_ || root_.done());
  // Out of the table first: destructors of the frames may look for scopes, never for this one.
  auto self = runtime_.scopes_.extract(id_);
  root_.reset();
}

}  // namespace skerry
