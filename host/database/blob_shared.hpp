#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "host/database/blob_store.hpp"
#include "host/database/executor.hpp"
#include "host/database/sqlite_connection.hpp"

namespace skerry::host {

/// A blob's content, opened for reading; closed when destroyed.
struct BlobFile {
  BlobFile(int opened, BlobInfo known) : descriptor(opened), info(std::move(known)) {}
  ~BlobFile();
  BlobFile(const BlobFile&) = delete;
  BlobFile& operator=(const BlobFile&) = delete;

  /// The next `kBlobChunkBytes` or less; empty at the end. A file that is shorter than its row
  /// says is `kUnavailable`.
  [[nodiscard]] Result<std::string> read_some();

  int descriptor;
  BlobInfo info;
  std::uint64_t bytes_read = 0;
};

/// The insides of a store, shared with its writers and readers, which it outlives.
struct BlobStore::Shared {
  Shared(BlobStoreOptions store_options, Executor& where)
      : options(std::move(store_options)), executor(where) {}

  [[nodiscard]] Result<void> open();
  void wait_until_unused();
  /// Counts as a use until destroyed.
  [[nodiscard]] std::shared_ptr<void> use();
  /// Runs a task on the executor, counted as a use.
  void post(std::function<void()> task);

  /// Runs a query on the connection that only reads.
  template <typename Query>
  [[nodiscard]] auto query(Query run) {
    const std::scoped_lock lock(reader_mutex);
    return run(*reader);
  }
  [[nodiscard]] Result<std::unique_ptr<BlobFile>> open_content(const std::string& key);

  /// Makes a closed writer's blob visible.
  void add_row(const std::shared_ptr<BlobWriter::State>& state,
               BlobWriter::FinishCallback callback);
  void remove_row(std::string key, DoneCallback callback);
  /// After the row is durable: moves a new file to its place, removes an old one.
  void tidy(const std::string& added, const std::string& replaced);

  [[nodiscard]] std::string new_file(const std::string& key);
  [[nodiscard]] std::string incoming(const std::string& file) const;
  [[nodiscard]] std::string content(const std::string& file) const;

  BlobStoreOptions options;
  Executor& executor;
  std::unique_ptr<SqliteWriter> writer;

 private:
  [[nodiscard]] Result<void> sweep(SqliteConnection& connection);
  void move_in(const std::string& file) const;
  void unlink(const std::string& file) const;

  std::mutex reader_mutex;
  std::unique_ptr<SqliteConnection> reader;
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t users = 0;
  /// Together they make file names unique: one number an opening, one a file.
  std::int64_t opening = 0;
  std::uint64_t next_file = 0;
};

struct BlobWriter::State {
  State(BlobStore::Shared& store, BlobInfo known, std::uint64_t limit)
      : shared(store), info(std::move(known)), bytes_max(limit), in_use(store.use()) {}
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[nodiscard]] Result<void> open();
  [[nodiscard]] Result<void> append(std::string_view bytes);
  /// Syncs the content and its name, and closes.
  [[nodiscard]] Result<void> close();

  BlobStore::Shared& shared;
  BlobInfo info;
  const std::uint64_t bytes_max;
  std::string file;
  int descriptor = -1;
  /// The file belongs to a row, or may: it is no longer this writer's to remove.
  bool is_handed_over = false;
  bool has_failed = false;
  std::shared_ptr<void> in_use;
};

struct BlobReader::State {
  State(BlobStore::Shared& store, std::unique_ptr<BlobFile> opened)
      : shared(store), in_use(store.use()), file(std::move(opened)) {}

  BlobStore::Shared& shared;
  std::shared_ptr<void> in_use;
  std::unique_ptr<BlobFile> file;
};

}  // namespace skerry::host
