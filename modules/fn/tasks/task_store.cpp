#include "modules/fn/tasks/task_store.hpp"

#include <utility>

#include "modules/sdk/assert.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kTables[] = {
    "CREATE TABLE task (title TEXT NOT NULL, instructions TEXT NOT NULL, "
    "priority INTEGER NOT NULL, due_ms INTEGER, assignee TEXT NOT NULL, group_name TEXT NOT NULL, "
    "created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, state TEXT NOT NULL, "
    "claimed_kind TEXT NOT NULL, claimed_by TEXT NOT NULL, claimed_ms INTEGER, "
    "updated_ms INTEGER NOT NULL, ended_ms INTEGER, generation INTEGER NOT NULL, "
    "version INTEGER NOT NULL, indexed_version INTEGER NOT NULL, "
    "index_failures INTEGER NOT NULL, index_due_ms INTEGER NOT NULL)",
    "CREATE TABLE task_audit (seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, "
    "action TEXT NOT NULL, by_kind TEXT NOT NULL, by_name TEXT NOT NULL, from_state TEXT NOT NULL, "
    "to_state TEXT NOT NULL, comment TEXT NOT NULL)",
    "CREATE TABLE task_reminders (at_ms INTEGER PRIMARY KEY, sent_ms INTEGER)"};

Json optional_of(const std::optional<std::uint64_t>& value) {
  return value ? Json(*value) : Json();
}

TaskPerson person_of(const Json& kind, const Json& name) {
  return {person_kind_of(sql_text(kind)), sql_text(name)};
}

}  // namespace

std::optional<TaskRecord> TaskStore::load() {
  if (store_.run("SELECT 1 FROM sqlite_master WHERE name = 'task'").rows.empty()) {
    return std::nullopt;
  }
  const Json rows =
      store_
          .run(
              "SELECT title, instructions, priority, due_ms, assignee, group_name, created_ms, "
              "expires_ms, state, claimed_kind, claimed_by, claimed_ms, updated_ms, ended_ms, "
              "generation, version, indexed_version, index_failures, index_due_ms FROM task")
          .rows;
  if (rows.empty()) return std::nullopt;
  const Json& row = rows[0];
  const auto state = task_state_of(sql_text(row[8]));
  SKERRY_ASSERT(state.has_value());
  return TaskRecord{
      .title = sql_text(row[0]),
      .instructions = sql_text(row[1]),
      .priority = static_cast<TaskPriority>(sql_number(row[2])),
      .due_ms = sql_optional_number(row[3]),
      .assignee = sql_text(row[4]),
      .group = sql_text(row[5]),
      .created_ms = sql_number(row[6]),
      .expires_ms = sql_number(row[7]),
      .state = *state,
      .claimed_by = person_of(row[9], row[10]),
      .claimed_ms = sql_optional_number(row[11]),
      .updated_ms = sql_number(row[12]),
      .ended_ms = sql_optional_number(row[13]),
      .generation = sql_number(row[14]),
      .version = sql_number(row[15]),
      .indexed_version = sql_number(row[16]),
      .index_failures = static_cast<std::uint32_t>(sql_number(row[17])),
      .index_due_ms = sql_number(row[18]),
  };
}

void TaskStore::create(const TaskRecord& task, const std::vector<std::uint64_t>& reminders_ms) {
  for (const std::string_view table : kTables) store_.run(table);
  store_.run(
      "INSERT INTO task VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', '', NULL, 0, NULL, 0, 0, 0, "
      "0, 0)",
      Json::array({task.title, task.instructions, static_cast<int>(task.priority),
                   optional_of(task.due_ms), task.assignee, task.group, task.created_ms,
                   task.expires_ms}));
  save(task);
  for (const std::uint64_t at_ms : reminders_ms) {
    store_.run("INSERT OR IGNORE INTO task_reminders VALUES (?, NULL)", Json::array({at_ms}));
  }
}

void TaskStore::save(const TaskRecord& task) {
  store_.run(
      "UPDATE task SET state = ?, claimed_kind = ?, claimed_by = ?, claimed_ms = ?, "
      "updated_ms = ?, ended_ms = ?, generation = ?, version = ?, indexed_version = ?, "
      "index_failures = ?, index_due_ms = ?",
      Json::array({std::string(name_of(task.state)), std::string(name_of(task.claimed_by.kind)),
                   task.claimed_by.name, optional_of(task.claimed_ms), task.updated_ms,
                   optional_of(task.ended_ms), task.generation, task.version, task.indexed_version,
                   task.index_failures, task.index_due_ms}));
}

void TaskStore::add_audit(const TaskAuditEntry& entry) {
  store_.run(
      "INSERT INTO task_audit (at_ms, action, by_kind, by_name, from_state, to_state, comment) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      Json::array({entry.at_ms, entry.action, std::string(name_of(entry.by.kind)), entry.by.name,
                   entry.from, entry.to, entry.comment}));
}

std::vector<TaskAuditEntry> TaskStore::audit() {
  std::vector<TaskAuditEntry> entries;
  const Json rows = store_
                        .run(
                            "SELECT at_ms, action, by_kind, by_name, from_state, to_state, "
                            "comment FROM task_audit ORDER BY seq")
                        .rows;
  for (const Json& row : rows) {
    entries.push_back({sql_number(row[0]), sql_text(row[1]), person_of(row[2], row[3]),
                       sql_text(row[4]), sql_text(row[5]), sql_text(row[6])});
  }
  return entries;
}

std::size_t TaskStore::audit_size() {
  return static_cast<std::size_t>(
      sql_number(store_.run("SELECT count(*) FROM task_audit").rows[0][0]));
}

bool TaskStore::has_made(std::string_view move_id) {
  return !store_
              .run("SELECT 1 FROM texts WHERE name = 'move:' || ?",
                   Json::array({std::string(move_id)}))
              .rows.empty();
}

void TaskStore::note_made(std::string_view move_id) {
  store_.run("INSERT INTO texts VALUES ('move:' || ?, '')", Json::array({std::string(move_id)}));
}

std::vector<TaskReminder> TaskStore::reminders() {
  std::vector<TaskReminder> reminders;
  const Json rows = store_.run("SELECT at_ms, sent_ms FROM task_reminders ORDER BY at_ms").rows;
  for (const Json& row : rows) {
    reminders.push_back({sql_number(row[0]), sql_optional_number(row[1])});
  }
  return reminders;
}

std::optional<std::uint64_t> TaskStore::next_reminder_ms() {
  return sql_optional_number(
      store_.run("SELECT min(at_ms) FROM task_reminders WHERE sent_ms IS NULL").rows[0][0]);
}

void TaskStore::mark_sent(std::uint64_t at_ms, std::uint64_t now_ms) {
  store_.run("UPDATE task_reminders SET sent_ms = ? WHERE at_ms = ?", Json::array({now_ms, at_ms}));
}

}  // namespace skerry::fn
