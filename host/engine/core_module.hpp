#pragma once

#include <wasmtime.h>

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "host/engine/engine.hpp"

namespace skerry::host {

/// A core WebAssembly module without imports, compiled. Immutable and thread-safe; the engine must
/// outlive it.
class CoreModule {
 public:
  /// Reads and compiles a module, or takes its code from `cache_folder` (empty: no cache). The
  /// error is one line for an operator; a module with imports is one.
  [[nodiscard]] static std::expected<std::unique_ptr<CoreModule>, std::string> load(
      Engine& engine, const std::filesystem::path& file, const std::filesystem::path& cache_folder);

  ~CoreModule();
  CoreModule(const CoreModule&) = delete;
  CoreModule& operator=(const CoreModule&) = delete;

  [[nodiscard]] Engine& engine() const { return engine_; }
  [[nodiscard]] const wasmtime_instance_pre_t* get() const { return pre_; }

 private:
  CoreModule(Engine& engine, wasmtime_instance_pre_t* pre) : engine_(engine), pre_(pre) {}

  Engine& engine_;
  wasmtime_instance_pre_t* pre_;
};

/// Why a call into a core instance did not return.
struct CoreTrap {
  /// The native stack that WebAssembly may use ran out.
  bool stack_exhausted = false;
  /// `keep_going` said no.
  bool interrupted = false;
  std::string message;
};

/// One instance of a core module in a store of its own. Not thread-safe; may be made on one thread
/// and used on another.
class CoreInstance {
 public:
  /// Asked about every `kEpochTickMs` while WebAssembly runs; false ends the call with a trap.
  using KeepGoing = std::function<bool()>;

  /// Null when no instance can be had: the pool is exhausted.
  [[nodiscard]] static std::unique_ptr<CoreInstance> make(const CoreModule& module,
                                                          KeepGoing keep_going);
  ~CoreInstance();
  CoreInstance(const CoreInstance&) = delete;
  CoreInstance& operator=(const CoreInstance&) = delete;

  /// Calls an exported function; `arguments` and the one result or none are as the module declares
  /// them, else the process ends: modules are part of the product.
  [[nodiscard]] std::expected<std::uint32_t, CoreTrap> call(
      std::string_view function, std::span<const wasmtime_val_t> arguments);

  /// The exported memory as it is now; it moves when a call makes it grow.
  [[nodiscard]] std::span<std::uint8_t> memory();
  /// A slice of the memory as text, or nothing when it lies outside.
  [[nodiscard]] std::optional<std::string_view> text(std::uint32_t address, std::uint32_t bytes);
  /// An exported mutable i64 global.
  [[nodiscard]] std::int64_t global_i64(std::string_view name);

 private:
  CoreInstance(wasmtime_store_t* store, KeepGoing keep_going);
  [[nodiscard]] wasmtime_extern_t find(std::string_view name, wasmtime_extern_kind_t kind);

  wasmtime_store_t* store_;
  wasmtime_context_t* context_;
  wasmtime_instance_t instance_{};
  wasmtime_memory_t memory_{};
  KeepGoing keep_going_;
  bool interrupted_ = false;
};

/// An i32, i64 or f64 argument.
[[nodiscard]] wasmtime_val_t i32_value(std::uint32_t value);
[[nodiscard]] wasmtime_val_t i64_value(std::uint64_t value);
[[nodiscard]] wasmtime_val_t f64_value(double value);

}  // namespace skerry::host
