#include "modules/fn/tasks/task_index.hpp"

#include <string>
#include <utility>

#include "modules/sdk/id.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

Json optional_of(const std::optional<std::uint64_t>& value) {
  return value ? Json(*value) : Json();
}

void add_time(Json& item, std::string_view name, const Json& value) {
  if (!value.is_null()) item[std::string(name)] = timestamp(sql_number(value));
}

void add_text(Json& item, std::string_view name, const Json& value) {
  if (std::string text = sql_text(value); !text.empty()) {
    item[std::string(name)] = std::move(text);
  }
}

}  // namespace

std::string task_id_of(std::string_view job_id) {
  return std::string(prefix_of(IdKind::kTask))
      .append(job_id.substr(prefix_of(IdKind::kJob).size()));
}

std::string job_id_of(std::string_view task_id) {
  return std::string(prefix_of(IdKind::kJob))
      .append(task_id.substr(prefix_of(IdKind::kTask).size()));
}

SqlStatement index_task(const JobRecord& job, const TaskRecord& task) {
  return {
      "INSERT INTO human_tasks (id, tenant, state, title, priority, assignee, group_name, due_ms, "
      "expires_ms, created_ms, updated_ms, ended_ms, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
      "state = excluded.state, updated_ms = excluded.updated_ms, ended_ms = excluded.ended_ms, "
      "version = excluded.version WHERE excluded.version > human_tasks.version",
      Json::array({task_id_of(job.id), job.tenant, std::string(name_of(task.state)), task.title,
                   std::string(name_of(task.priority)), task.assignee, task.group,
                   optional_of(task.due_ms), task.expires_ms, task.created_ms, task.updated_ms,
                   optional_of(task.ended_ms), task.version})};
}

SqlStatement unindex_task(std::string_view task_id) {
  return {"DELETE FROM human_tasks WHERE id = ?", Json::array({std::string(task_id)})};
}

SqlStatement list_tasks(std::string_view tenant, const PageQuery& query) {
  std::string sql =
      "SELECT id, state, title, priority, assignee, group_name, due_ms, expires_ms, created_ms, "
      "updated_ms, ended_ms FROM human_tasks WHERE tenant = ?";
  Json params = Json::array({std::string(tenant)});
  for (const std::string_view filter : kTaskFilters) {
    const std::string_view value = query.filter(filter);
    if (value.empty()) continue;
    // GROUP is a word of SQL.
    sql.append(" AND ").append(filter == "group" ? "group_name" : filter).append(" = ?");
    params.push_back(std::string(value));
  }
  params.push_back(query.before());
  params.push_back(query.rows_wanted());
  return {sql + " AND id < ? ORDER BY id DESC LIMIT ?", std::move(params)};
}

Json listed_tasks(const SqlRows& rows) {
  Json items = Json::array();
  for (const Json& row : rows.rows) {
    Json item = {{"taskId", row[0]},
                 {"jobId", job_id_of(sql_text(row[0]))},
                 {"state", row[1]},
                 {"title", row[2]},
                 {"priority", row[3]}};
    add_text(item, "assignee", row[4]);
    add_text(item, "group", row[5]);
    add_time(item, "dueAt", row[6]);
    add_time(item, "expiresAt", row[7]);
    add_time(item, "createdAt", row[8]);
    add_time(item, "updatedAt", row[9]);
    add_time(item, "endedAt", row[10]);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace skerry::fn
