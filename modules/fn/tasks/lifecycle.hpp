#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skerry::fn {

/// Where a task is. The last four are terminal.
enum class TaskState : std::uint8_t {
  kPending,
  kClaimed,
  kCompleted,
  kRejected,
  kExpired,
  /// Its job was cancelled.
  kCancelled,
};

inline constexpr std::array<std::string_view, 6> kTaskStateNames = {
    "pending", "claimed", "completed", "rejected", "expired", "cancelled"};

[[nodiscard]] constexpr std::string_view name_of(TaskState state) {
  return kTaskStateNames[static_cast<std::size_t>(state)];
}
/// The state of this name, or nothing.
[[nodiscard]] std::optional<TaskState> task_state_of(std::string_view name);

[[nodiscard]] constexpr bool is_open(TaskState state) { return state <= TaskState::kClaimed; }

/// What people do with a task.
enum class TaskMove : std::uint8_t { kClaim, kRelease, kComplete, kReject };

inline constexpr std::array<std::string_view, 4> kTaskMoveNames = {"claim", "release", "complete",
                                                                   "reject"};

[[nodiscard]] constexpr std::string_view name_of(TaskMove move) {
  return kTaskMoveNames[static_cast<std::size_t>(move)];
}

/// The state that a move leads to.
[[nodiscard]] constexpr TaskState state_after(TaskMove move) {
  constexpr std::array kAfter = {TaskState::kClaimed, TaskState::kPending, TaskState::kCompleted,
                                 TaskState::kRejected};
  return kAfter[static_cast<std::size_t>(move)];
}

/// Who did something to a task.
struct TaskPerson {
  enum class Kind : std::uint8_t {
    /// A caller of the API, by the subject of its principal.
    kCaller,
    /// Whoever holds the task's link, by the link's addressee.
    kLink,
    /// Nobody: time, or the end of the job.
    kSystem,
  };

  Kind kind = Kind::kSystem;
  /// Empty for the link of a task that is addressed to nobody.
  std::string name = {};

  friend bool operator==(const TaskPerson&, const TaskPerson&) = default;
};

[[nodiscard]] std::string_view name_of(TaskPerson::Kind kind);
/// The kind of this name; `kSystem` for any other.
[[nodiscard]] TaskPerson::Kind person_kind_of(std::string_view name);

/// What a rule needs to know of a task.
struct TaskStanding {
  TaskState state = TaskState::kPending;
  /// Of a task that is claimed.
  TaskPerson claimed_by = {};
};

/// Why somebody may not do this to a task now, as a sentence; nothing when they may. `claims_too`
/// lets a task be completed or rejected that they have not claimed yet.
///
/// A claimed task is finished by who claimed it alone; it is released by them, or by any caller of
/// the API, who thereby takes it back from who holds the link.
[[nodiscard]] std::optional<std::string> objection(const TaskStanding& task, TaskMove move,
                                                   const TaskPerson& who, bool claims_too);

}  // namespace skerry::fn
