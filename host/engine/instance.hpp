#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>

#include "host/engine/component.hpp"

namespace skerry::host {

/// What became of an event.
enum class CallOutcome : std::uint8_t {
  kDone,
  /// The module does not export it; nothing ran.
  kNotExported,
  /// A text of the event is not UTF-8; nothing ran.
  kNotUtf8,
  /// The module trapped. The instance must not be called again.
  kTrapped,
};

/// One instance of a module in a store of its own.
///
/// Belongs to one thread. `component` must outlive it; `target` receives its imports' calls.
class Instance {
 public:
  /// The error is one line for an operator. `observer`, if any, is told what crosses, from
  /// instantiation on.
  [[nodiscard]] static std::expected<std::unique_ptr<Instance>, std::string> create(
      const Component& component, ImportTarget& target,
      std::unique_ptr<Observer> observer = nullptr);
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  /// Delivers an event: runs the export to its end on this thread, within the engine's limits of
  /// time and memory.
  template <typename... Args>
  [[nodiscard]] CallOutcome call(Event event, const Args&... arguments) {
    const auto& function = functions_[static_cast<std::size_t>(event)];
    if (!function) return CallOutcome::kNotExported;
    const std::tuple<Lowered<Args>...> lowered(arguments...);
    return std::apply(
        [&](const auto&... values) {
          if (!(values.valid() && ...)) return CallOutcome::kNotUtf8;
          const std::array<wasmtime_component_val_t, sizeof...(Args)> list = {values.get()...};
          return call_function(*function, event, list);
        },
        lowered);
  }
  /// Delivers an event whose arguments are values already, all text in them UTF-8. An argument that
  /// is not of the contract's type is reported as a trap.
  [[nodiscard]] CallOutcome call_with(Event event,
                                      std::span<const wasmtime_component_val_t> arguments);

  /// Why the last call trapped.
  [[nodiscard]] const std::string& trap_message() const { return trap_message_; }

 private:
  Instance(const Component& component, ImportTarget& target, std::unique_ptr<Observer> observer);
  CallOutcome call_function(const wasmtime_component_func_t& function, Event event,
                            std::span<const wasmtime_component_val_t> arguments);

  const Component& component_;
  ImportTarget& target_;
  std::unique_ptr<Observer> observer_;
  wasmtime_store_t* store_ = nullptr;
  wasmtime_context_t* context_ = nullptr;
  std::array<std::optional<wasmtime_component_func_t>, kExportNames.size()> functions_;
  std::string trap_message_;
};

}  // namespace skerry::host
