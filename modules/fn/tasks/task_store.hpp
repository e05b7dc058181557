#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/jobs/job_store.hpp"
#include "modules/fn/tasks/lifecycle.hpp"
#include "modules/fn/tasks/task_options.hpp"

namespace skerry::fn {

/// One task as its job's actor keeps it. Times are milliseconds since 1970.
struct TaskRecord {
  std::string title;
  std::string instructions;
  TaskPriority priority = TaskPriority::kNormal;
  std::optional<std::uint64_t> due_ms;
  /// Empty for none.
  std::string assignee;
  std::string group;
  std::uint64_t created_ms = 0;
  std::uint64_t expires_ms = 0;

  // What changes.

  TaskState state = TaskState::kPending;
  TaskPerson claimed_by = {};
  std::optional<std::uint64_t> claimed_ms = {};
  std::uint64_t updated_ms = 0;
  std::optional<std::uint64_t> ended_ms = {};
  /// Links of another generation are revoked.
  std::uint64_t generation = 1;
  /// Grows with each change; `indexed_version` is the one that the index is known to show.
  std::uint64_t version = 1;
  std::uint64_t indexed_version = 0;
  /// Writes of the index's row that failed in a row, and when the next one is due.
  std::uint32_t index_failures = 0;
  std::uint64_t index_due_ms = 0;

  /// Whom its link is addressed to: the assignee, else the group, else nobody.
  [[nodiscard]] const std::string& addressee() const { return assignee.empty() ? group : assignee; }
  [[nodiscard]] TaskStanding standing() const { return {state, claimed_by}; }
};

/// One entry of a task's audit trail.
struct TaskAuditEntry {
  std::uint64_t at_ms = 0;
  /// A move's name, or `create`, `expire`, `cancel`.
  std::string action;
  TaskPerson by;
  /// Empty for the first.
  std::string from;
  std::string to;
  std::string comment = {};
};

struct TaskReminder {
  std::uint64_t at_ms = 0;
  /// None as long as it was not sent.
  std::optional<std::uint64_t> sent_ms = {};
};

/// The rows of the task of one human job, beside the job's. Each function acts at once, as part of
/// the running event's transaction.
class TaskStore {
 public:
  explicit TaskStore(JobStore& store) : store_(store) {}

  /// The task, or nothing when there is none.
  [[nodiscard]] std::optional<TaskRecord> load();
  /// Makes the tables and the task.
  void create(const TaskRecord& task, const std::vector<std::uint64_t>& reminders_ms);
  /// Writes what changes of a task.
  void save(const TaskRecord& task);

  /// Adds to the trail; nothing ever removes or changes an entry.
  void add_audit(const TaskAuditEntry& entry);
  [[nodiscard]] std::vector<TaskAuditEntry> audit();
  [[nodiscard]] std::size_t audit_size();

  /// Whether the move that its caller names so was made; a name is noted once.
  [[nodiscard]] bool has_made(std::string_view move_id);
  void note_made(std::string_view move_id);

  [[nodiscard]] std::vector<TaskReminder> reminders();
  /// The first that was not sent.
  [[nodiscard]] std::optional<std::uint64_t> next_reminder_ms();
  void mark_sent(std::uint64_t at_ms, std::uint64_t now_ms);

 private:
  JobStore& store_;
};

}  // namespace skerry::fn
