#include "host/database/testing/durability_workload.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <format>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

namespace skerry::host {
namespace {

constexpr std::array kActors = {"ada", "bob", "cyd"};
constexpr const char* kShared = "shared";
constexpr const char* kQueue = "queue";
constexpr std::uint64_t kTextBytesMax = 3'000;

/// What one event does, the same in every run.
struct Event {
  bool traps;
  std::uint64_t parts;
  std::uint64_t text_bytes;
  /// 0 sets the alarm, 1 clears it, others leave it.
  std::uint64_t alarm;
  std::uint64_t alarm_at_ms;
  /// 0 adds a socket, 1 removes the oldest, others leave them.
  std::uint64_t socket;
};

Event event_of(const std::string& actor, Progress progress) {
  std::mt19937 random(static_cast<std::uint32_t>(static_cast<unsigned char>(actor[0]) +
                                                 1'000 * progress.events + 77 * progress.epoch));
  return {random() % 7 == 0, 1 + random() % 3,      random() % kTextBytesMax,
          random() % 4,      1 + random() % 10'000, random() % 5};
}

std::string socket_name(std::uint64_t event) { return "s" + std::to_string(100'000 + event); }

/// An actor's whole state as text, built from its events alone.
std::string expected_state(const std::string& actor, Progress progress) {
  if (progress.events == 0) return "new";
  std::string rows;
  std::uint64_t sum = 0;
  std::optional<std::uint64_t> alarm_at_ms;
  std::deque<std::string> sockets;
  for (std::uint64_t i = 1; i <= progress.events; ++i) {
    const auto event = event_of(actor, {progress.epoch, i});
    if (event.traps) continue;
    for (std::uint64_t part = 0; part < event.parts; ++part) {
      rows += std::to_string(i) + "." + std::to_string(part) + ":" +
              std::to_string(event.text_bytes) + " ";
    }
    sum += i;
    if (event.alarm == 0) alarm_at_ms = event.alarm_at_ms;
    if (event.alarm == 1) alarm_at_ms.reset();
    if (event.socket == 0) sockets.push_back(socket_name(i));
    if (event.socket == 1 && !sockets.empty()) sockets.pop_front();
  }
  std::string state = rows + "sum " + std::to_string(sum) + " alarm " +
                      (alarm_at_ms ? std::to_string(*alarm_at_ms) : "none");
  for (const auto& socket : sockets) state += " " + socket;
  return state;
}

/// The rows of a query, or null when it fails.
nlohmann::json rows_of(ActorDatabase& database, const std::string& sql) {
  const auto result = database.execute(sql, "");
  if (!result) return nullptr;
  return nlohmann::json::parse(*result)["rows"];
}

struct Found {
  Progress progress;
  std::string state = "new";
  std::optional<std::uint64_t> alarm_at_ms;
};

Result<Found> read_actor(ActorDatabase& database) {
  Found found;
  if (auto begun = database.begin_event(); !begun) return std::unexpected(begun.error());
  const auto progress = rows_of(database, "SELECT epoch, events, sum FROM progress");
  if (progress.is_array() && !progress.empty()) {
    found.progress = {progress[0][0].get<std::uint64_t>(), progress[0][1].get<std::uint64_t>()};
    found.state.clear();
    for (const auto& row :
         rows_of(database,
                 "SELECT e.event, p.part, length(p.text) FROM events e JOIN parts p "
                 "ON p.event = e.event ORDER BY e.event, p.part")) {
      found.state += row[0].dump() + "." + row[1].dump() + ":" + row[2].dump() + " ";
    }
    found.state += "sum " + progress[0][2].dump();
    auto alarm = database.get_alarm();
    if (!alarm) return std::unexpected(alarm.error());
    found.alarm_at_ms = *alarm;
    found.state += " alarm " + (*alarm ? std::to_string(**alarm) : "none");
    const auto sockets = database.sockets();
    if (!sockets) return std::unexpected(sockets.error());
    for (const auto& socket : *sockets) found.state += " " + socket;
  }
  if (auto ended = database.end_event(); !ended) return std::unexpected(ended.error());
  (void)database.commit([](const auto&) {});
  return found;
}

Result<std::string> run_batch(Installation& installation, std::string statements) {
  Result<std::string> outcome;
  installation.shared->batch(std::move(statements),
                             [&](auto result) { outcome = std::move(result); });
  return outcome;
}

/// The number of batches, negative when the two tables differ, none when they cannot be read.
std::optional<std::int64_t> count_batches(Installation& installation) {
  const auto result = run_batch(
      installation,
      R"j([{"sql": "SELECT (SELECT count(*) FROM l), (SELECT max(n) FROM l), (SELECT count(*) FROM r)"}])j");
  if (!result) return std::nullopt;
  const auto json = nlohmann::json::parse(*result);
  const auto& row = json[0]["rows"][0];
  if (row[1].is_null()) return row[2] == 0 ? 0 : -1;
  return row[0] == row[1] && row[0] == row[2] ? row[0].get<std::int64_t>() : -1;
}

std::string text(Progress progress) {
  return std::to_string(progress.epoch) + "/" + std::to_string(progress.events);
}

/// Adopts `found` and says so when it is neither the acknowledged nor the attempted progress.
void settle(Ledger& ledger, const std::string& party, Progress found,
            std::vector<std::string>& wrong) {
  const auto acknowledged = ledger.acknowledged[party];
  const auto tried = ledger.tried[party];
  if (found != acknowledged && found != tried) {
    wrong.push_back(party + " is at " + text(found) + ", acknowledged " + text(acknowledged) +
                    ", tried " + text(tried));
  }
  ledger.acknowledged[party] = found;
  ledger.tried[party] = found;
}

void check_actor(Installation& installation, Ledger& ledger, const std::string& actor,
                 std::optional<std::uint64_t> due_ms, std::vector<std::string>& wrong) {
  auto database = installation.actors->open_actor_now({"test", actor});
  auto found = database ? read_actor(**database) : std::unexpected(database.error());
  if (!found) {
    wrong.push_back(actor + " cannot be read: " + found.error().detail);
    return;
  }
  // A destroyed actor does not remember its life; the ledger does.
  if (found->progress.events == 0) {
    const auto& tried = ledger.tried[actor];
    found->progress.epoch = tried.events == 0 ? tried.epoch : ledger.acknowledged[actor].epoch;
  }
  settle(ledger, actor, found->progress, wrong);
  const auto expected = expected_state(actor, found->progress);
  if (found->state != expected) {
    wrong.push_back(actor + " holds [" + found->state + "], expected [" + expected + "]");
  }
  if (found->alarm_at_ms && (!due_ms || *due_ms > *found->alarm_at_ms)) {
    wrong.push_back(actor + "'s alarm at " + std::to_string(*found->alarm_at_ms) +
                    " is not in the index in time");
  }
}

void check_queue(Installation& installation, Ledger& ledger, std::vector<std::string>& wrong) {
  installation.delivered.clear();
  installation.queue->pump(0);
  std::set<std::uint64_t> numbers;
  for (const auto& delivery : installation.delivered) numbers.insert(std::stoull(delivery.body));
  const auto highest = numbers.empty() ? 0 : *numbers.rbegin();
  if (numbers.size() != highest) wrong.push_back("a message is missing from the queue");
  settle(ledger, kQueue, {0, highest}, wrong);
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(const std::string& folder,
                                                         const std::string& vfs, SqliteSync sync) {
  auto installation = std::make_unique<Installation>();
  auto& self = *installation;
  auto actors = ActorStore::open({.folder = folder, .vfs = vfs, .sync = sync}, self.executor);
  if (!actors) return std::unexpected(actors.error());
  self.actors = std::move(*actors);
  auto shared = SharedStorage::open(
      {.path = folder + "/shared.sqlite", .vfs = vfs, .readers = 0, .sync = sync}, self.executor);
  if (!shared) return std::unexpected(shared.error());
  self.shared = std::move(*shared);
  QueueOptions options{.retries_max = kQueueRetriesMax,
                       .leased_max = std::numeric_limits<std::int32_t>::max()};
  auto queue = DurableQueue::open(
      {.path = folder + "/queues.sqlite", .vfs = vfs, .sync = sync, .queues = {{kQueue, options}}},
      self.executor,
      [&self](QueueDelivery delivery) { self.delivered.push_back(std::move(delivery)); });
  if (!queue) return std::unexpected(queue.error());
  self.queue = std::move(*queue);
  const std::vector<Migration> migrations = {
      {"0001.sql",
       "CREATE TABLE l (n INTEGER PRIMARY KEY, text TEXT);"
       "CREATE TABLE r (n INTEGER PRIMARY KEY REFERENCES l (n))"}};
  if (auto migrated = self.shared->migrate(migrations); !migrated) {
    return std::unexpected(migrated.error());
  }
  return installation;
}

DurabilityWorkload::DurabilityWorkload(Installation& installation, std::uint64_t seed,
                                       Observer observer)
    : installation_(installation), random_(seed), observer_(std::move(observer)) {
  for (const auto* actor : kActors) {
    auto* database = resident(actor);
    if (database == nullptr) return;
    const auto found = read_actor(*database);
    if (!found) return;
    progress_[actor] = found->progress;
  }
  const auto batches = count_batches(installation_);
  if (!batches || *batches < 0) return;
  progress_[kShared].events = static_cast<std::uint64_t>(*batches);
  installation_.queue->pump(0);
  for (const auto& delivery : installation_.delivered) {
    auto& events = progress_[kQueue].events;
    events = std::max<std::uint64_t>(events, std::stoull(delivery.body));
  }
  is_ready_ = true;
}

bool DurabilityWorkload::step() {
  if (!is_ready_) return false;
  const std::string actor = kActors[random_() % kActors.size()];
  const auto what = random_() % 100;
  if (what < 70) return commit_events(actor);
  if (what < 80) return residents_.erase(actor), true;
  if (what < 83) return destroy(actor);
  if (what < 92) return send_batch();
  return send_message();
}

ActorDatabase* DurabilityWorkload::resident(const std::string& actor) {
  auto& database = residents_[actor];
  if (database == nullptr) {
    auto opened = installation_.actors->open_actor_now({"test", actor});
    if (!opened) return nullptr;
    database = std::move(*opened);
  }
  return database.get();
}

bool DurabilityWorkload::apply_event(ActorDatabase& database, const std::string& actor,
                                     Progress progress) {
  const auto event = event_of(actor, progress);
  const auto number = std::to_string(progress.events);
  if (!database.begin_event()) return false;
  bool good = true;
  const auto run = [&](const std::string& sql, const std::string& params) {
    good = good && database.execute(sql, params).has_value();
  };
  if (progress.events == 1) {
    run("CREATE TABLE progress (epoch, events, sum)", "");
    run("INSERT INTO progress VALUES (?, 0, 0)", "[" + std::to_string(progress.epoch) + "]");
    run("CREATE TABLE events (event INTEGER PRIMARY KEY)", "");
    run("CREATE TABLE parts (event INTEGER REFERENCES events (event), part, text TEXT)", "");
    run("CREATE INDEX parts_event ON parts (event)", "");
    good = good && database.end_event() && database.begin_event();
  }
  run("INSERT INTO events VALUES (?)", "[" + number + "]");
  const std::string content(event.text_bytes, static_cast<char>('a' + progress.events % 26));
  for (std::uint64_t part = 0; part < event.parts; ++part) {
    run("INSERT INTO parts VALUES (?, ?, ?)",
        std::format(R"([{},{},"{}"])", number, part, content));
  }
  run("UPDATE progress SET sum = sum + ?", "[" + number + "]");
  if (event.alarm == 0) good = good && database.set_alarm(event.alarm_at_ms);
  if (event.alarm == 1) good = good && database.clear_alarm();
  if (event.socket == 0) good = good && database.add_socket(socket_name(progress.events));
  if (event.socket == 1) {
    const auto open = database.sockets();
    if (open && !open->empty()) good = good && database.remove_socket(open->front());
  }
  if (event.traps) {
    // More than the page cache has, so that SQLite would like to write some of it early, twice.
    run("CREATE TABLE undone AS SELECT * FROM parts", "");
    run("UPDATE undone SET text = text || 'x'", "");
    run("UPDATE undone SET text = text || 'y'", "");
  }
  if (!good) return false;
  if (!event.traps) {
    run("UPDATE progress SET events = ?", "[" + number + "]");
    return good && database.end_event().has_value();
  }
  // The attempt of a trapped event is still counted, by an event of its own.
  if (!database.undo_event() || !database.begin_event()) return false;
  run("UPDATE progress SET events = ?", "[" + number + "]");
  return good && database.end_event().has_value();
}

bool DurabilityWorkload::commit_events(const std::string& actor) {
  auto* database = resident(actor);
  if (database == nullptr) return false;
  auto progress = progress_[actor];
  for (auto count = 1 + random_() % 3; count > 0; --count) {
    ++progress.events;
    if (!apply_event(*database, actor, progress)) return false;
  }
  observer_.tried(actor, progress);
  bool committed = false;
  if (!database->commit([&](const Result<void>& done) { committed = done.has_value(); })) {
    return false;
  }
  if (!committed) return false;
  progress_[actor] = progress;
  observer_.acknowledged(actor, progress);
  return true;
}

bool DurabilityWorkload::destroy(const std::string& actor) {
  if (resident(actor) == nullptr) return false;
  auto& progress = progress_[actor];
  const Progress next{progress.epoch + 1, 0};
  observer_.tried(actor, next);
  bool erased = false;
  installation_.actors->destroy(std::move(residents_[actor]),
                                [&](const Result<void>& done) { erased = done.has_value(); });
  if (!erased) return false;
  progress = next;
  observer_.acknowledged(actor, progress);
  return true;
}

bool DurabilityWorkload::send_batch() {
  auto progress = progress_[kShared];
  const auto number = std::to_string(++progress.events);
  observer_.tried(kShared, progress);
  const auto params = R"(, "params": [)" + number + "]}";
  const auto done =
      run_batch(installation_, R"j([{"sql": "INSERT INTO l (n) VALUES (?)")j" + params +
                                   R"j(, {"sql": "INSERT INTO r VALUES (?)")j" + params + "]");
  if (!done) return false;
  progress_[kShared] = progress;
  observer_.acknowledged(kShared, progress);
  return true;
}

bool DurabilityWorkload::send_message() {
  auto progress = progress_[kQueue];
  ++progress.events;
  observer_.tried(kQueue, progress);
  bool sent = false;
  installation_.queue->send(kQueue, std::to_string(progress.events), 0, 0,
                            [&](const Result<void>& done) { sent = done.has_value(); });
  if (!sent) return false;
  progress_[kQueue] = progress;
  observer_.acknowledged(kQueue, progress);
  return true;
}

std::vector<std::string> check_installation(Installation& installation, Ledger& ledger) {
  std::vector<std::string> wrong;
  std::map<std::string, std::uint64_t> due;
  while (const auto next_ms = installation.actors->next_alarm_ms()) {
    for (const auto& identity : installation.actors->take_due_alarms(*next_ms, kActors.size())) {
      due[identity.name] = *next_ms;
    }
  }
  for (const auto* actor : kActors) {
    const auto found = due.find(actor);
    check_actor(installation, ledger, actor,
                found == due.end() ? std::nullopt : std::optional(found->second), wrong);
  }
  if (const auto batches = count_batches(installation); !batches || *batches < 0) {
    wrong.push_back("the shared database is inconsistent");
  } else {
    settle(ledger, kShared, {0, static_cast<std::uint64_t>(*batches)}, wrong);
  }
  check_queue(installation, ledger, wrong);
  return wrong;
}

}  // namespace skerry::host
