#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "host/database/actor_database.hpp"
#include "host/database/actor_store.hpp"

namespace skerry::host {

/// What a store and its databases have in common. Outlives every `ActorDatabase::State`.
struct ActorStore::Shared {
  Shared(ActorStoreOptions store_options, Executor& where, std::unique_ptr<AlarmIndex> alarms)
      : options(std::move(store_options)), executor(where), index(std::move(alarms)) {}

  ActorStoreOptions options;
  Executor& executor;
  std::unique_ptr<AlarmIndex> index;
  std::mutex mutex;
  std::condition_variable changed;
  /// States that exist, and openings under way.
  std::size_t users = 0;
  /// A database in memory with the host's tables, made in advance for the next new actor.
  std::unique_ptr<SqliteConnection> spare;

  void enter() {
    const std::scoped_lock lock(mutex);
    ++users;
  }
  void leave() {
    const std::scoped_lock lock(mutex);
    --users;
    changed.notify_all();
  }

  /// The spare database, or one made now; another is made on the executor.
  [[nodiscard]] Result<std::unique_ptr<SqliteConnection>> take_spare();
  void make_spare();
  /// Creates a folder below an existing one unless it is known to be there for good.
  [[nodiscard]] Result<void> make_folder(const std::string& path);

 private:
  std::mutex folders_mutex_;
  std::set<std::string> folders_;
};

/// The insides of an actor's database; a commit under way shares it.
struct ActorDatabase::State {
  State(ActorStore::Shared& store, ActorIdentity actor, std::string path)
      : shared(store), identity(std::move(actor)), file(std::move(path)) {
    shared.enter();
  }
  ~State() {
    made_file.reset();
    connection.reset();
    shared.leave();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ActorStore::Shared& shared;
  const ActorIdentity identity;
  const std::string file;
  /// On ":memory:" while `is_new`, until the first commit creates the file.
  std::unique_ptr<SqliteConnection> connection;
  bool is_new = false;
  /// The file that a new actor's first commit will go into, once it is there.
  std::unique_ptr<SqliteConnection> made_file;
  bool in_event = false;
  /// SQLite ended the transaction by itself, or a commit failed.
  bool is_lost = false;
  /// The alarm may have changed since the last commit.
  bool alarm_touched = false;
  std::atomic<bool> commit_in_flight = false;

  /// Opens the file, or a database in memory when the actor has none.
  [[nodiscard]] Result<void> open();
  /// Makes the file that a new actor's first commit goes into, as an actor that is not there.
  [[nodiscard]] Result<void> make_file();
  /// Commits on this thread; a new actor's commit goes into a file.
  [[nodiscard]] Result<void> commit();
  /// Closes and removes the file, then the alarm.
  [[nodiscard]] Result<void> erase();
  [[nodiscard]] Result<std::optional<std::uint64_t>> read_alarm();

 private:
  [[nodiscard]] Result<bool> open_file();
  [[nodiscard]] Result<void> open_memory();
  [[nodiscard]] Result<void> check_identity();
  [[nodiscard]] Result<bool> is_unfinished() const;
  [[nodiscard]] Result<void> move_to_file();
};

}  // namespace skerry::host
