#include "modules/fn/tasks/task_view.hpp"

#include <utility>

#include "modules/fn/tasks/task_index.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

void add_time(Json& shown, std::string_view name, const std::optional<std::uint64_t>& at_ms) {
  if (at_ms) shown[std::string(name)] = timestamp(*at_ms);
}

void add_text(Json& shown, std::string_view name, const std::string& text) {
  if (!text.empty()) shown[std::string(name)] = text;
}

Json audit_json(const std::vector<TaskAuditEntry>& entries) {
  Json audit = Json::array();
  for (const TaskAuditEntry& entry : entries) {
    Json shown = {
        {"at", timestamp(entry.at_ms)}, {"action", entry.action}, {"by", person_json(entry.by)}};
    add_text(shown, "from", entry.from);
    shown["to"] = entry.to;
    add_text(shown, "comment", entry.comment);
    audit.push_back(std::move(shown));
  }
  return audit;
}

Json reminders_json(const std::vector<TaskReminder>& reminders) {
  Json list = Json::array();
  for (const TaskReminder& reminder : reminders) {
    Json shown = {{"at", timestamp(reminder.at_ms)}};
    add_time(shown, "sentAt", reminder.sent_ms);
    list.push_back(std::move(shown));
  }
  return list;
}

}  // namespace

Json person_json(const TaskPerson& person) {
  return Json{{"kind", std::string(name_of(person.kind))}, {"name", person.name}};
}

Json link_json(const TaskRecord& task) {
  return Json{{"generation", task.generation},
              {"addressee", task.addressee()},
              {"expiresMs", task.expires_ms}};
}

Json task_json(const JobRecord& job, const TaskRecord& task, const TaskDetails& details) {
  Json shown = {{"taskId", task_id_of(job.id)},
                {"jobId", job.id},
                {"state", std::string(name_of(task.state))},
                {"title", task.title},
                {"instructions", task.instructions},
                {"priority", std::string(name_of(task.priority))}};
  if (const auto call = read_json(details.call, JsonLimits::for_hosts())) {
    if (const Json* args = find_member(*call, "args")) shown["args"] = *args;
    if (const Json* schema = find_member(*call, "schema")) shown["responseSchema"] = *schema;
  }
  add_text(shown, "assignee", task.assignee);
  add_text(shown, "group", task.group);
  add_time(shown, "dueAt", task.due_ms);
  shown["expiresAt"] = timestamp(task.expires_ms);
  shown["createdAt"] = timestamp(task.created_ms);
  shown["updatedAt"] = timestamp(task.updated_ms);
  if (task.claimed_ms) shown["claimedBy"] = person_json(task.claimed_by);
  add_time(shown, "claimedAt", task.claimed_ms);
  add_time(shown, "endedAt", task.ended_ms);
  if (task.state == TaskState::kCompleted) {
    if (const auto answer = read_json(details.answer, JsonLimits::for_hosts())) {
      if (const Json* result = find_member(*answer, "result")) shown["response"] = *result;
    }
  }
  shown["reminders"] = reminders_json(details.reminders);
  shown["audit"] = audit_json(details.audit);
  return shown;
}

Json task_summary(const JobRecord& job, const TaskRecord& task) {
  Json summary = {{"jobId", job.id},
                  {"taskId", task_id_of(job.id)},
                  {"state", std::string(name_of(task.state))},
                  {"title", task.title},
                  {"priority", std::string(name_of(task.priority))}};
  add_text(summary, "assignee", task.assignee);
  add_text(summary, "group", task.group);
  add_time(summary, "dueAt", task.due_ms);
  summary["expiresAt"] = timestamp(task.expires_ms);
  return summary;
}

}  // namespace skerry::fn
