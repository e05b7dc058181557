#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host/database/executor.hpp"
#include "host/database/result.hpp"
#include "host/database/sqlite_writer.hpp"

namespace skerry::host {

/// How one queue behaves. The defaults are Cloudflare Queues'.
struct QueueOptions {
  /// Deliveries after the first; then the message goes to the dead-letter queue.
  std::uint32_t retries_max = 3;
  /// Where messages go that failed too often. Empty: they are dropped, and counted.
  std::string dead_letter_queue = {};
  /// A message neither acknowledged nor retried within this time counts as a failed attempt.
  std::uint64_t lease_ms = 60'000;
  /// Added before a retry that names no delay of its own, a lost lease included.
  std::uint32_t retry_delay_s = 0;
  /// Messages that may be leased at a time.
  std::size_t leased_max = 16;
  /// False: messages are kept until a consumer is configured, as in a dead-letter queue.
  bool has_consumer = true;
};

/// One delivery of a message.
struct QueueDelivery {
  std::string queue;
  /// The message's, the same at every attempt.
  std::string id;
  std::string body;
  /// From 1.
  std::uint32_t attempts = 0;
  /// Names this delivery in `ack` and `retry`.
  std::uint64_t lease = 0;
};

struct DurableQueueOptions {
  /// The database file; its folder must exist.
  std::string path;
  std::string vfs = {};
  SqliteSync sync = SqliteSync::kFull;
  /// By name. A queue that is not here does not exist, unless it is a dead-letter queue.
  std::map<std::string, QueueOptions> queues;
};

/// Queues with Cloudflare's semantics on SQLite: at least once, retries with a delay, dead-letter
/// queues. Order is roughly that of sending and not promised.
///
/// Time is the caller's: every function takes `now_ms` (milliseconds since 1970), and the caller
/// sets one timer for `next_due_ms` and then calls `pump`. An attempt is counted durably before its
/// message is delivered, so that one that takes the whole process down is not delivered for ever.
/// All functions may be called from any thread; callbacks come on the executor.
class DurableQueue {
 public:
  using DoneCallback = std::function<void(Result<void>)>;
  /// Receives deliveries; called on the executor, never with a lock held.
  using Deliver = std::function<void(QueueDelivery)>;

  /// Opens or creates the queues. Leases of a process that is gone are over at once: their messages
  /// are delivered again, with the attempt counted. Blocks. Fails with `kUnavailable`.
  [[nodiscard]] static Result<std::unique_ptr<DurableQueue>> open(
      const DurableQueueOptions& options, Executor& executor, Deliver deliver);
  /// Waits for what has been started.
  ~DurableQueue();

  /// Adds a message, to be delivered `delay_s` from now at the earliest. Durable when `callback` is
  /// called. Fails with `kNotFound` for an unknown queue, and `kLimitExceeded` for a body over
  /// `kQueueMessageBytesMax` or a delay over `kQueueDelaySMax`.
  void send(const std::string& queue, std::string body, std::uint32_t delay_s, std::uint64_t now_ms,
            DoneCallback callback);
  /// The message is done with. Nothing happens when the lease is over.
  void ack(std::uint64_t lease);
  /// The attempt failed: the message is due again in `delay_s` (the queue's `retry_delay_s` when
  /// 0), or goes to the dead-letter queue. Nothing happens when the lease is over.
  void retry(std::uint64_t lease, std::uint32_t delay_s, std::uint64_t now_ms);

  /// Ends leases that ran out and leases what is due, as far as `leased_max` allows.
  void pump(std::uint64_t now_ms);
  /// When `pump` next has something to do, as far as is known; none while everything waits for
  /// `ack` or `send`. Changes with every call and callback: see `set_listener`.
  [[nodiscard]] std::optional<std::uint64_t> next_due_ms() const;
  /// Called, from any thread and without a lock held, when `next_due_ms` may have got earlier.
  void set_listener(std::function<void()> listener);

  /// Messages that were dropped for want of a dead-letter queue, since the queues were opened.
  [[nodiscard]] std::uint64_t dropped() const;
  /// Messages waiting or leased. Blocks; not from the executor.
  [[nodiscard]] Result<std::uint64_t> count(const std::string& queue);

 private:
  struct Queue {
    QueueOptions options;
    std::size_t leased = 0;
    /// Its due messages are being looked up.
    bool pumping = false;
    /// When its earliest waiting message is due, as far as is known.
    std::optional<std::uint64_t> due_ms;
  };
  struct Lease {
    std::string queue;
    std::int64_t message = 0;
    std::uint32_t attempts = 0;
    std::uint64_t until_ms = 0;
  };
  struct Pumped;

  DurableQueue(const DurableQueueOptions& options, Deliver deliver);
  [[nodiscard]] Result<void> load(SqliteConnection& connection);
  [[nodiscard]] std::optional<Lease> end_lease(std::uint64_t lease);
  void settle_failed(const Lease& lease, std::uint32_t delay_s, std::uint64_t now_ms);
  void pump_queue(const std::string& name, std::uint64_t now_ms, std::size_t room);
  void on_pumped(const std::string& name, Pumped& pumped, const Result<void>& done);
  void due_at(const std::string& queue, std::uint64_t at_ms);
  void notify();

  Deliver deliver_;
  mutable std::mutex mutex_;
  /// Names and options never change; the rest of a queue is behind the mutex.
  std::map<std::string, Queue> queues_;
  std::map<std::uint64_t, Lease> leases_;
  std::uint64_t next_lease_ = 1;
  std::uint64_t dropped_ = 0;
  std::shared_ptr<const std::function<void()>> listener_;
  std::unique_ptr<SqliteWriter> writer_;
};

}  // namespace skerry::host
