#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "host/database/executor.hpp"
#include "host/database/result.hpp"
#include "host/database/sqlite_connection.hpp"

namespace skerry::host {

/// The one writer of a database: runs jobs in order, many in one transaction with one `fsync`
/// (group commit), each in a savepoint of its own.
///
/// A job that fails leaves nothing behind and does not disturb the others. When a job makes SQLite
/// end the whole transaction, the group's other jobs run again without it: a job may therefore run
/// more than once and must only change the database and its own result.
class SqliteWriter {
 public:
  using Job = std::function<Result<void>(SqliteConnection&)>;
  using Done = std::function<void(Result<void>)>;

  /// `executor` must outlive this.
  SqliteWriter(std::unique_ptr<SqliteConnection> connection, Executor& executor);
  /// Waits for what has been submitted.
  ~SqliteWriter();
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  /// Calls `done` exactly once, on the executor: with success after the job's changes are durable,
  /// else with the job's failure, `kUnavailable` when the commit failed (then nothing of the group
  /// was applied as far as this process can tell), or `kOverloaded` when `kGroupCommitQueueMax`
  /// jobs wait. From any thread.
  void submit(Job job, Done done);

  /// Runs `work` on the connection with no transaction open and waits for it. Before the first
  /// `submit`, or from a thread that is not the executor's.
  [[nodiscard]] Result<void> run_alone(const Job& work);

 private:
  struct Entry {
    Job job;
    Done done;
    Result<void> outcome;
    bool settled = false;
  };

  void drain();
  void commit_group(std::vector<Entry>& group);
  /// False when SQLite ended the transaction; the culprit is settled.
  bool run_group(std::vector<Entry>& group);
  Result<void> run_job(Entry& entry);

  std::unique_ptr<SqliteConnection> connection_;
  Executor& executor_;
  std::mutex mutex_;
  std::condition_variable idle_;
  std::deque<Entry> waiting_;
  bool draining_ = false;
};

}  // namespace skerry::host
