#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/database/executor.hpp"
#include "host/database/migrations.hpp"
#include "host/database/result.hpp"
#include "host/database/sqlite_writer.hpp"

namespace skerry::host {

struct SharedStorageOptions {
  /// The database file; its folder must exist.
  std::string path = {};
  /// Name of a registered SQLite VFS; empty for the system's.
  std::string vfs = {};
  /// Connections for queries that run beside the writer. 0 sends everything through the writer
  /// and keeps the log's index in this process.
  std::size_t readers = 2;
  SqliteSync sync = SqliteSync::kFull;
};

/// The installation's shared SQL database: the contract's `storage`.
///
/// One writer with group commit; batches that only query run beside it, each on a snapshot of what
/// was durable when it began. All functions may be called from any thread.
class SharedStorage {
 public:
  using Callback = std::function<void(Result<std::string>)>;

  /// Opens or creates the database. Fails with `kUnavailable` when the file is damaged or cannot be
  /// opened; it is never overwritten. `executor` must outlive this.
  [[nodiscard]] static Result<std::unique_ptr<SharedStorage>> open(SharedStorageOptions options,
                                                                   Executor& executor);
  /// Waits for what has been started.
  ~SharedStorage();

  /// Brings the schema forward, see `apply_migrations`. Blocks; call it before the first `batch`.
  [[nodiscard]] Result<void> migrate(const std::vector<Migration>& migrations);

  /// Runs `statements`, JSON as the contract describes, as one transaction: all or nothing.
  ///
  /// Never fails by itself and never calls back before it returns unless the executor runs tasks
  /// at once. `callback` is called exactly once, on the executor: with the results' JSON once the
  /// writes are durable, or with the first statement's failure. Batches that write take effect in
  /// the order of the calls; a query sees all batches that were reported done before it was
  /// started.
  void batch(std::string statements, Callback callback);

 private:
  SharedStorage(SharedStorageOptions options, Executor& executor);
  void write(std::string statements, Callback callback);
  /// Null when there are no readers.
  [[nodiscard]] std::unique_ptr<SqliteConnection> borrow_reader();
  void read(const std::string& statements, const Callback& callback);

  SharedStorageOptions options_;
  Executor& executor_;
  std::unique_ptr<SqliteWriter> writer_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<SqliteConnection>> readers_;
  std::size_t reads_under_way_ = 0;
};

}  // namespace skerry::host
