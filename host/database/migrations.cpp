#include "host/database/migrations.hpp"

#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "host/database/sql_statement_runner.hpp"

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

Result<Migration> read_one(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return fail(FailureKind::kUnavailable, "cannot read " + path.string());
  Migration migration{path.filename().string(), content.str()};
  if (!simdjson::validate_utf8(migration.sql.data(), migration.sql.size())) {
    return fail(FailureKind::kInvalid, "not UTF-8: " + path.string());
  }
  return migration;
}

/// The entries of a folder, none when it is missing.
Result<std::vector<fs::path>> entries(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    found.push_back(entry->path());
  }
  if (error && error != std::errc::no_such_file_or_directory &&
      error != std::errc::not_a_directory) {
    return fail(FailureKind::kUnavailable, folder.string() + ": " + error.message());
  }
  return found;
}

Result<bool> is_applied(SqliteConnection& connection, const std::string& name) {
  auto query = connection.prepare("SELECT 1 FROM d1_migrations WHERE name = ?");
  if (!query) return std::unexpected(query.error());
  return query->bind(1, name).step();
}

Result<void> apply_one(SqliteConnection& connection, const Migration& migration) {
  if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun) return begun;
  auto done = SqlStatementRunner(connection).run_script(migration.sql);
  if (done) {
    auto record = connection.prepare("INSERT INTO d1_migrations (name) VALUES (?)");
    done = record ? record->bind(1, migration.name).run()
                  : Result<void>(std::unexpected(record.error()));
  }
  if (done) done = connection.execute("COMMIT");
  connection.authority().defers_foreign_keys = false;
  if (!done) {
    connection.roll_back();
    auto failure = std::move(done.error());
    if (failure.kind != FailureKind::kUnavailable) failure.kind = FailureKind::kInvalid;
    failure.detail = "migration " + migration.name + ": " + failure.detail;
    return std::unexpected(std::move(failure));
  }
  return {};
}

}  // namespace

Result<std::vector<Migration>> read_migrations(const std::string& modules_path) {
  std::vector<Migration> migrations;
  const auto modules = entries(modules_path);
  if (!modules) return std::unexpected(modules.error());
  for (const auto& module : *modules) {
    const auto files = entries(module / "migrations");
    if (!files) return std::unexpected(files.error());
    for (const auto& file : *files) {
      if (file.extension() != ".sql") continue;
      auto migration = read_one(file);
      if (!migration) return std::unexpected(migration.error());
      migrations.push_back(std::move(*migration));
    }
  }
  if (migrations.empty()) {
    return fail(FailureKind::kInvalid, "there is no */migrations/*.sql in " + modules_path);
  }
  std::ranges::sort(migrations, {}, &Migration::name);
  const auto twice = std::ranges::adjacent_find(migrations, {}, &Migration::name);
  if (twice != migrations.end()) {
    return fail(FailureKind::kInvalid, "two migrations are called " + twice->name);
  }
  return migrations;
}

Result<void> apply_migrations(SqliteConnection& connection,
                              const std::vector<Migration>& migrations) {
  auto created = connection.execute(
      "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, "
      "name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)");
  if (!created) return created;
  for (const auto& migration : migrations) {
    const auto applied = is_applied(connection, migration.name);
    if (!applied) return std::unexpected(applied.error());
    if (*applied) continue;
    if (auto done = apply_one(connection, migration); !done) return done;
  }
  return {};
}

}  // namespace skerry::host
