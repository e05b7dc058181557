#pragma once

#include <initializer_list>
#include <string_view>

#include "modules/fn/tasks/task_store.hpp"
#include "modules/sdk/paging.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

/// Writes a task's row of the shared index; a row that is newer already stays as it is.
[[nodiscard]] SqlStatement index_task(const JobRecord& job, const TaskRecord& task);
[[nodiscard]] SqlStatement unindex_task(std::string_view task_id);

/// What a list of tasks can be narrowed to.
inline constexpr std::initializer_list<std::string_view> kTaskFilters = {"state", "assignee",
                                                                         "group"};

/// A tenant's tasks, newest first, those alone that satisfy every filter that was given.
[[nodiscard]] SqlStatement list_tasks(std::string_view tenant, const PageQuery& query);
/// The rows of that list as they are shown.
[[nodiscard]] Json listed_tasks(const SqlRows& rows);

/// The task of a human job, and the other way round: both have the same 26 characters.
[[nodiscard]] std::string task_id_of(std::string_view job_id);
[[nodiscard]] std::string job_id_of(std::string_view task_id);

}  // namespace skerry::fn
