#include "modules/fn/jobs/job_store.hpp"

#include <utility>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/whole_number.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kTables[] = {
    "CREATE TABLE job (id TEXT PRIMARY KEY, tenant TEXT NOT NULL, request_id TEXT NOT NULL, "
    "type TEXT NOT NULL, description TEXT NOT NULL, classification TEXT NOT NULL, "
    "callback_url TEXT NOT NULL, created_ms INTEGER NOT NULL, deadline_ms INTEGER NOT NULL, "
    "status TEXT NOT NULL, updated_ms INTEGER NOT NULL, started_ms INTEGER, ended_ms INTEGER, "
    "attempts INTEGER NOT NULL, next_attempt_ms INTEGER NOT NULL, error TEXT NOT NULL, "
    "session_id TEXT NOT NULL, session TEXT NOT NULL, session_look_ms INTEGER NOT NULL, "
    "version INTEGER NOT NULL, indexed_version INTEGER NOT NULL, "
    "dead_letter_owed INTEGER NOT NULL, session_cancel_owed INTEGER NOT NULL, "
    "chore_failures INTEGER NOT NULL, chores_due_ms INTEGER NOT NULL)",
    // Apart, as a row may have 2,000,000 bytes at most.
    "CREATE TABLE texts (name TEXT PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE attempts (number INTEGER PRIMARY KEY, began_ms INTEGER NOT NULL, "
    "ended_ms INTEGER, outcome TEXT NOT NULL, code TEXT NOT NULL)",
    "CREATE TABLE events (seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, type TEXT NOT NULL, "
    "data TEXT NOT NULL)"};

/// Accounts are texts, so that databases made before there were any have a place for them.
constexpr std::string_view kAccountPrefix = "account/";

std::string account_name(std::uint32_t number) {
  return std::string(kAccountPrefix) + std::to_string(number);
}

Json account_in(const Json& text) {
  auto account = read_json(sql_text(text), JsonLimits::for_hosts());
  SKERRY_ASSERT(account.has_value());
  return std::move(*account);
}

std::uint64_t tokens_in(const Json& usage, std::string_view name) {
  const Json* tokens = find_member(usage, name);
  return tokens != nullptr && tokens->is_number() ? sql_number(*tokens) : 0;
}

Json optional_of(const std::optional<std::uint64_t>& value) {
  return value ? Json(*value) : Json();
}

}  // namespace

std::uint64_t sql_number(const Json& value) {
  SKERRY_ASSERT(value.is_number());
  return static_cast<std::uint64_t>(value.get<double>());
}

std::optional<std::uint64_t> sql_optional_number(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return sql_number(value);
}

std::string sql_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::uint64_t tokens_spent(const JobAccounts& accounts) {
  std::uint64_t tokens = 0;
  for (const auto& [number, account] : accounts) {
    const Json* usage = find_member(account, "usage");
    if (usage == nullptr) continue;
    tokens += tokens_in(*usage, "inputTokens") + tokens_in(*usage, "outputTokens");
  }
  return tokens;
}

SqlRows JobStore::run(std::string_view sql, const Json& params) {
  auto done = execute(storage_, sql, params);
  SKERRY_ASSERT(done.has_value());
  return std::move(*done);
}

std::optional<JobRecord> JobStore::load() {
  if (run("SELECT 1 FROM sqlite_master WHERE name = 'job'").rows.empty()) return std::nullopt;
  const Json rows =
      run("SELECT id, tenant, request_id, type, description, classification, callback_url, "
          "created_ms, deadline_ms, status, updated_ms, started_ms, ended_ms, attempts, "
          "next_attempt_ms, error, session_id, session, session_look_ms, version, "
          "indexed_version, dead_letter_owed, session_cancel_owed, chore_failures, chores_due_ms "
          "FROM job")
          .rows;
  if (rows.empty()) return std::nullopt;
  const Json& row = rows[0];
  const auto status = job_status_of(sql_text(row[9]));
  SKERRY_ASSERT(status.has_value());
  return JobRecord{
      .id = sql_text(row[0]),
      .tenant = sql_text(row[1]),
      .request_id = sql_text(row[2]),
      .description = sql_text(row[4]),
      .classification = sql_text(row[5]),
      .callback_url = sql_text(row[6]),
      .created_ms = sql_number(row[7]),
      .type = sql_text(row[3]),
      .deadline_ms = sql_number(row[8]),
      .status = *status,
      .updated_ms = sql_number(row[10]),
      .started_ms = sql_optional_number(row[11]),
      .ended_ms = sql_optional_number(row[12]),
      .attempts = static_cast<std::uint32_t>(sql_number(row[13])),
      .next_attempt_ms = sql_number(row[14]),
      .error = sql_text(row[15]),
      .session_id = sql_text(row[16]),
      .session = sql_text(row[17]),
      .session_look_ms = sql_number(row[18]),
      .version = sql_number(row[19]),
      .indexed_version = sql_number(row[20]),
      .dead_letter_owed = sql_number(row[21]) != 0,
      .session_cancel_owed = sql_number(row[22]) != 0,
      .chore_failures = static_cast<std::uint32_t>(sql_number(row[23])),
      .chores_due_ms = sql_number(row[24]),
  };
}

