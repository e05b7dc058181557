#include "modules/sdk/event_sockets.hpp"

#include <algorithm>
#include <expected>
#include <ranges>
#include <utility>

#include "modules/sdk/ascii.hpp"
#include "modules/sdk/assert.hpp"
#include "modules/sdk/percent.hpp"
#include "modules/sdk/problems.hpp"
#include "modules/sdk/timestamp.hpp"
#include "modules/sdk/whole_number.hpp"

namespace skerry {
namespace {

enum : std::uint16_t { kNormalClosure = 1000, kPolicyViolation = 1008, kTooSlow = 4008 };

constexpr std::size_t kFramesPerReadMax = 100;

std::uint64_t size_of(const EventFrame& frame) {
  return frame.text.size() + limits::kFrameOverheadBytes;
}

/// Whether `websocket` is among the protocols of `Upgrade` (RFC 9110 section 7.8), in any case.
bool asks_for_websocket(const Head& head) {
  for (const std::string_view value : head.all("upgrade")) {
    for (const auto part : std::views::split(value, ',')) {
      if (lowered(trimmed(std::string_view(part))) == "websocket") return true;
    }
  }
  return false;
}

/// After which event a watcher goes on, or what is wrong with the query.
std::expected<std::uint64_t, std::string> read_after(std::string_view query) {
  const auto parameters = parse_query(query);
  if (!parameters) return std::unexpected("The query is not well-formed.");
  if (parameters->empty()) return 0;
  const auto& [name, value] = parameters->front();
  const auto after = read_whole_number(value);
  if (parameters->size() > 1 || name != "after" || !after) {
    return std::unexpected("after=<seq>, the number of an event, is all that the query may say.");
  }
  return *after;
}

}  // namespace

EventFrame event_frame(std::uint64_t seq, std::string_view type, std::uint64_t at_ms,
                       const Json& data) {
  return {
      seq,
      to_text(Json{
          {"seq", seq}, {"type", std::string(type)}, {"at", timestamp(at_ms)}, {"data", data}})};
}

std::uint64_t EventSockets::now_ms() const {
  return static_cast<std::uint64_t>(ports_.clock.now_ms());
}

SqlRows EventSockets::run(std::string_view sql, const Json& params) {
  auto done = execute(ports_.storage, sql, params);
  SKERRY_ASSERT(done.has_value());
  return std::move(*done);
}

// Rows --------------------------------------------------------------------------------------------

std::vector<EventSockets::Watcher> EventSockets::watchers() {
  // Without a socket there may be no table either, and mostly there is none.
  if (ports_.sockets.list().empty()) return {};
  std::vector<Watcher> watchers;
  const SqlRows found =
      run("SELECT socket, sent, acknowledged, unacknowledged_bytes, stalled_ms FROM watchers");
  for (const Json& row : found.rows) {
    Watcher watcher{.socket = row[0].get<std::string>(),
                    .sent = row[1].get<std::uint64_t>(),
                    .acknowledged = row[2].get<std::uint64_t>(),
                    .unacknowledged_bytes = row[3].get<std::uint64_t>()};
    if (!row[4].is_null()) watcher.stalled_ms = row[4].get<std::uint64_t>();
    watchers.push_back(std::move(watcher));
  }
  return watchers;
}

std::optional<EventSockets::Watcher> EventSockets::find(std::string_view socket) {
  std::vector<Watcher> all = watchers();
  const auto found = std::ranges::find(all, socket, &Watcher::socket);
  if (found == all.end()) return std::nullopt;
  return std::move(*found);
}

void EventSockets::save(const Watcher& watcher) {
  run("UPDATE watchers SET sent = ?, acknowledged = ?, unacknowledged_bytes = ?, stalled_ms = ? "
      "WHERE socket = ?",
      Json::array({watcher.sent, watcher.acknowledged, watcher.unacknowledged_bytes,
                   watcher.stalled_ms ? Json(*watcher.stalled_ms) : Json(), watcher.socket}));
}

void EventSockets::remove(std::string_view socket) {
  run("DELETE FROM watchers WHERE socket = ?", Json::array({std::string(socket)}));
}

void EventSockets::remove_gone() {
  const std::vector<std::string> open = ports_.sockets.list();
  for (const Watcher& watcher : watchers()) {
    if (!std::ranges::contains(open, watcher.socket)) remove(watcher.socket);
  }
}

// Sockets -----------------------------------------------------------------------------------------

Answer EventSockets::accept(Request& request, std::string_view request_id) {
  if (!asks_for_websocket(request.head)) {
    return problem("upgrade_required", "This route is a WebSocket.", request_id);
  }
  const auto after = read_after(request.query());
  if (!after) return problem("invalid_query", after.error(), request_id);
  if (ports_.sockets.list().size() >= limits::kWatchersMax) {
    Response busy = problem("overloaded", "Too many sockets are open here.", request_id);
    busy.head.add("retry-after", "5");
    return busy;
  }
  run("CREATE TABLE IF NOT EXISTS watchers (socket TEXT PRIMARY KEY, sent INTEGER NOT NULL, "
      "acknowledged INTEGER NOT NULL, unacknowledged_bytes INTEGER NOT NULL, stalled_ms INTEGER)");
  remove_gone();
  // Who names an event that was never sent has to get them all.
  const std::uint64_t seq = *after <= log_.last_event() ? *after : 0;
  const std::string socket = skerry::accept(ports_.sockets, *request.exchange);
  run("INSERT INTO watchers VALUES (?, ?, ?, 0, NULL)", Json::array({socket, seq, seq}));
  return Answered{};
}

void EventSockets::on_open(std::string_view socket) {
  if (auto watcher = find(socket)) feed(std::move(*watcher));
}

void EventSockets::on_close(std::string_view socket) {
  // With the last socket the list of them is empty, but its row is there.
  if (!run("SELECT 1 FROM sqlite_master WHERE name = 'watchers'").rows.empty()) remove(socket);
}

void EventSockets::on_message(std::string_view socket, std::string_view text) {
  auto watcher = find(socket);
  if (!watcher) return;
  const auto json = read_json(text, {.bytes_max = limits::kWatcherMessageBytesMax});
  const std::string type = json ? text_member(*json, "type") : std::string();
  if (type == "ping") return ports_.sockets.send(socket, R"({"type":"pong"})");
  const Json* seq = type == "ack" ? find_member(*json, "seq") : nullptr;
  if (seq == nullptr || !seq->is_number_integer() || *seq < 0 || *seq > watcher->sent) {
    return ports_.sockets.close(socket, kPolicyViolation,
                                R"(expected {"type":"ack","seq":<an event sent>} or "ping")");
  }
  acknowledge(std::move(*watcher), seq->get<std::uint64_t>());
}

void EventSockets::acknowledge(Watcher watcher, std::uint64_t seq) {
  if (seq <= watcher.acknowledged) return;
  if (seq == watcher.sent) {
    watcher.unacknowledged_bytes = 0;
  } else {
    // Reads each event once, however few of them each message acknowledges.
    const auto count = static_cast<std::size_t>(seq - watcher.acknowledged);
    for (const EventFrame& frame : log_.frames_after(watcher.acknowledged, count)) {
      // Another version of the module may have sent another text.
      watcher.unacknowledged_bytes -= std::min(size_of(frame), watcher.unacknowledged_bytes);
    }
  }
  watcher.acknowledged = seq;
  watcher.stalled_ms.reset();
  feed(std::move(watcher));
}

void EventSockets::send_added() {
  for (Watcher& watcher : watchers()) feed(std::move(watcher));
}

void EventSockets::feed(Watcher watcher) {
  bool room = true;
  std::vector<EventFrame> frames = log_.frames_after(watcher.sent, kFramesPerReadMax);
  while (room && !frames.empty()) {
    for (const EventFrame& frame : frames) {
      const std::uint64_t bytes = watcher.unacknowledged_bytes + size_of(frame);
      // An event beyond the limit by itself goes alone.
      room = watcher.sent - watcher.acknowledged < limits::kUnacknowledgedEventsMax &&
             (bytes <= limits::kUnacknowledgedBytesMax || watcher.unacknowledged_bytes == 0);
      if (!room) break;
      ports_.sockets.send(watcher.socket, frame.text);
      watcher.sent = frame.seq;
      watcher.unacknowledged_bytes = bytes;
    }
    if (room) frames = log_.frames_after(watcher.sent, kFramesPerReadMax);
  }
  if (!room && !watcher.stalled_ms) watcher.stalled_ms = now_ms();
  save(watcher);
  if (room && log_.is_complete()) {
    ports_.sockets.close(watcher.socket, kNormalClosure, "there is nothing more to come");
  }
}

std::optional<std::uint64_t> EventSockets::due_ms() {
  std::optional<std::uint64_t> due;
  for (const Watcher& watcher : watchers()) {
    if (!watcher.stalled_ms) continue;
    due = std::min(due.value_or(*watcher.stalled_ms), *watcher.stalled_ms);
  }
  if (due) *due += limits::kStalledWatcherMs;
  return due;
}

void EventSockets::drop_stalled() {
  for (const Watcher& watcher : watchers()) {
    if (!watcher.stalled_ms || *watcher.stalled_ms + limits::kStalledWatcherMs > now_ms()) continue;
    ports_.sockets.close(watcher.socket, kTooSlow, "too slow");
    remove(watcher.socket);
  }
}

}  // namespace skerry
