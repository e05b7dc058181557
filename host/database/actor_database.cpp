#include "host/database/actor_database.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "host/database/actor_state.hpp"
#include "host/database/invariant.hpp"
#include "host/database/sql_statement_runner.hpp"

namespace skerry::host {
namespace {

/// Two things that come about on threads of their own, and what went wrong with either.
class Meeting {
 public:
  /// What both came to, for the later of them alone.
  std::optional<Result<void>> arrive(Result<void> result) {
    const std::scoped_lock lock(mutex_);
    if (!result) outcome_ = std::move(result);
    if (++arrived_ < 2) return std::nullopt;
    return outcome_;
  }

 private:
  std::mutex mutex_;
  int arrived_ = 0;
  Result<void> outcome_;
};

/// The latest time that every part of the system holds exactly.
constexpr auto kAlarmLatestMs = static_cast<std::uint64_t>(kSqlIntegerMax);

}  // namespace

ActorDatabase::ActorDatabase(std::shared_ptr<State> state) : state_(std::move(state)) {}

ActorDatabase::~ActorDatabase() {
  auto& executor = state_->shared.executor;
  // Closing moves the log into the file, which waits for the disk.
  executor.post([state = std::move(state_)]() mutable { state.reset(); });
}

const ActorIdentity& ActorDatabase::identity() const { return state_->identity; }

bool ActorDatabase::in_event() const { return state_->in_event; }

bool ActorDatabase::commit_in_flight() const {
  return state_->commit_in_flight.load(std::memory_order_acquire);
}

std::uint64_t ActorDatabase::memory_bytes() const {
  std::uint64_t total = 0;
  for (const int what :
       {SQLITE_DBSTATUS_CACHE_USED, SQLITE_DBSTATUS_SCHEMA_USED, SQLITE_DBSTATUS_STMT_USED}) {
    int current = 0;
    int highest = 0;
    sqlite3_db_status(state_->connection->get(), what, &current, &highest, 0);
    total += static_cast<std::uint64_t>(current);
  }
  return total;
}

Result<void> ActorDatabase::check_usable() const {
  require(!commit_in_flight(), "an actor's database is left alone while it commits");
  if (state_->is_lost) {
    return fail(FailureKind::kUnavailable, "the actor's transaction was lost; open it again");
  }
  return {};
}

template <typename T>
Result<T> ActorDatabase::watched(Result<T> result) {
  if (!state_->connection->in_transaction()) state_->is_lost = true;
  return result;
}

Result<void> ActorDatabase::begin_event() {
  if (auto usable = check_usable(); !usable) return usable;
  require(!state_->in_event, "one event at a time");
  auto& connection = *state_->connection;
  if (!connection.in_transaction()) {
    if (auto begun = connection.execute("BEGIN"); !begun) return begun;
  }
  auto opened = watched(connection.execute("SAVEPOINT skerry_event"));
  state_->in_event = opened.has_value();
  return opened;
}

Result<void> ActorDatabase::end_event() {
  if (auto usable = check_usable(); !usable) return usable;
  require(state_->in_event, "an event is open");
  auto& connection = *state_->connection;
  if (connection.has_deferred_violations()) {
    return fail(FailureKind::kConstraint, "FOREIGN KEY constraint failed at the end of an event");
  }
  auto released = watched(connection.execute("RELEASE skerry_event"));
  if (!released) return released;
  state_->in_event = false;
  if (std::exchange(connection.authority().defers_foreign_keys, false)) {
    return watched(connection.execute("PRAGMA defer_foreign_keys=OFF"));
  }
  return {};
}

Result<void> ActorDatabase::undo_event() {
  if (auto usable = check_usable(); !usable) return usable;
  require(state_->in_event, "an event is open");
  auto& connection = *state_->connection;
  if (auto undone = watched(connection.execute("ROLLBACK TO skerry_event")); !undone) return undone;
  return end_event();
}

Result<std::string> ActorDatabase::execute(std::string_view sql, std::string_view params) {
  if (auto usable = check_usable(); !usable) return std::unexpected(usable.error());
  require(state_->in_event, "an event is open");
  return watched(SqlStatementRunner(*state_->connection).run(sql, params));
}

bool ActorDatabase::commit(CommitCallback callback) {
  auto& state = *state_;
  require(!commit_in_flight() && !state.in_event, "a commit stands between events");
  Result<std::optional<std::uint64_t>> alarm;
  if (state.is_lost) {
    alarm = std::unexpected(check_usable().error());
  } else {
    if (state.alarm_touched) alarm = state.read_alarm();
    if (alarm && !state.connection->has_written()) {
      state.connection->roll_back();
      if (std::exchange(state.alarm_touched, false)) {
        state.shared.index->committed(state.identity, *alarm);
      }
      return false;
    }
  }
  state.commit_in_flight.store(true, std::memory_order_release);
  const bool touched = std::exchange(state.alarm_touched, false);
  auto finish = [state = state_, touched, alarm,
                 callback = std::move(callback)](Result<void> prepared) {
    auto done = prepared ? state->commit() : std::move(prepared);
    auto& index = *state->shared.index;
    if (done && touched) index.committed(state->identity, *alarm);
    if (!done) {
      state->is_lost = true;
      if (touched) index.abandoned(state->identity);
    }
    state->commit_in_flight.store(false, std::memory_order_release);
    callback(std::move(done));
  };
  auto& executor = state.shared.executor;
  auto on_executor = [&executor, finish](Result<void> prepared) {
    executor.post([finish, prepared = std::move(prepared)] { finish(prepared); });
  };
  if (!alarm) {
    on_executor(std::unexpected(alarm.error()));
  } else if (*alarm && state.is_new) {
    // The index and the new file wait for the disk at the same time.
    auto both = std::make_shared<Meeting>();
    executor.post([state = state_, both, finish] {
      if (auto made = both->arrive(state->make_file())) finish(std::move(*made));
    });
    state.shared.index->prepare(state.identity, **alarm, [both, on_executor](Result<void> done) {
      if (auto made = both->arrive(std::move(done))) on_executor(std::move(*made));
    });
  } else if (*alarm) {
    state.shared.index->prepare(state.identity, **alarm, std::move(on_executor));
  } else {
    on_executor({});
  }
  return true;
}

// --- The alarm

Result<void> ActorDatabase::set_alarm(std::uint64_t at_ms) {
  if (auto usable = check_usable(); !usable) return usable;
  require(state_->in_event, "an event is open");
  state_->alarm_touched = true;
  auto statement =
      state_->connection->prepare("INSERT OR REPLACE INTO skerry_alarm VALUES (1, ?, 0)");
  if (!statement) return std::unexpected(statement.error());
  statement->bind(1, static_cast<std::int64_t>(std::min(at_ms, kAlarmLatestMs)));
  return watched(statement->run());
}

Result<void> ActorDatabase::clear_alarm() {
  if (auto usable = check_usable(); !usable) return usable;
  require(state_->in_event, "an event is open");
  const auto alarm = get_alarm();
  if (!alarm) return std::unexpected(alarm.error());
  // Writing nothing keeps an event that changes nothing from waiting for a commit.
  if (!*alarm) return {};
  state_->alarm_touched = true;
  return watched(state_->connection->execute("DELETE FROM skerry_alarm"));
}

Result<std::optional<std::uint64_t>> ActorDatabase::get_alarm() {
  if (auto usable = check_usable(); !usable) return std::unexpected(usable.error());
  return state_->read_alarm();
}

Result<std::optional<std::uint32_t>> ActorDatabase::take_alarm(std::uint64_t now_ms) {
  if (auto usable = check_usable(); !usable) return std::unexpected(usable.error());
  require(state_->in_event, "an event is open");
  // Even if there is nothing to deliver, the index hears of it at the commit.
  state_->alarm_touched = true;
  std::uint32_t attempt = 0;
  {
    auto query = state_->connection->prepare("SELECT at_ms, attempts FROM skerry_alarm");
    if (!query) return std::unexpected(query.error());
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row || static_cast<std::uint64_t>(query->integer(0)) > now_ms) return std::nullopt;
    attempt = static_cast<std::uint32_t>(query->integer(1)) + 1;
  }
  auto taken = watched(state_->connection->execute("DELETE FROM skerry_alarm"));
  if (!taken) return std::unexpected(taken.error());
  return attempt;
}