void JobStore::create(const JobRecord& job, std::string_view call) {
  for (const std::string_view table : kTables) run(table);
  run("INSERT INTO job VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, NULL, NULL, 0, 0, '', '', "
      "'', 0, 0, 0, 0, 0, 0, 0)",
      Json::array({job.id, job.tenant, job.request_id, job.type, job.description,
                   job.classification, job.callback_url, job.created_ms, job.deadline_ms}));
  run("INSERT INTO texts VALUES ('call', ?)", Json::array({std::string(call)}));
  save(job);
}

void JobStore::save(const JobRecord& job) {
  run("UPDATE job SET type = ?, deadline_ms = ?, status = ?, updated_ms = ?, started_ms = ?, "
      "ended_ms = ?, attempts = ?, "
      "next_attempt_ms = ?, error = ?, session_id = ?, session = ?, session_look_ms = ?, "
      "version = ?, indexed_version = ?, dead_letter_owed = ?, session_cancel_owed = ?, "
      "chore_failures = ?, chores_due_ms = ?",
      Json::array({job.type, job.deadline_ms, std::string(name_of(job.status)), job.updated_ms,
                   optional_of(job.started_ms), optional_of(job.ended_ms), job.attempts,
                   job.next_attempt_ms, job.error, job.session_id, job.session, job.session_look_ms,
                   job.version, job.indexed_version, job.dead_letter_owed ? 1 : 0,
                   job.session_cancel_owed ? 1 : 0, job.chore_failures, job.chores_due_ms}));
}

std::string JobStore::call() {
  const Json rows = run("SELECT text FROM texts WHERE name = 'call'").rows;
  SKERRY_ASSERT(!rows.empty());
  return sql_text(rows[0][0]);
}

std::string JobStore::answer() {
  const Json rows = run("SELECT text FROM texts WHERE name = 'answer'").rows;
  return rows.empty() ? std::string() : sql_text(rows[0][0]);
}

void JobStore::keep_answer(std::string_view answer) {
  run("INSERT INTO texts VALUES ('answer', ?)", Json::array({std::string(answer)}));
}

void JobStore::begin_attempt(std::uint32_t number, std::uint64_t now_ms) {
  run("INSERT INTO attempts VALUES (?, ?, NULL, '', '')", Json::array({number, now_ms}));
}

void JobStore::end_attempt(std::uint32_t number, std::uint64_t now_ms, std::string_view outcome,
                           std::string_view code) {
  run("UPDATE attempts SET ended_ms = ?, outcome = ?, code = ? "
      "WHERE number = ? AND ended_ms IS NULL",
      Json::array({now_ms, std::string(outcome), std::string(code), number}));
}

std::vector<JobAttempt> JobStore::attempts() {
  std::vector<JobAttempt> attempts;
  const Json rows =
      run("SELECT number, began_ms, ended_ms, outcome, code FROM attempts ORDER BY number").rows;
  for (const Json& row : rows) {
    attempts.push_back({static_cast<std::uint32_t>(sql_number(row[0])), sql_number(row[1]),
                        sql_optional_number(row[2]), sql_text(row[3]), sql_text(row[4])});
  }
  return attempts;
}

void JobStore::add_to_account(std::uint32_t number, const Json& members) {
  const std::string name = account_name(number);
  const Json rows = run("SELECT text FROM texts WHERE name = ?", Json::array({name})).rows;
  Json account = rows.empty() ? Json::object() : account_in(rows[0][0]);
  account.update(members);
  run("INSERT INTO texts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
      Json::array({name, to_text(account)}));
}

JobAccounts JobStore::accounts() {
  JobAccounts accounts;
  const Json rows = run("SELECT name, text FROM texts WHERE name LIKE 'account/%'").rows;
  for (const Json& row : rows) {
    const std::string name = sql_text(row[0]);
    const auto number = read_whole_number(std::string_view(name).substr(kAccountPrefix.size()));
    SKERRY_ASSERT(number.has_value());
    accounts.emplace(static_cast<std::uint32_t>(*number), account_in(row[1]));
  }
  return accounts;
}

void JobStore::add_event(std::uint64_t now_ms, std::string_view type, const Json& data) {
  run("INSERT INTO events (at_ms, type, data) VALUES (?, ?, ?)",
      Json::array({now_ms, std::string(type), to_text(data)}));
}

std::vector<JobEvent> JobStore::events_after(std::uint64_t seq, std::size_t limit) {
  std::vector<JobEvent> events;
  const Json rows = run("SELECT seq, at_ms, type, data FROM events WHERE seq > ? ORDER BY seq "
                        "LIMIT ?",
                        Json::array({seq, limit}))
                        .rows;
  for (const Json& row : rows) {
    events.push_back({sql_number(row[0]), sql_number(row[1]), sql_text(row[2]), sql_text(row[3])});
  }
  return events;
}

std::uint64_t JobStore::last_event() {
  return sql_number(run("SELECT coalesce(max(seq), 0) FROM events").rows[0][0]);
}

}  // namespace skerry::fn
