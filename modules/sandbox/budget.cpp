#include "budget.hpp"

// The counters are globals of the WebAssembly module, which C++ cannot name.
__asm__(
    ".globaltype steps_left, i64\n"
    ".globl steps_left\n"
    "steps_left:\n"
    ".globaltype frames_left, i32\n"
    ".globl frames_left\n"
    "frames_left:\n");

namespace skerry::sandbox {
namespace {

/// Kept back for stopping in good order: the engine's checks are at most 10,000 of its own loops
/// apart, and the report of where the program was has to be written.
constexpr std::uint64_t kReserveStepsMax = 1'000'000;
constexpr std::uint64_t kReserveShare = 4;

/// For `stop_now`, which works on nobody's budget.
constexpr std::int64_t kEpilogueSteps = 100'000;

/// For `stack_is_full`.
constexpr std::uint32_t kEpilogueFrameBytes = 16u << 10;

constexpr std::uint32_t kUnlimitedFrameBytes = 1u << 30;
constexpr std::int64_t kUnlimitedSteps = std::int64_t{1} << 60;

enum class Stage : std::uint8_t { unlimited, spending, reserve, epilogue };

Stage stage = Stage::unlimited;
std::uint64_t budget = 0;
std::uint64_t reserve = 0;
bool stack_was_full = false;
BudgetObserver observer_of_run{};

[[gnu::always_inline]] inline std::int64_t counter() {
  std::int64_t value;
  __asm__ volatile("global.get steps_left\n\tlocal.set %0" : "=r"(value));
  return value;
}

[[gnu::always_inline]] inline void set_counter(std::int64_t value) {
  __asm__ volatile("local.get %0\n\tglobal.set steps_left" : : "r"(value));
}

[[gnu::always_inline]] inline void set_frames(std::uint32_t bytes) {
  __asm__ volatile("local.get %0\n\tglobal.set frames_left" : : "r"(bytes));
}

}  // namespace

void budget_begin(std::uint64_t steps_max, std::uint32_t frame_bytes_max, BudgetObserver observer) {
  budget = steps_max;
  reserve = steps_max / kReserveShare;
  if (reserve > kReserveStepsMax) reserve = kReserveStepsMax;
  observer_of_run = observer;
  stage = Stage::spending;
  stack_was_full = false;
  set_frames(frame_bytes_max);
  set_counter(static_cast<std::int64_t>(budget - reserve));
}

std::uint64_t steps_used() {
  const std::int64_t left = counter() < 0 ? 0 : counter();
  switch (stage) {
    case Stage::spending:
      return budget - reserve - static_cast<std::uint64_t>(left);
    case Stage::reserve:
      return budget - static_cast<std::uint64_t>(left);
    default:
      return budget;
  }
}

bool steps_stopping() { return stage == Stage::reserve || stage == Stage::epilogue; }

void budget_unlimited() {
  stage = Stage::unlimited;
  set_frames(kUnlimitedFrameBytes);
  set_counter(kUnlimitedSteps);
}

/// Called by inserted code when the counter falls below zero. Not metered itself.
extern "C" [[gnu::noinline, gnu::used]] void steps_exhausted() {
  switch (stage) {
    case Stage::spending:
      stage = Stage::reserve;
      set_counter(static_cast<std::int64_t>(reserve));
      observer_of_run.stop_soon();
      return;
    case Stage::reserve:
      stage = Stage::epilogue;
      set_counter(kEpilogueSteps);
      observer_of_run.stop_now();
      set_counter(0);
      __builtin_trap();
    default:
      __builtin_trap();
  }
}

/// Called by inserted code when the frames take more than their budget. Not metered itself.
extern "C" [[gnu::noinline, gnu::used]] void frames_exhausted() {
  if (stack_was_full) __builtin_trap();
  stack_was_full = true;
  set_frames(kEpilogueFrameBytes);
  observer_of_run.stack_is_full();
  __builtin_trap();
}

/// Called by inserted code before each bulk memory instruction, whose length it passes through.
extern "C" [[gnu::noinline, gnu::used]] std::uint32_t steps_charge_bytes(std::uint32_t bytes) {
  constexpr std::uint32_t kBytesPerStep = 16;
  set_counter(counter() - static_cast<std::int64_t>(bytes / kBytesPerStep));
  return bytes;
}

}  // namespace skerry::sandbox
