#include "host/database/blob_shared.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "host/database/sha256.hpp"
#include "host/database/sqlite_files.hpp"

namespace skerry::host {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShardDigits = 2;
/// A blob that is replaced this often while it is being opened is not worth another try.
constexpr int kOpenAttemptsMax = 16;

constexpr const char* kTables[] = {
    "CREATE TABLE IF NOT EXISTS blobs (key TEXT PRIMARY KEY, content_type TEXT NOT NULL, "
    "bytes INTEGER NOT NULL, file TEXT NOT NULL UNIQUE) WITHOUT ROWID",
    // Files that a row no longer points to and that may still be there.
    "CREATE TABLE IF NOT EXISTS garbage (file TEXT PRIMARY KEY) WITHOUT ROWID",
};

std::unexpected<Failure> io_failure(const std::string& what) {
  return fail(FailureKind::kUnavailable, what + ": " + std::strerror(errno));
}

/// The file that a key's row points to, empty when there is no row.
Result<std::string> file_of(SqliteConnection& connection, const std::string& key) {
  auto query = connection.prepare("SELECT file FROM blobs WHERE key = ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->bind(1, key).step();
  if (!row) return std::unexpected(row.error());
  return *row ? query->text(0) : std::string();
}

Result<void> add_garbage(SqliteConnection& connection, const std::string& file) {
  if (file.empty()) return {};
  auto statement = connection.prepare("INSERT OR IGNORE INTO garbage VALUES (?)");
  if (!statement) return std::unexpected(statement.error());
  return statement->bind(1, file).run();
}

Result<std::vector<std::string>> garbage(SqliteConnection& connection) {
  auto query = connection.prepare("SELECT file FROM garbage");
  if (!query) return std::unexpected(query.error());
  std::vector<std::string> files;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return files;
    files.push_back(query->text(0));
  }
}

struct Row {
  BlobInfo info;
  std::string file;
};

Result<Row> find_row(SqliteConnection& connection, const std::string& key) {
  auto query = connection.prepare("SELECT bytes, content_type, file FROM blobs WHERE key = ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->bind(1, key).step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return fail(FailureKind::kNotFound, "blob " + key);
  return Row{{key, static_cast<std::uint64_t>(query->integer(0)), query->text(1)}, query->text(2)};
}

}  // namespace

// --- BlobFile

BlobFile::~BlobFile() { ::close(descriptor); }

Result<std::string> BlobFile::read_some() {
  std::string chunk(kBlobChunkBytes, '\0');
  const auto count = ::read(descriptor, chunk.data(), chunk.size());
  if (count < 0) return io_failure("blob " + info.key);
  chunk.resize(static_cast<std::size_t>(count));
  bytes_read += chunk.size();
  if (chunk.empty() && bytes_read != info.bytes) {
    return fail(FailureKind::kUnavailable, "damaged blob " + info.key + ": " +
                                               std::to_string(bytes_read) + " bytes of " +
                                               std::to_string(info.bytes));
  }
  return chunk;
}

// --- Shared

Result<void> BlobStore::Shared::open() {
  for (const auto* name : {"/incoming", "/content"}) {
    if (auto created = create_folder(options.folder + name); !created) return created;
  }
  SqliteOptions sqlite{
      .path = options.folder + "/blobs.sqlite", .exclusive = false, .sync = options.sync};
  auto connection = SqliteConnection::open(sqlite);
  if (!connection) return std::unexpected(connection.error());
  if (auto swept = sweep(**connection); !swept) return swept;
  sqlite.read_only = true;
  auto second = SqliteConnection::open(sqlite);
  if (!second) return std::unexpected(second.error());
  reader = std::move(*second);
  writer = std::make_unique<SqliteWriter>(std::move(*connection), executor);
  return {};
}

Result<void> BlobStore::Shared::sweep(SqliteConnection& connection) {
  for (const auto* table : kTables) {
    if (auto created = connection.execute(table); !created) return created;
  }
  {
    auto version = connection.prepare("PRAGMA user_version");
    if (!version) return std::unexpected(version.error());
    if (const auto row = version->step(); !row) return std::unexpected(row.error());
    opening = version->integer(0) + 1;
  }
  auto counted = connection.execute("PRAGMA user_version = " + std::to_string(opening));
  if (!counted) return counted;

  const auto files = garbage(connection);
  if (!files) return std::unexpected(files.error());
  for (const auto& file : *files) unlink(file);
  if (auto emptied = connection.execute("DELETE FROM garbage"); !emptied) return emptied;

  std::vector<std::string> arrived;
  std::error_code error;
  for (fs::directory_iterator entry(options.folder + "/incoming", error), end;
       !error && entry != end; entry.increment(error)) {
    arrived.push_back(entry->path().filename().string());
  }
  if (error) return fail(FailureKind::kUnavailable, "incoming blobs: " + error.message());
  for (const auto& file : arrived) {
    auto query = connection.prepare("SELECT 1 FROM blobs WHERE file = ?");
    if (!query) return std::unexpected(query.error());
    const auto visible = query->bind(1, file).step();
    if (!visible) return std::unexpected(visible.error());
    if (*visible) {
      move_in(file);
    } else {
      unlink(file);
    }
  }
  return {};
}

void BlobStore::Shared::wait_until_unused() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return users == 0; });
}

