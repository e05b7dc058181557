#include "host/engine/component.hpp"

#include <format>
#include <map>
#include <optional>

#include "host/engine/code_cache.hpp"

namespace skerry::host {
namespace {

wasmtime_component_t* read_cached(Engine& engine, const std::filesystem::path& file) {
  const auto code = read_cached_code(file);
  if (!code) return nullptr;
  wasmtime_component_t* component = nullptr;
  wasmtime_error_t* error = wasmtime_component_deserialize(
      engine.get(), reinterpret_cast<const std::uint8_t*>(code->data()), code->size(), &component);
  if (error != nullptr) {
    wasmtime_error_delete(error);
    return nullptr;
  }
  return component;
}

void write_cached(const wasmtime_component_t* component, const std::filesystem::path& file) {
  wasm_byte_vec_t code;
  if (wasmtime_error_t* error = wasmtime_component_serialize(component, &code)) {
    wasmtime_error_delete(error);
    return;
  }
  write_cached_code(file, {code.data, code.size});
  wasm_byte_vec_delete(&code);
}

std::optional<std::uint64_t> read_leb128(std::string_view bytes, std::size_t& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 35 && at < bytes.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
    if ((byte & 0x80U) == 0) return value;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> core_modules(std::string_view component) {
  // Component model binary format: magic and version, then sections of id, size and content.
  constexpr std::size_t kHeaderBytes = 8;
  constexpr char kCoreModuleSection = 1;
  std::vector<std::string_view> modules;
  std::size_t at = kHeaderBytes;
  while (at < component.size()) {
    const char id = component[at++];
    const auto size = read_leb128(component, at);
    if (!size || *size > component.size() - at) return {};
    if (id == kCoreModuleSection) modules.push_back(component.substr(at, *size));
    at += *size;
  }
  return modules;
}

Component::Component(Engine& engine, wasmtime_component_t* component, bool from_cache)
    : engine_(engine),
      component_(component),
      linker_(wasmtime_component_linker_new(engine.get())),
      from_cache_(from_cache) {}

Component::~Component() {
  for (auto* index : exports_) {
    if (index != nullptr) wasmtime_component_export_index_delete(index);
  }
  wasmtime_component_linker_delete(linker_);
  wasmtime_component_delete(component_);
}

std::expected<std::unique_ptr<Component>, std::string> Component::load(
    Engine& engine, const Imports& imports, const std::filesystem::path& file,
    const std::filesystem::path& cache_folder) {
  const auto bytes = read_file(file);
  if (!bytes) return std::unexpected(std::format("cannot read module {}", file.string()));
  std::string digest = digest_hex(*bytes);
  std::filesystem::path cached;
  wasmtime_component_t* component = nullptr;
  if (!cache_folder.empty()) {
    cached = cache_folder / std::format("{}-{}.cwasm", digest, Engine::fingerprint());
    component = read_cached(engine, cached);
  }
  const bool from_cache = component != nullptr;
  if (!from_cache) {
    if (wasmtime_error_t* error = wasmtime_component_new(
            engine.get(), reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size(),
            &component)) {
      return std::unexpected(
          std::format("module {} is no component: {}", file.string(), take_message(error)));
    }
    if (!cached.empty()) write_cached(component, cached);
    return_compilers_memory();
  }
  std::unique_ptr<Component> result(new Component(engine, component, from_cache));
  result->digest_ = std::move(digest);
  if (auto linked = result->link(imports); !linked) {
    return std::unexpected(std::format("module {}: {}", file.string(), linked.error()));
  }
  result->find_exports();
  return result;
}

std::expected<void, std::string> Component::link(const Imports& imports) {
  std::map<std::string_view, std::vector<const Import*>> by_interface;
  for (const Import& import : imports.list()) by_interface[import.interface].push_back(&import);
  wasmtime_component_linker_instance_t* root = wasmtime_component_linker_root(linker_);
  wasmtime_error_t* error = nullptr;
  for (const auto& [interface, functions] : by_interface) {
    wasmtime_component_linker_instance_t* instance = nullptr;
    error = wasmtime_component_linker_instance_add_instance(root, interface.data(),
                                                            interface.size(), &instance);
    if (error != nullptr) break;
    for (const Import* import : functions) {
      error = wasmtime_component_linker_instance_add_func(instance, import->function.data(),
                                                          import->function.size(), import->callback,
                                                          const_cast<Import*>(import), nullptr);
      if (error != nullptr) break;
    }
    wasmtime_component_linker_instance_delete(instance);
    if (error != nullptr) break;
  }
  wasmtime_component_linker_instance_delete(root);
  if (error != nullptr) return std::unexpected(take_message(error));
  return {};
}

void Component::find_exports() {
  for (std::size_t i = 0; i < kExportNames.size(); ++i) {
    const auto& [interface, function] = kExportNames[i];
    wasmtime_component_export_index_t* outer = wasmtime_component_get_export_index(
        component_, nullptr, interface.data(), interface.size());
    if (outer == nullptr) continue;
    exports_[i] =
        wasmtime_component_get_export_index(component_, outer, function.data(), function.size());
    wasmtime_component_export_index_delete(outer);
  }
}

}  // namespace skerry::host
