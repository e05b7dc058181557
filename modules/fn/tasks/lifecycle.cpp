#include "modules/fn/tasks/lifecycle.hpp"

#include <algorithm>

namespace skerry::fn {
namespace {

constexpr std::array<std::string_view, 3> kPersonKinds = {"caller", "link", "system"};

}  // namespace

std::optional<TaskState> task_state_of(std::string_view name) {
  const auto found = std::ranges::find(kTaskStateNames, name);
  if (found == kTaskStateNames.end()) return std::nullopt;
  return static_cast<TaskState>(found - kTaskStateNames.begin());
}

std::string_view name_of(TaskPerson::Kind kind) {
  return kPersonKinds[static_cast<std::size_t>(kind)];
}

TaskPerson::Kind person_kind_of(std::string_view name) {
  const auto found = std::ranges::find(kPersonKinds, name);
  if (found == kPersonKinds.end()) return TaskPerson::Kind::kSystem;
  return static_cast<TaskPerson::Kind>(found - kPersonKinds.begin());
}

std::optional<std::string> objection(const TaskStanding& task, TaskMove move, const TaskPerson& who,
                                     bool claims_too) {
  if (!is_open(task.state)) {
    return "The task has ended already: " + std::string(name_of(task.state)) + ".";
  }
  const bool claimed = task.state == TaskState::kClaimed;
  const bool own = claimed && task.claimed_by == who;
  switch (move) {
    case TaskMove::kClaim:
      if (own) return "You have claimed the task already.";
      if (claimed) return "Somebody else has claimed the task.";
      return std::nullopt;
    case TaskMove::kRelease:
      if (!claimed) return "The task is not claimed.";
      if (own || who.kind == TaskPerson::Kind::kCaller) return std::nullopt;
      return "Somebody else has claimed the task.";
    case TaskMove::kComplete:
    case TaskMove::kReject:
      if (own || (!claimed && claims_too)) return std::nullopt;
      if (!claimed) return "The task must be claimed first.";
      return "Somebody else has claimed the task.";
  }
  __builtin_trap();
}

}  // namespace skerry::fn
