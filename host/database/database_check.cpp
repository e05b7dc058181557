#include "host/database/database_check.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "host/database/sqlite_connection.hpp"
#include "host/database/sqlite_files.hpp"

namespace skerry::host {
namespace {

std::unexpected<Failure> refuse(const std::string& path, const std::string& why) {
  return fail(FailureKind::kUnavailable, path + " " + why + "; restore it from a backup");
}

/// On one line: SQLite puts a heading before a fault, on a line of its own.
std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

/// The texts of a query's only column.
Result<std::vector<std::string>> texts(SqliteConnection& connection, std::string_view sql) {
  auto query = connection.prepare(sql);
  if (!query) return std::unexpected(query.error());
  std::vector<std::string> found;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return found;
    found.push_back(query->text(0));
  }
}

Result<void> read_pages(SqliteConnection& connection, const std::string& path,
                        std::uint64_t bytes) {
  if (bytes <= kQuickCheckBytesMax) {
    const auto faults = texts(connection, "PRAGMA quick_check(1)");
    if (!faults) return refuse(path, "is damaged: " + faults.error().detail);
    if (faults->size() != 1 || faults->front() != "ok") {
      return refuse(path,
                    "is damaged: " + (faults->empty() ? "no answer" : one_line(faults->front())));
    }
    return {};
  }
  const auto queries =
      texts(connection,
            "SELECT printf('SELECT 1 FROM \"%w\" LIMIT 1', name) FROM sqlite_schema "
            "WHERE type = 'table'");
  if (!queries) return refuse(path, "is damaged: " + queries.error().detail);
  for (const auto& query : *queries) {
    if (const auto row = texts(connection, query); !row) {
      return refuse(path, "is damaged: " + row.error().detail);
    }
  }
  return {};
}

}  // namespace

Result<void> check_database(const std::string& path) {
  const auto exists = file_exists({}, path);
  if (!exists) return std::unexpected(exists.error());
  if (!*exists) return refuse(path, "is missing");
  const auto bytes = file_bytes({}, path);
  if (!bytes) return std::unexpected(bytes.error());
  // To SQLite an empty file is a new database, whose log it would throw away.
  if (*bytes == 0) return refuse(path, "is empty");
  const auto connection =
      SqliteConnection::open({.path = path, .read_only = true, .exclusive = false});
  if (!connection) return refuse(path, "cannot be opened: " + connection.error().detail);
  const auto tables = texts(**connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  if (!tables) return refuse(path, "is damaged: " + tables.error().detail);
  if (tables->empty()) return refuse(path, "holds no tables");
  return read_pages(**connection, path, *bytes);
}

}  // namespace skerry::host