std::shared_ptr<void> BlobStore::Shared::use() {
  {
    const std::scoped_lock lock(mutex);
    ++users;
  }
  return {this, [](Shared* shared) {
            const std::scoped_lock lock(shared->mutex);
            --shared->users;
            shared->changed.notify_all();
          }};
}

void BlobStore::Shared::post(std::function<void()> task) {
  executor.post([in_use = use(), task = std::move(task)]() mutable {
    task();
    // What the task owns may itself be a use, and goes first.
    task = nullptr;
  });
}

Result<std::unique_ptr<BlobFile>> BlobStore::Shared::open_content(const std::string& key) {
  for (int attempt = 0; attempt < kOpenAttemptsMax; ++attempt) {
    auto row = query([&](SqliteConnection& connection) { return find_row(connection, key); });
    if (!row) return std::unexpected(std::move(row.error()));
    // A file moves once, from `incoming` to `content`; looking there last does not miss it.
    for (const auto& path : {content(row->file), incoming(row->file), content(row->file)}) {
      const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
      if (descriptor >= 0) return std::make_unique<BlobFile>(descriptor, std::move(row->info));
      if (errno != ENOENT) return io_failure("blob " + key);
    }
    // No file: it was replaced or removed since the row was read, and the row has changed too.
  }
  return fail(FailureKind::kUnavailable, "damaged blob " + key + ": its content is missing");
}

void BlobStore::Shared::add_row(const std::shared_ptr<BlobWriter::State>& state,
                                BlobWriter::FinishCallback callback) {
  const auto replaced = std::make_shared<std::string>();
  // Whatever the commit's outcome, only the next opening knows whether a row points to the file.
  state->is_handed_over = true;
  writer->submit(
      [state, replaced](SqliteConnection& connection) -> Result<void> {
        const auto& info = state->info;
        auto old = file_of(connection, info.key);
        if (!old) return std::unexpected(std::move(old.error()));
        *replaced = std::move(*old);
        auto statement = connection.prepare("INSERT OR REPLACE INTO blobs VALUES (?, ?, ?, ?)");
        if (!statement) return std::unexpected(statement.error());
        statement->bind(1, info.key).bind(2, info.content_type);
        statement->bind(3, static_cast<std::int64_t>(info.bytes)).bind(4, state->file);
        if (auto inserted = statement->run(); !inserted) return inserted;
        return add_garbage(connection, *replaced);
      },
      [this, state, replaced, callback = std::move(callback)](Result<void> done) {
        if (!done) {
          callback(std::unexpected(std::move(done.error())));
          return;
        }
        tidy(state->file, *replaced);
        callback(state->info.bytes);
      });
}

