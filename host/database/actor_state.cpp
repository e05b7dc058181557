#include "host/database/actor_state.hpp"

#include <filesystem>

#include "host/database/sqlite_files.hpp"

namespace skerry::host {
namespace {

constexpr const char* kTables[] = {
    "CREATE TABLE skerry_actor (id INTEGER PRIMARY KEY CHECK (id = 1), "
    "namespace TEXT NOT NULL, name TEXT NOT NULL)",
    "CREATE TABLE skerry_alarm (id INTEGER PRIMARY KEY CHECK (id = 1), "
    "at_ms INTEGER NOT NULL, attempts INTEGER NOT NULL)",
    "CREATE TABLE skerry_sockets (socket TEXT PRIMARY KEY) WITHOUT ROWID",
};

std::unexpected<Failure> damaged(const std::string& file, const std::string& why) {
  return fail(FailureKind::kUnavailable, "damaged database: " + file + ": " + why);
}

Result<bool> has_tables(SqliteConnection& connection) {
  auto query = connection.prepare("SELECT 1 FROM sqlite_schema LIMIT 1");
  if (!query) return std::unexpected(query.error());
  return query->step();
}

SqliteOptions options_for(std::string path, const ActorStoreOptions& store) {
  return {.path = std::move(path),
          .vfs = store.vfs,
          .exclusive = true,
          .sync = store.sync,
          .cache_kib = kActorCacheKib,
          .checkpoint_pages = kActorCheckpointPages,
          .bytes_max = kActorDatabaseBytesMax};
}

/// A database in memory with the host's tables, for an actor that has no file.
Result<std::unique_ptr<SqliteConnection>> make_blank(const ActorStoreOptions& store) {
  auto options = options_for(":memory:", store);
  options.vfs.clear();
  auto opened = SqliteConnection::open(options);
  if (!opened) return opened;
  for (const auto* table : kTables) {
    if (auto created = (*opened)->execute(table); !created) return std::unexpected(created.error());
  }
  return opened;
}

}  // namespace

Result<std::unique_ptr<SqliteConnection>> ActorStore::Shared::take_spare() {
  std::unique_ptr<SqliteConnection> taken;
  {
    const std::scoped_lock lock(mutex);
    taken = std::move(spare);
  }
  enter();
  executor.post([this] {
    make_spare();
    leave();
  });
  if (taken != nullptr) return taken;
  return make_blank(options);
}

void ActorStore::Shared::make_spare() {
  auto made = make_blank(options);
  // Whoever needs one hears why there is none.
  if (!made) return;
  const std::scoped_lock lock(mutex);
  if (spare == nullptr) spare = std::move(*made);
}

Result<void> ActorStore::Shared::make_folder(const std::string& path) {
  // One that somebody else has just created is not safe before its sync either.
  const std::scoped_lock lock(folders_mutex_);
  if (folders_.contains(path)) return {};
  if (auto created = create_folder(path); !created) return created;
  // One that is there may have been left by a process that ended before it could sync it.
  const auto above = std::filesystem::path(path).parent_path().string();
  if (auto synced = sync_folder(above); !synced) return synced;
  folders_.insert(path);
  return {};
}

Result<void> ActorDatabase::State::open() {
  const auto opened = open_file();
  if (!opened) return std::unexpected(opened.error());
  return *opened ? Result<void>() : open_memory();
}

/// Whether the file that exists is less than `make_file` leaves there. An actor's file has several
/// pages, and what was written of the first page before the power went is none or its only sector
/// that is not blank.
Result<bool> ActorDatabase::State::is_unfinished() const {
  const auto& whole = empty_database();
  const auto beginning = file_beginning(shared.options.vfs, file, whole.size() + 1);
  if (!beginning) return std::unexpected(beginning.error());
  return beginning->size() < whole.size() || *beginning == std::string(whole.size(), '\0');
}

/// False when the actor has no file, or one whose creation was never finished.
Result<bool> ActorDatabase::State::open_file() {
  const auto& vfs = shared.options.vfs;
  const auto exists = file_exists(vfs, file);
  if (!exists || !*exists) return exists;
  const auto unfinished = is_unfinished();
  if (!unfinished) return unfinished;
  if (*unfinished) {
    // SQLite would take the file for new and throw its log away. A file gets its first page before
    // it gets a log, so this one has lost what it had.
    const auto log = file_exists(vfs, file + "-wal");
    if (!log) return std::unexpected(log.error());
    if (*log) return damaged(file, "empty although it has a log");
    return false;
  }
  auto opened = SqliteConnection::open(options_for(file, shared.options));
  if (!opened) return std::unexpected(opened.error());
  const auto tables = has_tables(**opened);
  if (!tables || !*tables) return tables;
  connection = std::move(*opened);
  if (auto checked = check_identity(); !checked) return std::unexpected(checked.error());
  return true;
}

Result<void> ActorDatabase::State::check_identity() {
  auto query = connection->prepare("SELECT namespace, name FROM skerry_actor");
  if (!query) return damaged(file, query.error().detail);
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  if (!*row || query->text(0) != identity.actor_namespace || query->text(1) != identity.name) {
    return damaged(file, "belongs to another actor");
  }
  return {};
}

Result<void> ActorDatabase::State::open_memory() {
  auto opened = shared.take_spare();
  if (!opened) return std::unexpected(opened.error());
  auto named = (*opened)->prepare("INSERT INTO skerry_actor VALUES (1, ?, ?)");
  if (!named) return std::unexpected(named.error());
  if (auto done = named->bind(1, identity.actor_namespace).bind(2, identity.name).run(); !done) {
    return done;
  }
  connection = std::move(*opened);
  is_new = true;
  return {};
}

Result<void> ActorDatabase::State::commit() {
  if (auto committed = connection->execute("COMMIT"); !committed) {
    connection->roll_back();
    return committed;
  }
  connection->authority().defers_foreign_keys = false;
  return is_new ? move_to_file() : Result<void>();
}

/// SQLite would wait for the disk five times until a new file has its first page and a log that
/// never meets half of it. This waits once: there is no log before the page is safe.
Result<void> ActorDatabase::State::make_file() {
  const auto& vfs = shared.options.vfs;
  const std::filesystem::path path(file);
  for (const auto& folder : {path.parent_path().parent_path(), path.parent_path()}) {
    if (auto created = shared.make_folder(folder.string()); !created) return created;
  }
  const auto exists = file_exists(vfs, file);
  if (!exists) return std::unexpected(exists.error());
  const auto unfinished = *exists ? is_unfinished() : Result<bool>(true);
  if (!unfinished) return std::unexpected(unfinished.error());
  if (*unfinished) {
    // A log that an interrupted `destroy` left would be taken for the new file's.
    for (const auto* suffix : {"-wal", "-journal"}) {
      if (auto removed = remove_file(vfs, file + suffix); !removed) return removed;
    }
  }
  // One that is whole may have been left by a process that ended before it could sync it.
  const bool sync = shared.options.sync == SqliteSync::kFull;
  const auto bytes = *unfinished ? std::string_view(empty_database()) : std::string_view();
  if (auto made = write_file(vfs, file, bytes, sync); !made) return made;

  auto opened = SqliteConnection::open(options_for(file, shared.options));
  if (!opened) return std::unexpected(opened.error());
  const auto tables = has_tables(**opened);
  if (!tables) return std::unexpected(tables.error());
  if (*tables) return damaged(file, "appeared while its actor was resident");
  made_file = std::move(*opened);
  return {};
}

/// Copies the database from memory into the file in one transaction, so that the file has all of
/// the first commit or nothing.
Result<void> ActorDatabase::State::move_to_file() {
  if (made_file == nullptr) {
    if (auto made = make_file(); !made) return made;
  }
  auto& target = *made_file;
  auto copied = target.sync_once([&]() -> Result<void> {
    auto* backup = sqlite3_backup_init(target.get(), "main", connection->get(), "main");
    if (backup == nullptr) return std::unexpected(target.failure(sqlite3_errcode(target.get())));
    sqlite3_backup_step(backup, -1);
    const int code = sqlite3_backup_finish(backup);
    if (code != SQLITE_OK) return std::unexpected(target.failure(code));
    return {};
  });
  if (!copied) return copied;
  connection = std::move(made_file);
  is_new = false;
  return {};
}

Result<void> ActorDatabase::State::erase() {
  made_file.reset();
  if (connection != nullptr) {
    connection->roll_back();
    sqlite3_db_config(connection->get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    connection.reset();
  }
  // The file first: without it the actor is gone whatever else is left, while a file without its
  // log would be the actor as it was some time ago.
  for (const auto* suffix : {"", "-wal", "-journal"}) {
    if (auto removed = remove_file(shared.options.vfs, file + suffix); !removed) return removed;
  }
  shared.index->committed(identity, std::nullopt);
  return {};
}

Result<std::optional<std::uint64_t>> ActorDatabase::State::read_alarm() {
  auto query = connection->prepare("SELECT at_ms FROM skerry_alarm");
  if (!query) return std::unexpected(query.error());
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  return static_cast<std::uint64_t>(query->integer(0));
}

}  // namespace skerry::host
