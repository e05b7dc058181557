#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/database/alarm_index.hpp"
#include "host/database/executor.hpp"
#include "host/database/result.hpp"
#include "host/database/sqlite_connection.hpp"

namespace skerry::host {

/// The database of one resident actor: its own tables, its alarm and its sockets' rows, in one
/// file.
///
/// Protocol, all on the actor's own thread:
///
///     begin_event → execute, set_alarm, … → end_event (keep) or undo_event (trap), any number of
///     times, then commit; no call but `commit_in_flight` until its callback has come.
///
/// All events since the last commit become durable together, with one `fsync`, off that thread.
/// An actor that has never committed a write has no file; its first commit creates the file whole.
///
/// A failure inside an event leaves the event's earlier writes; the caller decides. Some failures
/// make SQLite end the whole transaction (a write interrupted by its step limit, `OR ROLLBACK`, a
/// broken disk): then every further call fails with `kUnavailable` and so does `commit`, so that
/// the held effects of *all* events since the last commit are dropped and the actor is opened anew.
///
/// The destructor hands the file to the executor to be closed; it may be called at any time.
class ActorDatabase {
 public:
  using CommitCallback = std::function<void(Result<void>)>;

  ~ActorDatabase();
  ActorDatabase(const ActorDatabase&) = delete;
  ActorDatabase& operator=(const ActorDatabase&) = delete;

  [[nodiscard]] const ActorIdentity& identity() const;

  /// Opens a savepoint. At most one event at a time.
  [[nodiscard]] Result<void> begin_event();
  /// Keeps what the event wrote, for the next commit. Fails with `kConstraint` when the event left
  /// deferred foreign keys violated; the event is then still open and must be undone.
  [[nodiscard]] Result<void> end_event();
  /// Undoes what the event wrote, its alarm and sockets included.
  [[nodiscard]] Result<void> undo_event();
  /// True between `begin_event` and its end.
  [[nodiscard]] bool in_event() const;

  /// The contract's `actor-storage.execute`: see `SqlStatementRunner::run`. Inside an event.
  [[nodiscard]] Result<std::string> execute(std::string_view sql, std::string_view params);

  /// Makes the events since the last commit durable.
  ///
  /// Returns false when they wrote nothing: their effects may be released at once, and `callback`
  /// is dropped. Otherwise `callback` is called exactly once, on the executor's thread (before this
  /// returns when the executor is inline), and no other function may be called until then. After a
  /// failure nothing of these events is to be trusted: drop the instance, its held effects and this
  /// object, and open the actor again.
  [[nodiscard]] bool commit(CommitCallback callback);
  /// From `commit` until just before its callback. From any thread.
  [[nodiscard]] bool commit_in_flight() const;

  /// The contract's `alarm`, inside an event and part of it. Milliseconds since 1970.
  [[nodiscard]] Result<void> set_alarm(std::uint64_t at_ms);
  [[nodiscard]] Result<void> clear_alarm();
  [[nodiscard]] Result<std::optional<std::uint64_t>> get_alarm();
  /// Begins a delivery, first thing in its event: takes the alarm away and returns the attempt's
  /// number, from 1. None when there is no alarm or its time has not come: end the event, commit,
  /// and the index is put right. An event that is undone has its alarm back, with the old number.
  [[nodiscard]] Result<std::optional<std::uint32_t>> take_alarm(std::uint64_t now_ms);
  /// After an undone delivery, in an event of its own: counts the failed attempt and sets the time
  /// of the next. Nothing happens when there is no alarm.
  [[nodiscard]] Result<void> retry_alarm(std::uint64_t at_ms);

  /// Rows of sockets, inside an event. Adding one twice or removing an unknown one changes nothing.
  /// More than `kActorSocketsMax` is `kLimitExceeded`.
  [[nodiscard]] Result<void> add_socket(std::string_view socket);
  [[nodiscard]] Result<void> remove_socket(std::string_view socket);
  [[nodiscard]] Result<std::vector<std::string>> sockets();

  /// What SQLite holds in memory for this actor's pages, schema and statements, in bytes; about
  /// 50 KiB more go to the connection and the index of its log.
  [[nodiscard]] std::uint64_t memory_bytes() const;

 private:
  friend class ActorStore;
  struct State;

  explicit ActorDatabase(std::shared_ptr<State> state);
  [[nodiscard]] Result<void> check_usable() const;
  /// Passes `result` on after noticing that SQLite has ended the transaction.
  template <typename T>
  [[nodiscard]] Result<T> watched(Result<T> result);

  std::shared_ptr<State> state_;
};

}  // namespace skerry::host
