#include "host/database/alarm_index.hpp"

namespace skerry::host {
namespace {

Result<void> write_change(SqliteConnection& connection, const ActorIdentity& actor,
                          std::optional<std::uint64_t> at_ms) {
  auto statement = connection.prepare(
      at_ms ? "INSERT INTO alarms (namespace, name, at_ms) VALUES (?1, ?2, ?3) "
              "ON CONFLICT (namespace, name) DO UPDATE SET at_ms = excluded.at_ms"
            : "DELETE FROM alarms WHERE namespace = ?1 AND name = ?2");
  if (!statement) return std::unexpected(statement.error());
  statement->bind(1, actor.actor_namespace).bind(2, actor.name);
  if (at_ms) statement->bind(3, static_cast<std::int64_t>(*at_ms));
  return statement->run();
}

}  // namespace

Result<std::unique_ptr<AlarmIndex>> AlarmIndex::open(const SqliteOptions& options,
                                                     Executor& executor) {
  auto connection = SqliteConnection::open(options);
  if (!connection) return std::unexpected(connection.error());
  auto created = (*connection)
                     ->execute(
                         "CREATE TABLE IF NOT EXISTS alarms (namespace TEXT NOT NULL, "
                         "name TEXT NOT NULL, at_ms INTEGER NOT NULL, "
                         "PRIMARY KEY (namespace, name)) WITHOUT ROWID");
  if (!created) return std::unexpected(created.error());
  std::unique_ptr<AlarmIndex> index(new AlarmIndex());
  if (auto loaded = index->load(**connection); !loaded) return std::unexpected(loaded.error());
  index->writer_ = std::make_unique<SqliteWriter>(std::move(*connection), executor);
  return index;
}

AlarmIndex::~AlarmIndex() {
  std::vector<Change> changes;
  {
    const std::scoped_lock lock(mutex_);
    changes = take_stale();
  }
  if (writer_ != nullptr && !changes.empty()) write(std::move(changes), [](const auto&) {});
}

Result<void> AlarmIndex::load(SqliteConnection& connection) {
  auto rows = connection.prepare("SELECT namespace, name, at_ms FROM alarms");
  if (!rows) return std::unexpected(rows.error());
  for (;;) {
    const auto row = rows->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    const auto at_ms = static_cast<std::uint64_t>(rows->integer(2));
    const auto entry = entries_.try_emplace({rows->text(0), rows->text(1)}).first;
    entry->second.at_ms = at_ms;
    entry->second.durable_at_ms = at_ms;
    wake_at(entry, at_ms);
  }
}

void AlarmIndex::prepare(const ActorIdentity& actor, std::uint64_t at_ms, Done done) {
  bool early_enough = false;
  {
    const std::scoped_lock lock(mutex_);
    auto& entry = entries_[actor];
    entry.pinned = true;
    early_enough = entry.durable_at_ms && *entry.durable_at_ms <= at_ms;
    if (!early_enough) {
      done = [this, actor, at_ms, done = std::move(done)](Result<void> written) {
        if (written) {
          const std::scoped_lock inner(mutex_);
          entries_[actor].durable_at_ms = at_ms;
        }
        done(std::move(written));
      };
    }
  }
  if (early_enough) {
    done({});
  } else {
    write({{actor, at_ms}}, std::move(done));
  }
}

void AlarmIndex::committed(const ActorIdentity& actor, std::optional<std::uint64_t> at_ms) {
  std::vector<Change> changes;
  {
    const std::scoped_lock lock(mutex_);
    const auto entry = entries_.try_emplace(actor).first;
    entry->second.pinned = false;
    entry->second.taken = false;
    entry->second.at_ms = at_ms;
    wake_at(entry, at_ms);
    const bool stale = entry->second.durable_at_ms != at_ms;
    stale_ += static_cast<std::size_t>(stale) - static_cast<std::size_t>(entry->second.stale);
    entry->second.stale = stale;
    forget_if_empty(entry);
    if (stale_ > kAlarmIndexStaleMax) changes = take_stale();
  }
  if (!changes.empty()) write(std::move(changes), [](const auto&) {});
  if (at_ms) notify();
}

void AlarmIndex::abandoned(const ActorIdentity& actor) {
  {
    const std::scoped_lock lock(mutex_);
    const auto entry = entries_.find(actor);
    if (entry == entries_.end()) return;
    entry->second.pinned = false;
    entry->second.taken = false;
    // The row may now be earlier than the alarm; looking then puts that right.
    wake_at(entry, entry->second.at_ms ? entry->second.at_ms : entry->second.durable_at_ms);
    forget_if_empty(entry);
  }
  notify();
}

void AlarmIndex::observed(const ActorIdentity& actor, std::optional<std::uint64_t> at_ms) {
  {
    const std::scoped_lock lock(mutex_);
    const auto entry = entries_.find(actor);
    if (entry == entries_.end() && !at_ms) return;
    if (entry != entries_.end() && entry->second.taken) return;
  }
  if (!at_ms) {
    committed(actor, at_ms);
    return;
  }
  prepare(actor, *at_ms, [this, actor, at_ms](const Result<void>& written) {
    // Unwritten, it still holds for the life of this process, and the next opening tries again.
    (void)written;
    committed(actor, at_ms);
  });
}

std::optional<std::uint64_t> AlarmIndex::next_due_ms() const {
  const std::scoped_lock lock(mutex_);
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first;
}

std::vector<ActorIdentity> AlarmIndex::take_due(std::uint64_t now_ms, std::size_t actors_max) {
  const std::scoped_lock lock(mutex_);
  std::vector<ActorIdentity> taken;
  while (!due_.empty() && due_.begin()->first <= now_ms && taken.size() < actors_max) {
    const auto entry = entries_.find(*due_.begin()->second);
    entry->second.taken = true;
    wake_at(entry, std::nullopt);
    taken.push_back(entry->first);
  }
  return taken;
}

void AlarmIndex::postpone(const ActorIdentity& actor, std::uint64_t at_ms) {
  {
    const std::scoped_lock lock(mutex_);
    const auto entry = entries_.find(actor);
    if (entry == entries_.end() || !entry->second.taken) return;
    entry->second.taken = false;
    wake_at(entry, at_ms);
  }
  notify();
}

void AlarmIndex::set_listener(std::function<void()> listener) {
  const std::scoped_lock lock(mutex_);
  listener_ = std::make_shared<const std::function<void()>>(std::move(listener));
}

void AlarmIndex::write(std::vector<Change> changes, Done done) {
  writer_->submit(
      [changes = std::move(changes)](SqliteConnection& connection) -> Result<void> {
        for (const auto& [actor, at_ms] : changes) {
          if (auto written = write_change(connection, actor, at_ms); !written) return written;
        }
        return {};
      },
      std::move(done));
}

void AlarmIndex::wake_at(Entries::iterator entry, std::optional<std::uint64_t> at_ms) {
  auto& current = entry->second.wake_at_ms;
  if (current) due_.erase({*current, &entry->first});
  current = at_ms;
  if (at_ms) due_.insert({*at_ms, &entry->first});
}

void AlarmIndex::forget_if_empty(Entries::iterator entry) {
  const auto& value = entry->second;
  if (value.at_ms || value.wake_at_ms || value.durable_at_ms || value.pinned || value.taken) return;
  stale_ -= static_cast<std::size_t>(value.stale);
  entries_.erase(entry);
}

std::vector<AlarmIndex::Change> AlarmIndex::take_stale() {
  std::vector<Change> changes;
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    const auto current = entry++;
    auto& value = current->second;
    if (!value.stale || value.pinned) continue;
    // From here on the row may be as late as the new time.
    value.durable_at_ms = value.at_ms;
    value.stale = false;
    --stale_;
    changes.emplace_back(current->first, value.at_ms);
    forget_if_empty(current);
  }
  return changes;
}

void AlarmIndex::notify() {
  std::shared_ptr<const std::function<void()>> listener;
  {
    const std::scoped_lock lock(mutex_);
    listener = listener_;
  }
  if (listener != nullptr && *listener) (*listener)();
}

}  // namespace skerry::host
