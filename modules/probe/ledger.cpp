#include "modules/probe/ledger.hpp"

#include <utility>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/join.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::probe {
namespace {

constexpr double kAlarmDelayMs = 100;
constexpr double kAlarmAgainMs = 400;
/// How long an answer that runs ahead of its write runs ahead of it.
constexpr std::uint64_t kHastyMs = 300;

Task<void> trap_now() {
  __builtin_trap();
  co_return;
}

}  // namespace

SqlRows Ledger::run(std::string_view sql, const Json& params) {
  auto done = execute(*ports_.actor_storage, sql, params);
  SKERRY_ASSERT(done.has_value());
  return std::move(*done);
}

Json Ledger::rows(std::string_view sql) { return run(sql).rows; }

bool Ledger::exists() {
  return !rows("SELECT 1 FROM sqlite_master WHERE name = 'ledger_entries'").empty();
}

void Ledger::prepare() {
  if (exists()) return;
  run("CREATE TABLE ledger_accounts (name TEXT PRIMARY KEY, balance REAL NOT NULL)");
  run("INSERT INTO ledger_accounts VALUES ('from', 0), ('to', 0), ('applied', 0)");
  run("CREATE TABLE ledger_entries (entry TEXT PRIMARY KEY, kind TEXT, amount REAL, mirror TEXT, "
      "fault TEXT, alarmed INTEGER DEFAULT 0, settled INTEGER DEFAULT 0)");
  run("CREATE TABLE ledger_mirrored (entry TEXT PRIMARY KEY, source TEXT, amount REAL)");
  run("CREATE TABLE ledger_deliveries (entry TEXT)");
}

Task<Answer> Ledger::answer(Request request) {
  prepare();
  const std::string path(request.path());
  if (path == "/ledger/state") co_return state();
  const auto body = co_await read_body(*request.exchange, limits::kBodyBytesMax);
  auto content = body ? read_json(*body) : Json();
  if (!content) co_return problem("invalid_json", content.error().detail);
  if (path == "/ledger/write") co_return co_await write(std::move(request), std::move(*content));
  if (path == "/ledger/mirror") co_return mirror(*content);
  if (path == "/ledger/apply") co_return apply(*content);
  co_return problem("not_found", "the ledger has no such route");
}

Task<Answer> Ledger::write(Request request, Json content) {
  Entry entry{text_of(content, "entry"), text_of(content, "kind"), text_of(content, "mirror"),
              number_of(content, "amount", 0), text_of(content, "fault")};
  Response written = json_response(200, to_text(Json{{"written", entry.name}}));
  if (entry.fault == "hasty") {
    // Promises what is not there yet: the checker must find out.
    request.exchange->respond(written.status, written.head, written.body);
    co_await sleep(ports_.timers, kHastyMs);
    record(entry);
    co_return Answered{};
  }
  record(entry);
  if (entry.fault == "trap-after-fetch") {
    co_await settle_and_trap(std::move(entry));
  } else if (entry.kind != "plain") {
    co_await settle(std::move(entry));
  }
  co_return written;
}

void Ledger::record(const Entry& entry) {
  if (entry.fault == "trap-before-write") __builtin_trap();
  run("UPDATE ledger_accounts SET balance = balance - ? WHERE name = 'from'",
      Json::array({entry.amount}));
  if (entry.fault == "trap-between-writes") __builtin_trap();
  run("UPDATE ledger_accounts SET balance = balance + ? WHERE name = 'to'",
      Json::array({entry.amount}));
  run("INSERT INTO ledger_entries (entry, kind, amount, mirror, fault, settled) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      Json::array({entry.name, entry.kind, entry.amount, entry.mirror, entry.fault,
                   entry.kind == "plain" ? 1 : 0}));
  if (!ports_.alarm->get()) {
    ports_.alarm->set(static_cast<std::uint64_t>(ports_.basics.clock.now_ms() + kAlarmDelayMs));
  }
  for (const std::string& socket : ports_.sockets->list()) {
    ports_.sockets->send(socket, to_text(Json{{"written", entry.name}}));
  }
  if (entry.fault == "trap-after-write") __builtin_trap();
}

