#pragma once

#include <wasmtime.h>
#include <wasmtime/component.h>

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/engine/observer.hpp"
#include "host/engine/value.hpp"

namespace skerry::host {

/// Whoever an instance's imports act upon: the data of its store.
class ImportTarget {
 public:
  /// Makes the running import trap its module when it returns.
  void trap(std::string reason) { trap_ = std::move(reason); }
  [[nodiscard]] std::optional<std::string> take_trap() { return std::exchange(trap_, {}); }
  /// Who is told of every import; null for nobody.
  void set_observer(Observer* observer) { observer_ = observer; }
  [[nodiscard]] Observer* observer() const { return observer_; }

 protected:
  ~ImportTarget() = default;

 private:
  std::optional<std::string> trap_;
  Observer* observer_ = nullptr;
};

/// A function of the contract as Wasmtime calls it; the callback's first argument is the `Import`.
struct Import {
  std::string_view interface;
  std::string_view function;
  wasmtime_component_func_callback_t callback;
};

namespace detail {

/// Tells an observer of an import that has returned `error`, null unless it traps.
void report(Observer& observer, const Import& import,
            std::span<const wasmtime_component_val_t> arguments,
            const wasmtime_component_val_t* result, const wasmtime_error_t* error);

template <auto Function>
struct ImportCall;

template <typename R, typename Target, typename... Args, R (*Function)(Target&, Args...)>
struct ImportCall<Function> {
  static wasmtime_error_t* call(void* import, wasmtime_context_t* context,
                                const wasmtime_component_func_type_t*,
                                wasmtime_component_val_t* arguments, std::size_t count,
                                wasmtime_component_val_t* results, std::size_t result_count) {
    if (count != sizeof...(Args) || result_count != (std::is_void_v<R> ? 0 : 1)) {
      return wasmtime_error_new("an import's type is not the contract's");
    }
    auto* target = static_cast<ImportTarget*>(wasmtime_context_get_data(context));
    wasmtime_error_t* error = invoke(static_cast<Target&>(*target), arguments, results,
                                     std::index_sequence_for<Args...>());
    if (target->observer() != nullptr) [[unlikely]] {
      report(*target->observer(), *static_cast<const Import*>(import), {arguments, count},
             result_count == 0 ? nullptr : results, error);
    }
    return error;
  }

 private:
  template <std::size_t... I>
  static wasmtime_error_t* invoke(Target& target, [[maybe_unused]] wasmtime_component_val_t* in,
                                  [[maybe_unused]] wasmtime_component_val_t* out,
                                  std::index_sequence<I...>) {
    // No C++ exception may unwind into the engine's frames.
    try {
      if constexpr (std::is_void_v<R>) {
        Function(target, Lift<std::remove_cvref_t<Args>>::from(in[I])...);
      } else {
        give(*out, Function(target, Lift<std::remove_cvref_t<Args>>::from(in[I])...));
      }
    } catch (const std::exception& error) {
      target.trap(std::string("the host failed: ") + error.what());
    }
    const auto reason = target.take_trap();
    return reason ? wasmtime_error_new(reason->c_str()) : nullptr;
  }
};

}  // namespace detail

/// The functions a host offers to its modules. A module takes the subset that it imports.
class Imports {
 public:
  /// Adds a function. `Function` is `R (*)(Target&, Args...)`; every instance made with these
  /// imports must be given a `Target`, which derives from `ImportTarget`.
  template <auto Function>
  void add(std::string_view interface, std::string_view function) {
    list_.push_back({interface, function, &detail::ImportCall<Function>::call});
  }

  /// Adds a function that reads its arguments by itself.
  void add(const Import& import) { list_.push_back(import); }

  [[nodiscard]] const std::vector<Import>& list() const { return list_; }

 private:
  std::vector<Import> list_;
};

}  // namespace skerry::host
