#include "host/database/durable_queue.hpp"

#include <algorithm>
#include <utility>

namespace skerry::host {
namespace {

constexpr std::uint64_t kMsPerSecond = 1'000;

constexpr const char* kTables[] = {
    "CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY AUTOINCREMENT, "
    "queue TEXT NOT NULL, body TEXT NOT NULL, due_ms INTEGER NOT NULL, "
    "attempts INTEGER NOT NULL DEFAULT 0, leased INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX IF NOT EXISTS messages_due ON messages (queue, leased, due_ms)",
    // Leases die with the process that held them.
    "UPDATE messages SET leased = 0 WHERE leased = 1",
};

std::int64_t signed_ms(std::uint64_t at_ms) { return static_cast<std::int64_t>(at_ms); }

/// Puts a message among its queue's waiting ones again.
Result<void> put_back(SqliteConnection& connection, std::int64_t message, std::uint64_t due_ms) {
  auto statement = connection.prepare("UPDATE messages SET leased = 0, due_ms = ?2 WHERE id = ?1");
  if (!statement) return std::unexpected(statement.error());
  return statement->bind(1, message).bind(2, signed_ms(due_ms)).run();
}

Result<void> erase(SqliteConnection& connection, std::int64_t message) {
  auto statement = connection.prepare("DELETE FROM messages WHERE id = ?");
  if (!statement) return std::unexpected(statement.error());
  return statement->bind(1, message).run();
}

/// Moves a message that failed too often, or drops it when there is nowhere to move it.
Result<void> give_up(SqliteConnection& connection, std::int64_t message,
                     const std::string& dead_letter_queue, std::uint64_t now_ms) {
  if (dead_letter_queue.empty()) return erase(connection, message);
  auto statement = connection.prepare(
      "UPDATE messages SET queue = ?2, attempts = 0, leased = 0, due_ms = ?3 WHERE id = ?1");
  if (!statement) return std::unexpected(statement.error());
  return statement->bind(1, message).bind(2, dead_letter_queue).bind(3, signed_ms(now_ms)).run();
}

Result<std::optional<std::uint64_t>> earliest(SqliteConnection& connection,
                                              const std::string& queue) {
  auto query =
      connection.prepare("SELECT min(due_ms) FROM messages WHERE queue = ? AND leased = 0");
  if (!query) return std::unexpected(query.error());
  const auto row = query->bind(1, queue).step();
  if (!row) return std::unexpected(row.error());
  if (!*row || query->is_null(0)) return std::nullopt;
  return static_cast<std::uint64_t>(query->integer(0));
}

}  // namespace

/// What one look at a queue's due messages found.
struct DurableQueue::Pumped {
  struct Message {
    std::int64_t id;
    std::string body;
    std::uint32_t attempts;
  };
  std::uint64_t now_ms = 0;
  std::vector<Message> leased;
  std::uint64_t given_up = 0;
  std::optional<std::uint64_t> next_ms;

