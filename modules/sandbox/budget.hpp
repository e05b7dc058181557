#pragma once

#include <cstdint>

/// The budget of a run: steps of work, and depth of calls.
///
/// The build inserts a countdown of `steps_left` at every loop and every calling function of the
/// finished module (meter.py); below zero it calls `steps_exhausted`. The budget is spent in two
/// parts. When the first is gone, the engine is asked to stop the program at its next check, which
/// ends ordinary loops with the line they were in. When the reserve is gone, too, the program is
/// inside a built-in that never checks, and the module traps.
///
/// Depth is measured likewise: functions that may recurse take an estimate of their frame from
/// `frames_left`. The engine's own checks see it as part of its stack pointer (engine.c) and throw
/// a RangeError in time; recursion that passes no such check traps at the end of the budget.
namespace skerry::sandbox {

/// What to do when a budget is gone. Runs on what is kept back for it, so it must be brief.
struct BudgetObserver {
  void (*stop_soon)();      ///< once, when the first part of the steps is gone
  void (*stop_now)();       ///< once, before the trap that ends the second part
  void (*stack_is_full)();  ///< once, before the trap that ends too deep a recursion
};

/// Starts a run's budget. The observer's functions must outlive the run.
void budget_begin(std::uint64_t steps_max, std::uint32_t frame_bytes_max, BudgetObserver observer);

/// Steps used since `budget_begin`; never more than the budget.
[[nodiscard]] std::uint64_t steps_used();

/// Whether the first part of the budget is gone.
[[nodiscard]] bool steps_stopping();

/// Gives a budget to work outside of a run: initialising the module.
void budget_unlimited();

}  // namespace skerry::sandbox