void BlobStore::Shared::remove_row(std::string key, DoneCallback callback) {
  const auto removed = std::make_shared<std::string>();
  writer->submit(
      [key = std::move(key), removed](SqliteConnection& connection) -> Result<void> {
        auto old = file_of(connection, key);
        if (!old) return std::unexpected(std::move(old.error()));
        *removed = std::move(*old);
        if (removed->empty()) return {};
        auto statement = connection.prepare("DELETE FROM blobs WHERE key = ?");
        if (!statement) return std::unexpected(statement.error());
        if (auto erased = statement->bind(1, key).run(); !erased) return erased;
        return add_garbage(connection, *removed);
      },
      [this, in_use = use(), removed, callback = std::move(callback)](Result<void> done) {
        if (done) tidy({}, *removed);
        callback(std::move(done));
      });
}

void BlobStore::Shared::tidy(const std::string& added, const std::string& replaced) {
  if (!added.empty()) move_in(added);
  if (replaced.empty()) return;
  unlink(replaced);
  writer->submit(
      [replaced](SqliteConnection& connection) -> Result<void> {
        auto statement = connection.prepare("DELETE FROM garbage WHERE file = ?");
        if (!statement) return std::unexpected(statement.error());
        return statement->bind(1, replaced).run();
      },
      // What stays in the list is tried again when the store is opened.
      [in_use = use()](const Result<void>&) {});
}

std::string BlobStore::Shared::new_file(const std::string& key) {
  const std::scoped_lock lock(mutex);
  return sha256_hex(key) + "-" + std::to_string(opening) + "-" + std::to_string(next_file++);
}

std::string BlobStore::Shared::incoming(const std::string& file) const {
  return options.folder + "/incoming/" + file;
}

std::string BlobStore::Shared::content(const std::string& file) const {
  return options.folder + "/content/" + file.substr(0, kShardDigits) + "/" + file;
}

void BlobStore::Shared::move_in(const std::string& file) const {
  const auto target = content(file);
  if (::rename(incoming(file).c_str(), target.c_str()) == 0 || errno != ENOENT) return;
  // Left in `incoming` it is found as well, and moved at the next opening.
  if (!create_folder(fs::path(target).parent_path().string())) return;
  (void)::rename(incoming(file).c_str(), target.c_str());
}

void BlobStore::Shared::unlink(const std::string& file) const {
  // In the direction in which files move, so that none slips through.
  (void)::unlink(incoming(file).c_str());
  (void)::unlink(content(file).c_str());
}

// --- BlobWriter::State

BlobWriter::State::~State() {
  if (descriptor >= 0) ::close(descriptor);
  if (!is_handed_over && !file.empty()) (void)::unlink(shared.incoming(file).c_str());
}

Result<void> BlobWriter::State::open() {
  file = shared.new_file(info.key);
  descriptor = ::open(shared.incoming(file).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return io_failure("blob " + info.key);
  return {};
}

Result<void> BlobWriter::State::append(std::string_view bytes) {
  if (has_failed || descriptor < 0) return fail(FailureKind::kInvalid, "blob cannot be continued");
  if (info.bytes + bytes.size() > bytes_max) {
    has_failed = true;
    return fail_limit("blob_bytes_max", bytes_max);
  }
  while (!bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      has_failed = true;
      return io_failure("blob " + info.key);
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
    info.bytes += static_cast<std::uint64_t>(count);
  }
  return {};
}

Result<void> BlobWriter::State::close() {
  if (has_failed || descriptor < 0) return fail(FailureKind::kInvalid, "blob cannot be finished");
  const bool synced = shared.options.sync == SqliteSync::kOff || ::fsync(descriptor) == 0;
  const auto failure = synced ? Result<void>() : io_failure("blob " + info.key);
  ::close(std::exchange(descriptor, -1));
  if (!synced) return failure;
  return sync_folder(shared.options.folder + "/incoming");
}

}  // namespace skerry::host
