#pragma once

#include <cstdint>
#include <string_view>

#include "console.hpp"
#include "engine.h"
#include "failure.hpp"
#include "js_value.hpp"
#include "randomness.hpp"
#include "sandbox_abi.hpp"
#include "text.hpp"

namespace skerry::sandbox {

/// What one run may use; see sandbox_abi.hpp.
struct RunLimits {
  std::uint64_t steps_max;
  std::uint32_t memory_bytes_max;
  std::uint32_t output_bytes_max;
  std::uint32_t console_bytes_max;
};

/// One engine, one program, one run. The module has exactly one, prepared when the module is built
/// and started once in every instance.
class Sandbox {
 public:
  constexpr Sandbox() = default;

  /// Creates the engine and its globals. Called at build time; traps when it fails.
  void initialize();

  /// Runs a program. `source` must be followed by a zero byte. Fills the status, also when it does
  /// not return.
  Outcome run(std::string_view source, std::string_view arguments, double now_ms,
              const RunLimits& limits);

  [[nodiscard]] SandboxStatus& status() { return status_; }
  [[nodiscard]] std::uint8_t* seed() { return seed_; }

 private:
  static void on_console_changed();
  static void on_random_touched();
  static void on_stop_soon();
  static void on_stop_now();
  static void on_stack_is_full();
  static int on_interrupt(JSRuntime* runtime, void* opaque);
  static char* on_import(JSContext* context, const char* base, const char* name, void* opaque);

  void begin(double now_ms, const RunLimits& limits);
  Outcome execute(std::string_view source, std::string_view arguments);
  Outcome load(std::string_view source, Value& entry);
  Outcome call(JSValueConst entry, JSValueConst arguments);
  Outcome adopt_thenable(Value& value);
  Outcome settle(Value& promise);
  Outcome write_result(JSValueConst value);
  Outcome fail_with_exception(Outcome otherwise);
  Outcome fail_with(Outcome outcome, std::string_view name, std::string_view message);
  Outcome fail_steps();
  void publish(Outcome outcome);
  void publish_console();

  JSRuntime* runtime_ = nullptr;
  JSContext* context_ = nullptr;
  SandboxStatus status_{};
  std::uint8_t seed_[kSeedBytes]{};
  Console console_;
  Randomness randomness_;
  Text result_{kOutputBytesMax};
  Text error_{kFailureBytesMax};
  JSValue import_error_ = JS_UNDEFINED;
  Position stopped_at_;
  bool has_bigint_ = false;
};

}  // namespace skerry::sandbox
