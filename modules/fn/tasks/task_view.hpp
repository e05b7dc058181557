#pragma once

#include <string_view>
#include <vector>

#include "modules/fn/tasks/task_store.hpp"

namespace skerry::fn {

/// A person as answers show them: `{"kind", "name"}`.
[[nodiscard]] Json person_json(const TaskPerson& person);

/// What the front signs a task's link from; it never leaves the installation as it is.
[[nodiscard]] Json link_json(const TaskRecord& task);

struct TaskDetails {
  std::vector<TaskAuditEntry> audit;
  std::vector<TaskReminder> reminders;
  /// JSON text of the caller's call.
  std::string call;
  /// JSON text of the job's answer, whose `result` is the person's; empty without one.
  std::string answer;
};

/// The members of a task that are shown.
[[nodiscard]] Json task_json(const JobRecord& job, const TaskRecord& task,
                             const TaskDetails& details);

/// What is told of a task by events and webhooks: little, and no text of the person's.
[[nodiscard]] Json task_summary(const JobRecord& job, const TaskRecord& task);

}  // namespace skerry::fn
