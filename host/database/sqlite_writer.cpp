#include "host/database/sqlite_writer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace skerry::host {

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteConnection> connection, Executor& executor)
    : connection_(std::move(connection)), executor_(executor) {}

SqliteWriter::~SqliteWriter() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return !draining_; });
}

void SqliteWriter::submit(Job job, Done done) {
  std::unique_lock lock(mutex_);
  if (waiting_.size() >= kGroupCommitQueueMax) {
    lock.unlock();
    executor_.post([done = std::move(done)] {
      done(fail(FailureKind::kOverloaded,
                "group_commit_queue_max=" + std::to_string(kGroupCommitQueueMax)));
    });
    return;
  }
  waiting_.push_back({std::move(job), std::move(done), {}, false});
  const bool start = !std::exchange(draining_, true);
  lock.unlock();
  if (start) executor_.post([this] { drain(); });
}

Result<void> SqliteWriter::run_alone(const Job& work) {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return !draining_; });
  return work(*connection_);
}

void SqliteWriter::drain() {
  for (;;) {
    std::vector<Entry> group;
    {
      const std::scoped_lock lock(mutex_);
      if (waiting_.empty()) {
        draining_ = false;
        // Under the lock: once it is released the destructor may run.
        idle_.notify_all();
        return;
      }
      const auto count = std::min(waiting_.size(), kGroupCommitJobsMax);
      const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
      group.assign(std::move_iterator(waiting_.begin()), std::move_iterator(end));
      waiting_.erase(waiting_.begin(), end);
    }
    commit_group(group);
    for (auto& entry : group) entry.done(std::move(entry.outcome));
  }
}

void SqliteWriter::commit_group(std::vector<Entry>& group) {
  // Every round settles at least one entry, so there are at most as many rounds as entries.
  while (!run_group(group)) connection_->roll_back();
  Result<void> committed = connection_->execute("COMMIT");
  if (!committed) connection_->roll_back();
  connection_->authority().defers_foreign_keys = false;
  for (auto& entry : group) {
    if (!std::exchange(entry.settled, true)) entry.outcome = committed;
  }
}

bool SqliteWriter::run_group(std::vector<Entry>& group) {
  if (auto begun = connection_->execute("BEGIN IMMEDIATE"); !begun) {
    for (auto& entry : group) {
      if (!std::exchange(entry.settled, true)) entry.outcome = begun;
    }
    return true;
  }
  for (auto& entry : group) {
    if (entry.settled) continue;
    if (auto done = run_job(entry); !done) {
      entry.outcome = std::move(done);
      entry.settled = true;
    }
    if (!connection_->in_transaction()) return false;
  }
  return true;
}

Result<void> SqliteWriter::run_job(Entry& entry) {
  if (auto opened = connection_->execute("SAVEPOINT skerry_job"); !opened) return opened;
  auto done = entry.job(*connection_);
  if (done && connection_->has_deferred_violations()) {
    // Left alone, it would make the commit of the whole group fail.
    done = fail(FailureKind::kConstraint, "FOREIGN KEY constraint failed at the end of a batch");
  }
  if (!connection_->in_transaction()) {
    if (done) done = fail(FailureKind::kUnavailable, "the transaction ended by itself");
    return done;
  }
  if (!done) {
    if (const auto undone = connection_->execute("ROLLBACK TO skerry_job"); !undone) {
      connection_->roll_back();
      return done;
    }
  }
  if (const auto released = connection_->execute("RELEASE skerry_job"); !released) {
    connection_->roll_back();
    if (done) done = released;
  }
  if (std::exchange(connection_->authority().defers_foreign_keys, false)) {
    (void)connection_->execute("PRAGMA defer_foreign_keys=OFF");
  }
  return done;
}

}  // namespace skerry::host