Result<void> ActorDatabase::retry_alarm(std::uint64_t at_ms) {
  if (auto usable = check_usable(); !usable) return usable;
  require(state_->in_event, "an event is open");
  state_->alarm_touched = true;
  auto statement =
      state_->connection->prepare("UPDATE skerry_alarm SET at_ms = ?, attempts = attempts + 1");
  if (!statement) return std::unexpected(statement.error());
  statement->bind(1, static_cast<std::int64_t>(std::min(at_ms, kAlarmLatestMs)));
  return watched(statement->run());
}

// --- Sockets

Result<void> ActorDatabase::add_socket(std::string_view socket) {
  if (auto usable = check_usable(); !usable) return usable;
  require(state_->in_event, "an event is open");
  const auto open = sockets();
  if (!open) return std::unexpected(open.error());
  if (std::ranges::find(*open, socket) != open->end()) return {};
  if (open->size() >= kActorSocketsMax) return fail_limit("actor_sockets_max", kActorSocketsMax);
  auto statement = state_->connection->prepare("INSERT INTO skerry_sockets VALUES (?)");
  if (!statement) return std::unexpected(statement.error());
  return watched(statement->bind(1, socket).run());
}

Result<void> ActorDatabase::remove_socket(std::string_view socket) {
  if (auto usable = check_usable(); !usable) return usable;
  require(state_->in_event, "an event is open");
  auto statement = state_->connection->prepare("DELETE FROM skerry_sockets WHERE socket = ?");
  if (!statement) return std::unexpected(statement.error());
  return watched(statement->bind(1, socket).run());
}

Result<std::vector<std::string>> ActorDatabase::sockets() {
  if (auto usable = check_usable(); !usable) return std::unexpected(usable.error());
  auto query = state_->connection->prepare("SELECT socket FROM skerry_sockets ORDER BY socket");
  if (!query) return std::unexpected(query.error());
  std::vector<std::string> found;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return found;
    found.push_back(query->text(0));
  }
}

}  // namespace skerry::host
