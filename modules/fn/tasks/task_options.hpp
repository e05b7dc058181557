#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "modules/fn/tasks/limits.hpp"
#include "modules/sdk/validation.hpp"

namespace skerry::fn {

/// How urgent a task is.
enum class TaskPriority : std::uint8_t { kLow, kNormal, kHigh, kUrgent };

[[nodiscard]] std::string_view name_of(TaskPriority priority);

/// `options.task` of a call: what a person is to know of the task beside the call itself. What the
/// person answers is checked against the call's `schema`.
struct TaskOptions {
  /// Without one, the beginning of the description.
  std::optional<std::string> title;
  /// Without them, description and context.
  std::optional<std::string> instructions;
  TaskPriority priority = TaskPriority::kNormal;
  /// When it should be done; nothing ends then. Milliseconds since 1970.
  std::optional<std::uint64_t> due_ms;
  std::optional<std::string> assignee;
  std::optional<std::string> group;
  /// When reminders are sent, in any order.
  std::vector<std::uint64_t> reminders_ms;
};

/// A time as RFC 3339 writes it, read as milliseconds since 1970.
struct TimeText {
  using Value = std::uint64_t;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const;
  [[nodiscard]] Json schema() const;
};

/// The members of `options.task`.
[[nodiscard]] ObjectOf<TaskOptions> task_option_fields();

/// The task's options of a call that was found valid; the defaults where it has none.
[[nodiscard]] TaskOptions task_options_of(const Json& call);

}  // namespace skerry::fn
