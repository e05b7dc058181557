#pragma once

#include "host/cli/command_tools.hpp"

// The commands, each group in a file of its own. Each function adds its sub-commands to the
// program; a chosen one sets `action`. `place` and `action` must outlive the program.

namespace skerry::host {

/// `fn` and `classify`.
void add_fn_commands(CLI::App& program, Place& place, Action& action);
/// `jobs list|show|cancel|watch`.
void add_job_commands(CLI::App& program, Place& place, Action& action);
/// `tasks list|show|claim|release|complete|reject`.
void add_task_commands(CLI::App& program, Place& place, Action& action);
/// `functions list|show|add|invoke|export|rm`.
void add_function_commands(CLI::App& program, Place& place, Action& action);
/// `doctor`.
void add_doctor_command(CLI::App& program, Place& place, Action& action);
/// `completion bash|zsh`.
void add_completion_command(CLI::App& program, Action& action);

}  // namespace skerry::host
