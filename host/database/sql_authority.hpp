#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace skerry::host {

/// Decides what a module's SQL may do, as SQLite's authorizer and progress handler.
///
/// Refused: transaction control, ATTACH, DETACH, extensions, temporary objects, virtual tables
/// but FTS5, all pragmas but a few that describe the schema, and every name that begins with
/// `skerry_` or `_cf_`, where the host keeps its own rows. Their names may be read in
/// `sqlite_schema`, as on Durable Objects; their content may not.
struct SqlAuthority {
  /// Set while a module's statement is compiled or run; the host's own statements are free.
  bool of_module = false;
  /// Steps left to the running statement, in units of `kSqlProgressStep`.
  std::uint64_t progress_left = 0;
  /// Steps between two looks at `progress_left`.
  static constexpr int kProgressStep = 1'000;
  /// The last refusal, for the failure's detail.
  std::string refused;
  /// The statement being compiled renames or alters a table.
  bool alters = false;
  /// A statement has asked to defer foreign keys; lasts until the transaction ends.
  bool defers_foreign_keys = false;

  /// Attaches to a connection. This object must stay where it is until the connection closes.
  void attach(sqlite3* connection);

  /// False when `sql`, just compiled, alters a table and mentions a host's name: the new name in
  /// `ALTER TABLE ... RENAME TO` is not shown to an authorizer.
  [[nodiscard]] bool allows_alteration(std::string_view sql);

  /// True for names that belong to the host.
  [[nodiscard]] static bool is_hidden(std::string_view name);
};

/// Sets Cloudflare's limits on a connection.
void set_sql_limits(sqlite3* connection);

}  // namespace skerry::host
