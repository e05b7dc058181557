#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/database/executor.hpp"
#include "host/database/result.hpp"
#include "host/database/sqlite_writer.hpp"

namespace skerry::host {

/// What is known of a blob without its content.
struct BlobInfo {
  std::string key;
  std::uint64_t bytes = 0;
  std::string content_type;
};

class BlobStore;

/// A blob being received piece by piece. Its functions are called one after another, each after the
/// callback of the one before; no callback comes before a function returns unless the executor is
/// inline. Destroying it without `finish` stores nothing and removes what was written.
class BlobWriter {
 public:
  using Callback = std::function<void(Result<void>)>;
  using FinishCallback = std::function<void(Result<std::uint64_t>)>;

  ~BlobWriter();
  BlobWriter(const BlobWriter&) = delete;
  BlobWriter& operator=(const BlobWriter&) = delete;

  /// Appends bytes. Fails with `kLimitExceeded` (`blob_bytes_max=...`) beyond the limit given when
  /// it was opened; the blob can then no longer be finished.
  void append(std::string bytes, Callback callback);
  /// Makes the blob durable and visible in one step, replacing an older one; calls back with its
  /// size.
  void finish(FinishCallback callback);

 private:
  friend class BlobStore;
  struct State;
  explicit BlobWriter(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

/// A blob being read piece by piece: the content it had when it was opened, whatever happens to its
/// key since.
class BlobReader {
 public:
  using Callback = std::function<void(Result<std::string>)>;

  ~BlobReader();
  BlobReader(const BlobReader&) = delete;
  BlobReader& operator=(const BlobReader&) = delete;

  [[nodiscard]] const BlobInfo& info() const;
  /// Reads at most `kBlobChunkBytes` on the executor and calls back there; empty at the end. The
  /// next read follows the callback.
  void read(Callback callback);

 private:
  friend class BlobStore;
  struct State;
  explicit BlobReader(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

struct BlobStoreOptions {
  /// A folder that exists.
  std::string folder;
  SqliteSync sync = SqliteSync::kFull;
};

/// Objects by key, durable: the contract's `blobs`.
///
/// Content lies in files of its own, written and synced under `incoming/` before a row of the index
/// (SQLite) makes it visible, then moved to `content/`. A crash therefore leaves an old blob, a new
/// one or none, never a part of one; what no row points to is removed when the store is opened.
/// Keys are validated and never become paths: files are named by the SHA-256 of the key and a
/// number.
///
/// All functions may be called from any thread; callbacks come on the executor, exactly once. A bad
/// key is `kInvalid`.
class BlobStore {
 public:
  using PutCallback = std::function<void(Result<BlobInfo>)>;
  using TextCallback = std::function<void(Result<std::string>)>;
  using DoneCallback = std::function<void(Result<void>)>;
  using WriterCallback = std::function<void(Result<std::unique_ptr<BlobWriter>>)>;
  using ReaderCallback = std::function<void(Result<std::unique_ptr<BlobReader>>)>;

  /// Opens or creates the store and sweeps what a crash left. Blocks. `executor` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<BlobStore>> open(BlobStoreOptions options,
                                                               Executor& executor);
  /// Waits for what is under way. Writers and readers must be gone.
  ~BlobStore();
  BlobStore(const BlobStore&) = delete;
  BlobStore& operator=(const BlobStore&) = delete;

  /// Stores a text; at most `kBlobTextBytesMax`, else `kLimitExceeded`. Durable when it calls back.
  void put(std::string key, std::string content_type, std::string text, PutCallback callback);
  /// A blob's content as text: `kNotFound`, `kNotUtf8`, or `kLimitExceeded` when it is larger than
  /// `kBlobTextBytesMax`.
  void get(std::string key, TextCallback callback);
  /// The contract's `list` as JSON. `prefix` may be empty; `cursor` is empty or the one of the page
  /// before; `limit` is 1 to `kBlobListMax`, larger ones are cut.
  void list(std::string prefix, std::string cursor, std::uint32_t limit, TextCallback callback);
  /// Removes a blob; succeeds when there is none.
  void remove(std::string key, DoneCallback callback);

  /// Begins to receive a blob of at most `bytes_max` bytes (and at most `kBlobBytesMax`).
  void open_writer(std::string key, std::string content_type, std::uint64_t bytes_max,
                   WriterCallback callback);
  /// Opens a blob for reading. Fails with `kNotFound`.
  void open_reader(std::string key, ReaderCallback callback);

 private:
  friend class BlobWriter;
  friend class BlobReader;
  struct Shared;
  explicit BlobStore(std::unique_ptr<Shared> shared);
  std::unique_ptr<Shared> shared_;
};

/// True for a key that the contract allows: 1 to 512 bytes of `A-Z a-z 0-9 ! _ . * ' ( ) / -`
/// without empty, `.` or `..` segments.
[[nodiscard]] bool is_blob_key(std::string_view key);

}  // namespace skerry::host
