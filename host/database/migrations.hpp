#pragma once

#include <string>
#include <vector>

#include "host/database/result.hpp"
#include "host/database/sqlite_connection.hpp"

namespace skerry::host {

/// One file of SQL that brings the shared database's schema forward.
struct Migration {
  /// The file's name, `0001_what.sql`; unique over all modules because D1 records it alone.
  std::string name;
  std::string sql;
};

/// Reads `<modules>/*/migrations/*.sql`, ordered by file name. Fails with `kInvalid` when there
/// is none (the folder is no whole copy: every installation needs some), when two modules use the
/// same name or a file is not UTF-8, with `kUnavailable` when one cannot be read.
[[nodiscard]] Result<std::vector<Migration>> read_migrations(const std::string& modules_path);

/// Applies, in order, each migration that `d1_migrations` (the table that Wrangler keeps) does not
/// record, and records it in the same transaction. Their SQL is a module's SQL: nothing that D1
/// refuses runs. Stops at the first failure, whose detail names the file; earlier ones stay.
///
/// The connection must have no open transaction.
[[nodiscard]] Result<void> apply_migrations(SqliteConnection& connection,
                                            const std::vector<Migration>& migrations);

}  // namespace skerry::host
