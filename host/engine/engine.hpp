#pragma once

#include <wasmtime.h>

#include <atomic>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <thread>

#include "host/engine/limits.hpp"

namespace skerry::host {

/// Takes the message out of a Wasmtime error and frees it.
[[nodiscard]] std::string take_message(wasmtime_error_t* error);

/// The one configuration of Wasmtime that compiles, loads and runs every module.
///
/// Deterministic and without concurrency support: a call runs to its end on the calling thread.
/// Instances come from a pool. A thread of the engine advances the epoch every `kEpochTickMs`.
/// Outlives everything made from it. Thread-safe.
class Engine {
 public:
  struct Options {
    /// Instances alive at the same time; reserves address space, not memory.
    std::uint32_t component_instances_max = kComponentInstancesMax;
    std::uint64_t instance_memory_bytes_max = kInstanceMemoryBytesMax;
    std::uint32_t event_time_ms_max = kEventTimeMsMax;
    /// Native stack that a call may use; the calling thread must have that much, and then some.
    std::uint64_t wasm_stack_bytes_max = kWasmStackBytesMax;
    /// Memory of an instance, from its start, that its slot of the pool keeps and sets back by
    /// copying. More costs memory for as long as the engine lives; less costs page faults, each of
    /// which interrupts every other thread of the process.
    std::uint64_t kept_memory_bytes = 0;
    /// The same of each table.
    std::uint64_t kept_table_bytes = 0;
  };

  explicit Engine(const Options& options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  [[nodiscard]] wasm_engine_t* get() const { return engine_; }
  [[nodiscard]] const Options& options() const { return options_; }
  /// Epoch ticks until a call that begins now is stopped.
  [[nodiscard]] std::uint64_t ticks_per_event() const;
  /// Names everything a compiled component depends on beside its source.
  [[nodiscard]] static std::string fingerprint();

 private:
  Options options_;
  wasm_engine_t* engine_;
  std::atomic<bool> stopping_{false};
  std::thread ticker_;
};

}  // namespace skerry::host
