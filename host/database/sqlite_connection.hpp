#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "host/database/limits.hpp"
#include "host/database/result.hpp"
#include "host/database/sql_authority.hpp"

namespace skerry::host {

/// What a commit waits for. `kOff` exists so that a test can show that it would be noticed.
enum class SqliteSync : std::uint8_t { kOff, kFull };

struct SqliteOptions {
  /// A file, or ":memory:".
  std::string path = {};
  /// Name of a registered SQLite VFS; empty for the system's.
  std::string vfs = {};
  bool read_only = false;
  /// The only connection there is: the index of the write-ahead log stays in this process.
  bool exclusive = true;
  SqliteSync sync = SqliteSync::kFull;
  int cache_kib = kSharedCacheKib;
  int checkpoint_pages = kSharedCheckpointPages;
  std::uint64_t bytes_max = kSharedDatabaseBytesMax;
};

/// A compiled statement borrowed from its connection; reset and handed back when destroyed.
class SqliteStatement {
 public:
  SqliteStatement() = default;
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  ~SqliteStatement() { release(); }
  SqliteStatement(SqliteStatement&& other) noexcept
      : statement_(std::exchange(other.statement_, nullptr)) {}
  SqliteStatement& operator=(SqliteStatement&& other) noexcept {
    if (this != &other) {
      release();
      statement_ = std::exchange(other.statement_, nullptr);
    }
    return *this;
  }

  [[nodiscard]] sqlite3_stmt* get() const { return statement_; }

  /// Binds to the parameter `index`, counted from 1. A text must outlive the last step.
  SqliteStatement& bind(int index, std::int64_t value);
  SqliteStatement& bind(int index, std::string_view text);
  SqliteStatement& bind_null(int index);

  /// True when there is a row, false at the end.
  [[nodiscard]] Result<bool> step();
  /// Steps a statement of which no row is expected.
  [[nodiscard]] Result<void> run();

  /// Columns of the current row, counted from 0.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  void release();

  sqlite3_stmt* statement_ = nullptr;
};

/// One connection to one SQLite database, set up for Skerry: write-ahead log, foreign keys on,
/// Cloudflare's limits, defensive mode, statements of modules under an authorizer.
///
/// Used by one thread at a time. Damage in a file is `kUnavailable`; nothing is repaired or
/// overwritten.
class SqliteConnection {
 public:
  /// Opens, creating the file when there is none (unless `read_only`). Fails with `kUnavailable`.
  [[nodiscard]] static Result<std::unique_ptr<SqliteConnection>> open(const SqliteOptions& options);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  [[nodiscard]] sqlite3* get() const { return handle_; }
  [[nodiscard]] SqlAuthority& authority() { return authority_; }
  [[nodiscard]] const SqliteOptions& options() const { return options_; }

  /// A host's own statement, outside the authorizer, from the cache.
  [[nodiscard]] Result<SqliteStatement> prepare(std::string_view sql);
  /// Prepares and runs a host's own statement.
  [[nodiscard]] Result<void> execute(std::string_view sql);
  /// A module's statement, from the cache or compiled under the authorizer. Exactly one statement:
  /// more is `kInvalid`. Valid only while `authority().of_module` stays set.
  [[nodiscard]] Result<SqliteStatement> prepare_for_module(std::string_view sql);

  /// True between BEGIN and its end. SQLite itself ends a transaction after some failures
  /// (interrupted writes, `OR ROLLBACK`, I/O errors).
  [[nodiscard]] bool in_transaction() const;
  /// True when the open transaction has written something.
  [[nodiscard]] bool has_written() const;
  /// True when deferred foreign keys are violated, so that a commit would fail.
  [[nodiscard]] bool has_deferred_violations() const;
  /// Leaves the open transaction, if any, without its writes.
  void roll_back();

  /// Runs `work` without a wait for the disk, then waits once, for the log and its folder. Only for
  /// what goes into a log that holds nothing to lose: its commits are all there or none, but those
  /// before them are not safe meanwhile. After a failure the connection is good for nothing.
  /// Nothing waits with `SqliteSync::kOff`.
  [[nodiscard]] Result<void> sync_once(const std::function<Result<void>()>& work);

  /// The failure that an SQLite result code stands for, with SQLite's message.
  [[nodiscard]] Failure failure(int code) const;
  /// Gives memory back that is only a cache.
  void shrink();

 private:
  struct Cached {
    std::string sql;
    bool of_module;
    sqlite3_stmt* statement;
    /// By SQLite's own account, when it was compiled.
    std::size_t bytes;
  };

  explicit SqliteConnection(SqliteOptions options) : options_(std::move(options)) {}
  [[nodiscard]] Result<void> set_up();
  [[nodiscard]] Result<sqlite3_stmt*> compile(std::string_view sql, bool of_module);
  [[nodiscard]] Result<SqliteStatement> cached(std::string_view sql, bool of_module);
  void trim_cache();

  SqliteOptions options_;
  sqlite3* handle_ = nullptr;
  SqlAuthority authority_;
  /// Most recently used first.
  std::list<Cached> cache_;
};

/// The file of a database that holds nothing yet and has its changes in a write-ahead log: a page,
/// all of whose bytes but those of its first sector are zero.
[[nodiscard]] const std::string& empty_database();

/// Configures SQLite for the whole process; whatever uses SQLite calls it first. Cheap when done.
void initialize_sqlite();

/// Enough of an SQLite message's context to find the statement in a log.
[[nodiscard]] std::string excerpt(std::string_view sql);

}  // namespace skerry::host
