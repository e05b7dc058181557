#include "tests/sim/task_play.hpp"

#include <algorithm>
#include <array>

#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::simulation {
namespace {

using fn::JobStatus;
using fn::TaskState;

constexpr std::uint64_t kReminderMsMax = 3 * fn::limits::kMinuteMs;
constexpr std::array<std::string_view, 3> kPeople = {
    R"({"tenant":"acme","subject":"key:ann","requestId":"req_2"})",
    R"({"tenant":"acme","subject":"key:bob","requestId":"req_3"})",
    R"({"tenant":"other","subject":"key:ann","requestId":"req_4"})"};
constexpr std::size_t kStranger = 2;

/// The end of a task that belongs to the end of its job.
TaskState state_for(JobStatus status) {
  switch (status) {
    case JobStatus::kSucceeded:
      return TaskState::kCompleted;
    case JobStatus::kCancelled:
      return TaskState::kCancelled;
    case JobStatus::kExpired:
      return TaskState::kExpired;
    default:
      return TaskState::kRejected;
  }
}

/// The table of docs/tasks.md.
bool is_legal(const fn::TaskAuditEntry& entry) {
  const bool open = entry.from == "pending" || entry.from == "claimed";
  if (entry.action == "create") return entry.from.empty() && entry.to == "pending";
  if (entry.action == "claim") return entry.from == "pending" && entry.to == "claimed";
  if (entry.action == "release") return entry.from == "claimed" && entry.to == "pending";
  if (entry.action == "complete") return entry.from == "claimed" && entry.to == "completed";
  if (entry.action == "reject") return entry.from == "claimed" && entry.to == "rejected";
  if (entry.action == "expire") return open && entry.to == "expired";
  return entry.action == "cancel" && open && entry.to == "cancelled";
}

}  // namespace

TasksHappened& TasksHappened::operator+=(const TasksHappened& other) {
  made += other.made;
  refused += other.refused;
  repeated += other.repeated;
  reminders += other.reminders;
  return *this;
}

std::string TaskPlay::call() {
  Json reminders = Json::array();
  for (std::uint64_t count = below(3); count > 0; --count) {
    const auto at_ms = static_cast<std::uint64_t>(host_.world.now_ms()) + below(kReminderMsMax);
    reminders.push_back(timestamp(at_ms));
  }
  return to_text(
      Json{{"description", "Decide"}, {"options", {{"task", {{"reminders", reminders}}}}}});
}

void TaskPlay::send(Wish& wish) {
  wish.requests.push_back(host_.http.send(
      {.method = "POST", .path = wish.path, .principal = wish.principal, .body = wish.body}));
}

void TaskPlay::move() {
  if (!wishes_.empty() && below(3) == 0) {
    ++happened_.repeated;
    return send(wishes_[below(wishes_.size())]);
  }
  const std::size_t who = below(kPeople.size());
  // What ends the task is tried less often than what does not.
  const std::string_view name = fn::kTaskMoveNames[below(4) == 0 ? 2 + below(2) : below(2)];
  Wish wish{.path = "/task/" + std::string(name),
            .principal = std::string(kPeople[who]),
            .body = {},
            .comment = "wish " + std::to_string(wishes_.size()),
            .stranger = who == kStranger,
            .requests = {}};
  wish.body = to_text(Json{{"moveId", wish.comment},
                           {"comment", wish.comment},
                           {"response", 1},
                           {"claim", below(4) == 0}});
  wishes_.push_back(std::move(wish));
  send(wishes_.back());
}

std::optional<std::string> TaskPlay::check(const fn::JobRecord& job) {
  const auto task = store_.load();
  if (!task) return "an accepted task is gone";
  if (auto fault = check_audit(job, *task)) return fault;
  if (auto fault = check_wishes()) return fault;
  if (auto fault = check_reminders(*task)) return fault;
  return check_index(*task);
}

std::optional<std::string> TaskPlay::check_audit(const fn::JobRecord& job,
                                                 const fn::TaskRecord& task) {
  std::string state;
  for (const fn::TaskAuditEntry& entry : store_.audit()) {
    if (entry.from != state || !is_legal(entry)) {
      return "a task's transition that is none: " + entry.action + " from " + state;
    }
    state = entry.to;
  }
  if (state != name_of(task.state)) return "the audit does not lead to the task's state";
  if (task.state != state_for(job.status)) {
    return "a task is " + state + ", its job " + std::string(name_of(job.status));
  }
  return std::nullopt;
}

std::optional<std::string> TaskPlay::check_wishes() {
  const auto audit = store_.audit();
  for (const Wish& wish : wishes_) {
    bool done = false;
    bool unknown = false;
    for (const OpId request : wish.requests) {
      const ClientView& view = host_.http.view(request);
      const bool answered = view.whole && view.status != 500;
      if (answered && view.status == 200) done = true;
      if (!answered) unknown = true;
    }
    const auto times = std::ranges::count_if(
        audit, [&](const fn::TaskAuditEntry& entry) { return entry.comment == wish.comment; });
    done ? ++happened_.made : ++happened_.refused;
    if (wish.stranger && (done || times > 0)) return "a stranger moved a task";
    if (times > 1 || (done && times == 0) || (!done && !unknown && times > 0)) {
      return wish.path + " is " + std::to_string(times) + " times in the audit";
    }
  }
  return std::nullopt;
}

std::optional<std::string> TaskPlay::check_reminders(const fn::TaskRecord& task) {
  const std::uint64_t ended_ms = task.ended_ms.value_or(0);
  for (const fn::TaskReminder& reminder : store_.reminders()) {
    if (reminder.sent_ms) ++happened_.reminders;
    if (reminder.sent_ms && (*reminder.sent_ms < reminder.at_ms || *reminder.sent_ms > ended_ms)) {
      return "a reminder was sent before its time or after the end";
    }
  }
  return std::nullopt;
}

std::optional<std::string> TaskPlay::check_index(const fn::TaskRecord& task) {
  const auto rows =
      host_.storage.database.execute("SELECT state, version FROM human_tasks", Json::array());
  const Json& row = rows->at("rows");
  if (row.size() != 1) return "the index has " + std::to_string(row.size()) + " tasks";
  if (row[0][0] != std::string(name_of(task.state)) || row[0][1] != task.version) {
    return "the index of tasks is not the truth: " + to_text(row);
  }
  return std::nullopt;
}

}  // namespace skerry::simulation
