#pragma once

#include <array>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "host/engine/code_cache.hpp"
#include "host/engine/engine.hpp"
#include "host/engine/exports.hpp"
#include "host/engine/imports.hpp"

namespace skerry::host {

/// The core modules inside a component's binary, in order, as slices of `component`. Empty when
/// the bytes are no component.
[[nodiscard]] std::vector<std::string_view> core_modules(std::string_view component);

/// A module ready to be instantiated: compiled code, linked imports and known exports.
///
/// Immutable and thread-safe. The engine and `imports` must outlive it.
class Component {
 public:
  /// Reads a component, compiling it unless `cache_folder` holds the result of an earlier
  /// compilation by the same engine; what is damaged there is made anew. Failing to write the cache
  /// is no failure. An empty `cache_folder` means no cache. The error is one line for an operator.
  [[nodiscard]] static std::expected<std::unique_ptr<Component>, std::string> load(
      Engine& engine, const Imports& imports, const std::filesystem::path& file,
      const std::filesystem::path& cache_folder);

  ~Component();
  Component(const Component&) = delete;
  Component& operator=(const Component&) = delete;

  [[nodiscard]] Engine& engine() const { return engine_; }
  [[nodiscard]] const wasmtime_component_t* get() const { return component_; }
  [[nodiscard]] const wasmtime_component_linker_t* linker() const { return linker_; }
  /// Null when the module does not export this event.
  [[nodiscard]] const wasmtime_component_export_index_t* export_index(Event event) const {
    return exports_[static_cast<std::size_t>(event)];
  }
  /// SHA-256 of the component's binary, in lower-case hexadecimal.
  [[nodiscard]] const std::string& digest() const { return digest_; }
  /// True when the compiled code came from the cache.
  [[nodiscard]] bool from_cache() const { return from_cache_; }

 private:
  Component(Engine& engine, wasmtime_component_t* component, bool from_cache);
  [[nodiscard]] std::expected<void, std::string> link(const Imports& imports);
  void find_exports();

  Engine& engine_;
  wasmtime_component_t* component_;
  wasmtime_component_linker_t* linker_;
  std::array<wasmtime_component_export_index_t*, kExportNames.size()> exports_{};
  bool from_cache_;
  std::string digest_;
};

}  // namespace skerry::host