  /// Reads what is due and leases it, or gives it up. May run more than once.
  Result<void> run(SqliteConnection& connection, const std::string& queue,
                   const QueueOptions& options, std::size_t room);
};

Result<void> DurableQueue::Pumped::run(SqliteConnection& connection, const std::string& queue,
                                       const QueueOptions& options, std::size_t room) {
  std::vector<Message> due;
  leased.clear();
  given_up = 0;
  {
    auto query = connection.prepare(
        "SELECT id, body, attempts FROM messages WHERE queue = ?1 AND leased = 0 AND due_ms <= ?2 "
        "ORDER BY due_ms, id LIMIT ?3");
    if (!query) return std::unexpected(query.error());
    query->bind(1, queue).bind(2, signed_ms(now_ms)).bind(3, static_cast<std::int64_t>(room));
    for (;;) {
      const auto row = query->step();
      if (!row) return std::unexpected(row.error());
      if (!*row) break;
      due.push_back(
          {query->integer(0), query->text(1), static_cast<std::uint32_t>(query->integer(2))});
    }
  }
  for (auto& message : due) {
    if (message.attempts > options.retries_max) {
      // Its last attempt took the process down before it could be settled.
      auto done = give_up(connection, message.id, options.dead_letter_queue, now_ms);
      if (!done) return done;
      ++given_up;
      continue;
    }
    auto statement =
        connection.prepare("UPDATE messages SET leased = 1, attempts = attempts + 1 WHERE id = ?");
    if (!statement) return std::unexpected(statement.error());
    if (auto done = statement->bind(1, message.id).run(); !done) return done;
    ++message.attempts;
    leased.push_back(std::move(message));
  }
  auto next = earliest(connection, queue);
  if (!next) return std::unexpected(next.error());
  next_ms = *next;
  return {};
}

DurableQueue::DurableQueue(const DurableQueueOptions& options, Deliver deliver)
    : deliver_(std::move(deliver)) {
  for (const auto& [name, queue] : options.queues) {
    queues_[name].options = queue;
    queues_[name].options.retries_max = std::min(queue.retries_max, kQueueRetriesMax);
  }
  for (const auto& [name, queue] : options.queues) {
    const auto& dead = queue.dead_letter_queue;
    if (!dead.empty() && !queues_.contains(dead)) queues_[dead].options.has_consumer = false;
  }
}

Result<std::unique_ptr<DurableQueue>> DurableQueue::open(const DurableQueueOptions& options,
                                                         Executor& executor, Deliver deliver) {
  auto connection =
      SqliteConnection::open({.path = options.path, .vfs = options.vfs, .sync = options.sync});
  if (!connection) return std::unexpected(connection.error());
  std::unique_ptr<DurableQueue> queue(new DurableQueue(options, std::move(deliver)));
  if (auto loaded = queue->load(**connection); !loaded) return std::unexpected(loaded.error());
  queue->writer_ = std::make_unique<SqliteWriter>(std::move(*connection), executor);
  return queue;
}

DurableQueue::~DurableQueue() = default;

Result<void> DurableQueue::load(SqliteConnection& connection) {
  for (const auto* statement : kTables) {
    if (auto done = connection.execute(statement); !done) return done;
  }
  for (auto& [name, queue] : queues_) {
    auto due = earliest(connection, name);
    if (!due) return std::unexpected(due.error());
    queue.due_ms = *due;
  }
  return {};
}

void DurableQueue::send(const std::string& queue, std::string body, std::uint32_t delay_s,
                        std::uint64_t now_ms, DoneCallback callback) {
  Result<void> allowed;
  if (!queues_.contains(queue)) {
    allowed = fail(FailureKind::kNotFound, "queue " + queue);
  } else if (body.size() > kQueueMessageBytesMax) {
    allowed = fail_limit("queue_message_bytes_max", kQueueMessageBytesMax);
  } else if (delay_s > kQueueDelaySMax) {
    allowed = fail_limit("queue_delay_s_max", kQueueDelaySMax);
  }
  const auto due_ms = now_ms + delay_s * kMsPerSecond;
  writer_->submit(
      [queue, body = std::move(body), due_ms,
       allowed](SqliteConnection& connection) -> Result<void> {
        if (!allowed) return allowed;
        auto statement =
            connection.prepare("INSERT INTO messages (queue, body, due_ms) VALUES (?, ?, ?)");
        if (!statement) return std::unexpected(statement.error());
        return statement->bind(1, queue).bind(2, body).bind(3, signed_ms(due_ms)).run();
      },
      [this, queue, due_ms, callback = std::move(callback)](Result<void> done) {
        if (done) due_at(queue, due_ms);
        callback(std::move(done));
        notify();
      });
}

std::optional<DurableQueue::Lease> DurableQueue::end_lease(std::uint64_t lease) {
  const std::scoped_lock lock(mutex_);
  const auto found = leases_.find(lease);
  if (found == leases_.end()) return std::nullopt;
  auto ended = std::move(found->second);
  leases_.erase(found);
  --queues_[ended.queue].leased;
  return ended;
}

void DurableQueue::ack(std::uint64_t lease) {
  const auto ended = end_lease(lease);
  if (!ended) return;
  writer_->submit([message = ended->message](
                      SqliteConnection& connection) { return erase(connection, message); },
                  [this](const Result<void>&) {
                    // Not erased, the message comes back at the next start: at least once.
                    notify();
                  });
}

void DurableQueue::retry(std::uint64_t lease, std::uint32_t delay_s, std::uint64_t now_ms) {
  if (const auto ended = end_lease(lease)) settle_failed(*ended, delay_s, now_ms);
}

void DurableQueue::settle_failed(const Lease& lease, std::uint32_t delay_s, std::uint64_t now_ms) {
  const auto& options = queues_[lease.queue].options;
  const bool over = lease.attempts > options.retries_max;
  if (delay_s == 0) delay_s = options.retry_delay_s;
  const auto due_ms = now_ms + std::min(delay_s, kQueueDelaySMax) * kMsPerSecond;
  writer_->submit(
      [message = lease.message, over, due_ms, now_ms,
       dead = options.dead_letter_queue](SqliteConnection& connection) {
        return over ? give_up(connection, message, dead, now_ms)
                    : put_back(connection, message, due_ms);
      },
      [this, over, due_ms, now_ms, queue = lease.queue,
       dead = options.dead_letter_queue](const Result<void>& done) {
        if (!done) return;
        if (!over) {
          due_at(queue, due_ms);
        } else if (!dead.empty()) {
          due_at(dead, now_ms);
        } else {
          const std::scoped_lock lock(mutex_);
          ++dropped_;
        }
        notify();
      });
}

void DurableQueue::pump(std::uint64_t now_ms) {
  std::vector<Lease> overdue;
  std::vector<std::pair<std::string, std::size_t>> ready;
  {
    const std::scoped_lock lock(mutex_);
    for (auto lease = leases_.begin(); lease != leases_.end();) {
      if (lease->second.until_ms > now_ms) {
        ++lease;
        continue;
      }
      --queues_[lease->second.queue].leased;
      overdue.push_back(std::move(lease->second));
      lease = leases_.erase(lease);
    }
    for (auto& [name, queue] : queues_) {
      const auto& options = queue.options;
      if (!options.has_consumer || queue.pumping || queue.leased >= options.leased_max) continue;
      if (!queue.due_ms || *queue.due_ms > now_ms) continue;
      queue.pumping = true;
      queue.due_ms.reset();
      ready.emplace_back(name, options.leased_max - queue.leased);
    }
  }
  for (const auto& lease : overdue) settle_failed(lease, 0, now_ms);
  for (const auto& [name, room] : ready) pump_queue(name, now_ms, room);
}

void DurableQueue::pump_queue(const std::string& name, std::uint64_t now_ms, std::size_t room) {
  const auto pumped = std::make_shared<Pumped>();
  pumped->now_ms = now_ms;
  writer_->submit(
      [pumped, name, room, options = queues_[name].options](SqliteConnection& connection) {
        return pumped->run(connection, name, options, room);
      },
      [this, pumped, name](const Result<void>& done) { on_pumped(name, *pumped, done); });
}

void DurableQueue::on_pumped(const std::string& name, Pumped& pumped, const Result<void>& done) {
  std::vector<QueueDelivery> deliveries;
  {
    const std::scoped_lock lock(mutex_);
    auto& queue = queues_[name];
    queue.pumping = false;
    if (done) {
      for (auto& message : pumped.leased) {
        const auto lease = next_lease_++;
        leases_[lease] = {name, message.id, message.attempts,
                          pumped.now_ms + queue.options.lease_ms};
        ++queue.leased;
        deliveries.push_back(
            {name, std::to_string(message.id), std::move(message.body), message.attempts, lease});
      }
      if (queue.options.dead_letter_queue.empty()) dropped_ += pumped.given_up;
    }
  }
  if (done) {
    if (pumped.next_ms) due_at(name, *pumped.next_ms);
    const auto& dead = queues_[name].options.dead_letter_queue;
    if (pumped.given_up > 0 && !dead.empty()) due_at(dead, pumped.now_ms);
  } else {
    // Nothing was leased. Look again after a lease's time rather than at once: the disk is at
    // fault.
    due_at(name, pumped.now_ms + queues_[name].options.lease_ms);
  }
  for (auto& delivery : deliveries) deliver_(std::move(delivery));
  notify();
}

std::optional<std::uint64_t> DurableQueue::next_due_ms() const {
  const std::scoped_lock lock(mutex_);
  std::optional<std::uint64_t> next;
  const auto consider = [&next](std::uint64_t at_ms) {
    next = std::min(next.value_or(at_ms), at_ms);
  };
  for (const auto& [name, queue] : queues_) {
    const bool ready =
        queue.options.has_consumer && !queue.pumping && queue.leased < queue.options.leased_max;
    if (ready && queue.due_ms) consider(*queue.due_ms);
  }
  for (const auto& [id, lease] : leases_) consider(lease.until_ms);
  return next;
}

void DurableQueue::set_listener(std::function<void()> listener) {
  const std::scoped_lock lock(mutex_);
  listener_ = std::make_shared<const std::function<void()>>(std::move(listener));
}

std::uint64_t DurableQueue::dropped() const {
  const std::scoped_lock lock(mutex_);
  return dropped_;
}

Result<std::uint64_t> DurableQueue::count(const std::string& queue) {
  std::uint64_t messages = 0;
  auto done = writer_->run_alone([&](SqliteConnection& connection) -> Result<void> {
    auto query = connection.prepare("SELECT count(*) FROM messages WHERE queue = ?");
    if (!query) return std::unexpected(query.error());
    const auto row = query->bind(1, queue).step();
    if (!row) return std::unexpected(row.error());
    messages = static_cast<std::uint64_t>(query->integer(0));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return messages;
}

void DurableQueue::due_at(const std::string& queue, std::uint64_t at_ms) {
  const std::scoped_lock lock(mutex_);
  auto& due_ms = queues_[queue].due_ms;
  due_ms = std::min(due_ms.value_or(at_ms), at_ms);
}

void DurableQueue::notify() {
  std::shared_ptr<const std::function<void()>> listener;
  {
    const std::scoped_lock lock(mutex_);
    listener = listener_;
  }
  if (listener != nullptr && *listener) (*listener)();
}

}  // namespace skerry::host
