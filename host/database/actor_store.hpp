#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/database/actor_database.hpp"
#include "host/database/alarm_index.hpp"
#include "host/database/executor.hpp"
#include "host/database/result.hpp"
#include "host/database/sqlite_connection.hpp"

namespace skerry::host {

struct ActorStoreOptions {
  /// A folder that exists; actors' files and the alarm index are kept below it.
  std::string folder;
  /// Name of a registered SQLite VFS; empty for the system's.
  std::string vfs = {};
  SqliteSync sync = SqliteSync::kFull;
};

/// All actors' databases of an installation, and their alarms.
///
/// Files are `<folder>/<namespace>/<2 digits>/<62 digits>.sqlite`, the digits being the SHA-256 of
/// the name, which is stored inside and compared when the file is opened. All functions may be
/// called from any thread. Destroy it after every `ActorDatabase` and before the executor.
class ActorStore {
 public:
  using OpenCallback = std::function<void(Result<std::unique_ptr<ActorDatabase>>)>;
  using DestroyCallback = std::function<void(Result<void>)>;

  /// Opens the alarm index; when there is none although there are actors, reads it from their
  /// files, which takes a moment for each. Blocks. Fails with `kUnavailable`.
  [[nodiscard]] static Result<std::unique_ptr<ActorStore>> open(ActorStoreOptions options,
                                                                Executor& executor);
  /// Waits until the databases that were let go are closed.
  ~ActorStore();

  /// Opens an actor's database on the executor and calls back there. The caller keeps at most one
  /// database of an actor open. A namespace is 1 to 64 of `a-z 0-9 _ -`, a name 1 to 512 bytes of
  /// UTF-8, else `kInvalid`; a damaged file is `kUnavailable` and left as it is.
  void open_actor(ActorIdentity identity, OpenCallback callback);
  /// The same, on the calling thread.
  [[nodiscard]] Result<std::unique_ptr<ActorDatabase>> open_actor_now(ActorIdentity identity);

  /// Erases an actor's file and alarm. No commit may be in flight; what was not committed is lost.
  /// The callback comes on the executor after the erasure is durable. A crash in between leaves the
  /// actor whole or gone.
  void destroy(std::unique_ptr<ActorDatabase> database, DestroyCallback callback);

  /// Alarms of all actors, resident or not: set a timer for `next_alarm_ms` again whenever the
  /// listener is called (from any thread), then `take_due_alarms`, and deliver to each actor with
  /// `ActorDatabase::take_alarm` and `commit`. An actor that was taken is not returned again until
  /// it commits or is postponed, which is right when it could not be opened or is already gone.
  [[nodiscard]] std::optional<std::uint64_t> next_alarm_ms() const;
  [[nodiscard]] std::vector<ActorIdentity> take_due_alarms(std::uint64_t now_ms,
                                                           std::size_t actors_max);
  void postpone_alarm(const ActorIdentity& identity, std::uint64_t at_ms);
  void set_alarm_listener(std::function<void()> listener);

  /// The file that an actor's database is kept in, whether it exists or not.
  [[nodiscard]] std::string file_of(const ActorIdentity& identity) const;

 private:
  friend class ActorDatabase;
  struct Shared;

  explicit ActorStore(std::unique_ptr<Shared> shared);
  [[nodiscard]] Result<void> rebuild_index();

  std::unique_ptr<Shared> shared_;
};

}  // namespace skerry::host
