#pragma once

#include <optional>
#include <string>

#include "host/cli/command_tools.hpp"

namespace skerry::host {

/// True for the statuses that a job never leaves.
[[nodiscard]] bool is_final_status(std::string_view status);

/// A job's status; empty when the answer holds none.
[[nodiscard]] std::string status_of_job(const Json& job);

/// Works on a job, or lets a server do it, and gives it as it is when it has ended. On a terminal a
/// line of standard error shows how it goes. Nothing when it cannot be read, which has been said.
[[nodiscard]] std::optional<Json> wait_for_job(Door& door, const std::string& id,
                                               const Place& place);

/// Says on standard error how a job goes on that is left alone; nothing where a server sees to it.
void note_left_alone(const Door& door, const std::string& id);

/// Prints how an ended job ended: its result, or on standard error why there is none. Returns the
/// exit status.
[[nodiscard]] int print_ended_job(const Json& job, const Place& place);

}  // namespace skerry::host
