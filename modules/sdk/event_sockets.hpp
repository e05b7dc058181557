#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sdk/actor_storage.hpp"
#include "modules/sdk/clock.hpp"
#include "modules/sdk/http.hpp"
#include "modules/sdk/json.hpp"
#include "modules/sdk/sockets.hpp"

namespace skerry {

namespace limits {

/// WebSockets that watch one actor.
inline constexpr std::size_t kWatchersMax = 32;
/// What may have been sent to a watcher that it has not acknowledged. The bytes are what the hosts
/// hold for a reader that takes nothing, each frame with what holding it costs them.
inline constexpr std::uint64_t kUnacknowledgedEventsMax = 1'000;
inline constexpr std::uint64_t kUnacknowledgedBytesMax = kMebibyte;
inline constexpr std::uint64_t kFrameOverheadBytes = 32;
/// A watcher that events have waited for so long is dropped.
inline constexpr std::uint64_t kStalledWatcherMs = 60'000;
/// A message of a watcher.
inline constexpr std::size_t kWatcherMessageBytesMax = 4 * kKibibyte;

}  // namespace limits

/// A durable event as the text of a WebSocket's message.
struct EventFrame {
  std::uint64_t seq = 0;
  /// `{"seq","type","at","data"}`
  std::string text;
};

/// `data` is an object; the time in milliseconds since 1970.
[[nodiscard]] EventFrame event_frame(std::uint64_t seq, std::string_view type, std::uint64_t at_ms,
                                     const Json& data);

/// The durable events of an actor, numbered from 1 without gaps.
class EventLog {
 public:
  /// Up to `limit` events after `seq`, in order. The same events give the same texts each time.
  [[nodiscard]] virtual std::vector<EventFrame> frames_after(std::uint64_t seq,
                                                             std::size_t limit) = 0;
  /// The number of the last event; 0 when there is none.
  [[nodiscard]] virtual std::uint64_t last_event() = 0;
  /// Whether no event follows that a watcher waits for.
  [[nodiscard]] virtual bool is_complete() = 0;

 protected:
  ~EventLog() = default;
};

/// The WebSockets (RFC 6455) that watch an actor: each gets every durable event once and in order,
/// after its commit.
///
/// A watcher names in `?after=<seq>` the last event it has got. It acknowledges by
/// `{"type":"ack","seq":<seq>}`, once or for many events, and is sent no more than the limits allow
/// beyond; when events have waited for that too long it is closed with 4008 and may come back. It
/// may send `{"type":"ping"}`, which `{"type":"pong"}` answers; any other message closes it with
/// 1008. When the log is complete it is closed with 1000 after the last event.
///
/// What a watcher has got is a row, so it lasts while the actor is evicted. Each function acts at
/// once, as part of the running event's transaction.
class EventSockets {
 public:
  struct Ports {
    ActorStoragePort& storage;
    SocketsPort& sockets;
    ClockPort& clock;
  };

  /// The log outlives this.
  EventSockets(Ports ports, EventLog& log) : ports_(ports), log_(log) {}

  /// Accepts a watcher, or answers the problem: `upgrade_required`, `invalid_query`, `overloaded`.
  [[nodiscard]] Answer accept(Request& request, std::string_view request_id);
  void on_open(std::string_view socket);
  void on_message(std::string_view socket, std::string_view text);
  void on_close(std::string_view socket);

  /// Sends what has been added to the log, as far as each watcher keeps up.
  void send_added();
  /// When the first watcher is to be dropped, in milliseconds since 1970; nothing while all keep
  /// up.
  [[nodiscard]] std::optional<std::uint64_t> due_ms();
  /// Drops those that events have waited for too long.
  void drop_stalled();

 private:
  struct Watcher {
    std::string socket;
    /// The last event sent, and the last acknowledged; what lies between.
    std::uint64_t sent = 0;
    std::uint64_t acknowledged = 0;
    std::uint64_t unacknowledged_bytes = 0;
    /// Since when events have waited for it.
    std::optional<std::uint64_t> stalled_ms = {};
  };

  [[nodiscard]] std::vector<Watcher> watchers();
  [[nodiscard]] std::optional<Watcher> find(std::string_view socket);
  void save(const Watcher& watcher);
  void remove(std::string_view socket);
  /// Forgets those whose end was not heard of.
  void remove_gone();
  void feed(Watcher watcher);
  void acknowledge(Watcher watcher, std::uint64_t seq);
  SqlRows run(std::string_view sql, const Json& params = Json::array());
  [[nodiscard]] std::uint64_t now_ms() const;

  Ports ports_;
  EventLog& log_;
};

}  // namespace skerry