Task<void> Ledger::settle(Entry entry) {
  FetchRequest request{.method = "POST"};
  if (entry.kind == "mirrored") {
    request.to = Destination::actor("probe-actor", entry.mirror);
    request.url = "/ledger/mirror";
    request.body = to_text(Json{
        {"entry", entry.name}, {"source", ports_.actor->self().name}, {"amount", entry.amount}});
  } else {
    if (entry.fault == "lost-send") co_return;
    // Actors have no queue of their own; a front sends for them.
    Json message = {{"apply", entry.name}, {"actor", ports_.actor->self().name}};
    if (entry.fault == "duplicate" || entry.fault == "trap-in-consumer") message["failures"] = 1;
    if (entry.fault == "trap-in-consumer") message["trap"] = true;
    request.to = Destination::service("probe");
    request.url = "/run";
    request.body = to_text(
        Json::array({{{"do", "queue.send"}, {"queue", "probe"}, {"body", to_text(message)}}}));
  }
  const auto answer = co_await fetch(ports_.fetch, std::move(request));
  if (entry.kind == "mirrored" && answer && answer->status == 200) {
    run("UPDATE ledger_entries SET settled = 1 WHERE entry = ?", Json::array({entry.name}));
  }
}

Task<void> Ledger::settle_and_trap(Entry entry) {
  co_await when_all(settle(std::move(entry)), trap_now());
}

Task<void> Ledger::on_alarm(std::uint32_t attempt) {
  const Json to_trap =
      rows("SELECT 1 FROM ledger_entries WHERE alarmed = 0 AND fault = 'trap-in-alarm'");
  run("UPDATE ledger_entries SET alarmed = 1 WHERE alarmed = 0");
  if (attempt == 1 && !to_trap.empty()) __builtin_trap();
  const Json open =
      rows("SELECT entry, kind, mirror, amount FROM ledger_entries WHERE settled = 0 LIMIT 50");
  if (open.empty()) co_return;
  ports_.alarm->set(static_cast<std::uint64_t>(ports_.basics.clock.now_ms() + kAlarmAgainMs));
  for (const Json& row : open) {
    co_await settle({row[0].get<std::string>(),
                     row[1].get<std::string>(),
                     row[2].get<std::string>(),
                     row[3].get<double>(),
                     {}});
  }
}

Answer Ledger::mirror(const Json& content) {
  run("INSERT INTO ledger_mirrored VALUES (?, ?, ?) ON CONFLICT (entry) DO NOTHING",
      Json::array({text_of(content, "entry"), text_of(content, "source"),
                   number_of(content, "amount", 0)}));
  return json_response(200, "{}");
}

Answer Ledger::apply(const Json& content) {
  const std::string entry = text_of(content, "entry");
  run("INSERT INTO ledger_deliveries VALUES (?)", Json::array({entry}));
  run("UPDATE ledger_accounts SET balance = balance + coalesce("
      "(SELECT amount FROM ledger_entries WHERE entry = ? AND settled = 0), 0) "
      "WHERE name = 'applied'",
      Json::array({entry}));
  run("UPDATE ledger_entries SET settled = 1 WHERE entry = ?", Json::array({entry}));
  return json_response(200, "{}");
}

Answer Ledger::state() {
  return json_response(
      200,
      to_text(Json{
          {"accounts", rows("SELECT name, balance FROM ledger_accounts")},
          {"entries", rows("SELECT entry, kind, amount, mirror, alarmed, settled "
                           "FROM ledger_entries ORDER BY entry")},
          {"mirrored", rows("SELECT entry, source, amount FROM ledger_mirrored ORDER BY entry")},
          {"deliveries", rows("SELECT entry, count(*) FROM ledger_deliveries GROUP BY entry")}}));
}

}  // namespace skerry::probe
