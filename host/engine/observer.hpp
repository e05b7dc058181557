#pragma once

#include <wasmtime.h>
#include <wasmtime/component.h>

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "host/engine/exports.hpp"

namespace skerry::host {

class Component;
struct Import;
enum class CallOutcome : std::uint8_t;

/// Is told, on the instance's thread and in order, everything that crosses one instance's boundary.
/// What it is given lives as long as the call.
class Observer {
 public:
  virtual ~Observer() = default;
  /// An event is about to be delivered.
  virtual void event(Event event, std::span<const wasmtime_component_val_t> arguments) = 0;
  /// An import has returned: `result` is null when it has none, `trap` set when it traps the
  /// module.
  virtual void import(const Import& import, std::span<const wasmtime_component_val_t> arguments,
                      const wasmtime_component_val_t* result,
                      std::optional<std::string_view> trap) = 0;
  /// The event is over; `trap_message` is empty unless it trapped.
  virtual void ended(CallOutcome outcome, std::string_view trap_message) = 0;
};

/// Makes an observer of each instance. Thread-safe.
class Observers {
 public:
  virtual ~Observers() = default;
  /// Null when this instance is not to be observed.
  [[nodiscard]] virtual std::unique_ptr<Observer> observe(std::string_view module,
                                                          const Component& component) = 0;
};

}  // namespace skerry::host
