#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "host/database/limits.hpp"
#include "host/database/result.hpp"
#include "host/database/sqlite_connection.hpp"

namespace skerry::host {

/// Runs modules' statements with JSON parameters to JSON results, as the contract's `storage`
/// describes.
///
/// Values are null, number and text. A number is bound as a double; integers beyond
/// +-(2^53 - 1) and numbers that no double holds are `kNumberOutOfRange`, as a parameter and as a
/// result. A result that is integral is written without a fraction. Booleans, objects and arrays as
/// parameters and BLOBs in results are `kInvalid`; bytes that are not UTF-8 are `kNotUtf8`.
///
/// A statement that fails leaves nothing of itself behind. Some failures (a write interrupted at
/// `steps_max`, `OR ROLLBACK`, a broken disk) make SQLite end the whole transaction: the caller
/// looks at `SqliteConnection::in_transaction`.
class SqlStatementRunner {
 public:
  struct Limits {
    std::uint64_t steps_max = kSqlStepsMax;
    std::size_t result_bytes_max = kSqlResultBytesMax;
  };

  /// `connection` must outlive this.
  explicit SqlStatementRunner(SqliteConnection& connection)
      : SqlStatementRunner(connection, Limits()) {}
  SqlStatementRunner(SqliteConnection& connection, Limits limits)
      : connection_(connection), limits_(limits) {}

  /// Runs exactly one statement inside the connection's open transaction.
  ///
  /// `params` is a JSON array, or empty for none; its length must be the statement's number of
  /// parameters. Returns `{"columns": [...], "rows": [[...], ...], "rowsWritten": n}`; rows that
  /// triggers and foreign keys wrote are counted.
  [[nodiscard]] Result<std::string> run(std::string_view sql, std::string_view params);

  /// Runs `[{"sql": "...", "params": [...]}, ...]` in order and returns the array of results.
  /// Stops at the first failure, whose detail names the statement; the caller rolls back.
  [[nodiscard]] Result<std::string> run_batch(std::string_view statements);

  /// Runs all statements of a script without parameters or results, as a migration needs.
  [[nodiscard]] Result<void> run_script(std::string_view script);

 private:
  SqliteConnection& connection_;
  Limits limits_;
};

/// True when every statement of a batch is plainly a query (its text begins with SELECT), so that
/// it can run on a connection that only reads. False for anything that cannot be parsed.
[[nodiscard]] bool is_read_only_batch(std::string_view statements);

}  // namespace skerry::host
