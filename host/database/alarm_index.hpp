#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/database/executor.hpp"
#include "host/database/result.hpp"
#include "host/database/sqlite_writer.hpp"

namespace skerry::host {

/// Names an actor of the installation.
struct ActorIdentity {
  std::string actor_namespace;
  std::string name;
  auto operator<=>(const ActorIdentity&) const = default;
};

/// Knows when which actor wants to be woken, without opening the actors' files.
///
/// The truth about an alarm is the row in the actor's own file, which commits with the event that
/// set it. The index only says *look at this actor no later than then*, and keeps one invariant:
///
///     for every actor file with an alarm at T, the index durably holds a row with a time <= T.
///
/// So a time that gets earlier is made durable in the index *before* the actor's commit begins
/// (`prepare`), and a time that gets later, or an alarm that goes away, is written *after* it,
/// without hurry (`committed`). Whatever the moment of a crash:
/// - before `prepare` is durable: the event was not committed either, the old alarm stands in both;
/// - between `prepare` and the commit: the index wakes the actor early or for nothing; its file is
///   looked at and the index corrected;
/// - after the commit, before the index is brought up to date: the same, early or for nothing.
/// No crash leaves an alarm without its row. A row too many costs one look at one file. A missing
/// index is rebuilt from the actors' files; a damaged one is reported and left alone.
///
/// All functions may be called from any thread.
class AlarmIndex {
 public:
  using Done = std::function<void(Result<void>)>;

  /// Opens or creates the index and reads it. `executor` must outlive this.
  [[nodiscard]] static Result<std::unique_ptr<AlarmIndex>> open(const SqliteOptions& options,
                                                                Executor& executor);
  /// Writes what may be written late, and waits for it.
  ~AlarmIndex();

  /// Makes sure that the index durably holds a time of at most `at_ms`, then calls `done`: at once
  /// when it does already, else on the executor. Until `committed` or `abandoned` follows, the
  /// actor's row is not moved to a later time.
  void prepare(const ActorIdentity& actor, std::uint64_t at_ms, Done done);
  /// The actor's file durably holds this alarm, or none.
  void committed(const ActorIdentity& actor, std::optional<std::uint64_t> at_ms);
  /// The commit that `prepare` announced failed; the alarm is what it was before.
  void abandoned(const ActorIdentity& actor);
  /// An actor's file was opened and holds this alarm, or none. Repairs the index if need be.
  void observed(const ActorIdentity& actor, std::optional<std::uint64_t> at_ms);

  /// The earliest time at which `take_due` returns something.
  [[nodiscard]] std::optional<std::uint64_t> next_due_ms() const;
  /// Actors whose time has come, earliest first. Each is left out from then on until the next
  /// `committed` or `postpone`.
  [[nodiscard]] std::vector<ActorIdentity> take_due(std::uint64_t now_ms, std::size_t actors_max);
  /// Brings a taken actor back at `at_ms` because it could not be looked at.
  void postpone(const ActorIdentity& actor, std::uint64_t at_ms);
  /// Called, from any thread and without a lock held, whenever `next_due_ms` got earlier.
  void set_listener(std::function<void()> listener);

 private:
  struct Entry {
    /// What the actor's file holds, or held when the index was read at the latest.
    std::optional<std::uint64_t> at_ms;
    /// Its place in `due_`; none when taken.
    std::optional<std::uint64_t> wake_at_ms;
    /// A durable row's time is at most this. None: there may be no row.
    std::optional<std::uint64_t> durable_at_ms;
    bool pinned = false;
    bool taken = false;
    bool stale = false;
  };
  using Entries = std::map<ActorIdentity, Entry>;
  using Change = std::pair<ActorIdentity, std::optional<std::uint64_t>>;

  AlarmIndex() = default;
  [[nodiscard]] Result<void> load(SqliteConnection& connection);
  void write(std::vector<Change> changes, Done done);
  void wake_at(Entries::iterator entry, std::optional<std::uint64_t> at_ms);
  void forget_if_empty(Entries::iterator entry);
  /// Takes what may be written late; the lock is held.
  [[nodiscard]] std::vector<Change> take_stale();
  void notify();

  mutable std::mutex mutex_;
  Entries entries_;
  std::set<std::pair<std::uint64_t, const ActorIdentity*>> due_;
  std::size_t stale_ = 0;
  std::shared_ptr<const std::function<void()>> listener_;
  std::unique_ptr<SqliteWriter> writer_;
};

}  // namespace skerry::host
