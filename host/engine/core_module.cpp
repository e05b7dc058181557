#include "host/engine/core_module.hpp"

#include <cstdio>
#include <cstdlib>
#include <format>

#include "host/engine/code_cache.hpp"

namespace skerry::host {
namespace {

[[noreturn]] void broken(std::string_view what, std::string_view name) {
  std::fprintf(stderr, "skerry: a module breaks its contract: %.*s %.*s\n",
               static_cast<int>(what.size()), what.data(), static_cast<int>(name.size()),
               name.data());
  std::abort();
}

wasmtime_module_t* read_cached(Engine& engine, const std::filesystem::path& file) {
  const auto code = read_cached_code(file);
  if (!code) return nullptr;
  wasmtime_module_t* module = nullptr;
  if (wasmtime_error_t* error = wasmtime_module_deserialize(
          engine.get(), reinterpret_cast<const std::uint8_t*>(code->data()), code->size(),
          &module)) {
    wasmtime_error_delete(error);
    return nullptr;
  }
  return module;
}

void write_cached(const wasmtime_module_t* module, const std::filesystem::path& file) {
  // The C API takes a module that it does not change.
  wasm_byte_vec_t code;
  if (wasmtime_error_t* error =
          wasmtime_module_serialize(const_cast<wasmtime_module_t*>(module), &code)) {
    wasmtime_error_delete(error);
    return;
  }
  write_cached_code(file, {code.data, code.size});
  wasm_byte_vec_delete(&code);
}

CoreTrap describe(wasm_trap_t* trap, bool interrupted) {
  CoreTrap result{.interrupted = interrupted, .message = {}};
  wasmtime_trap_code_t code = 0;
  if (wasmtime_trap_code(trap, &code)) {
    result.stack_exhausted = code == WASMTIME_TRAP_CODE_STACK_OVERFLOW;
  }
  wasm_byte_vec_t text;
  wasm_trap_message(trap, &text);
  result.message.assign(text.data, text.size);
  // Wasmtime ends the text with a NUL.
  while (!result.message.empty() && result.message.back() == '\0') result.message.pop_back();
  wasm_byte_vec_delete(&text);
  wasm_trap_delete(trap);
  return result;
}

}  // namespace

std::expected<std::unique_ptr<CoreModule>, std::string> CoreModule::load(
    Engine& engine, const std::filesystem::path& file, const std::filesystem::path& cache_folder) {
  const auto bytes = read_file(file);
  if (!bytes) return std::unexpected(std::format("cannot read module {}", file.string()));
  std::filesystem::path cached;
  wasmtime_module_t* module = nullptr;
  if (!cache_folder.empty()) {
    cached = cache_folder / std::format("{}-{}.cwasm", digest_hex(*bytes), Engine::fingerprint());
    module = read_cached(engine, cached);
  }
  if (module == nullptr) {
    if (wasmtime_error_t* error =
            wasmtime_module_new(engine.get(), reinterpret_cast<const std::uint8_t*>(bytes->data()),
                                bytes->size(), &module)) {
      return std::unexpected(
          std::format("module {} is not usable: {}", file.string(), take_message(error)));
    }
    if (!cached.empty()) write_cached(module, cached);
    return_compilers_memory();
  }
  wasmtime_linker_t* linker = wasmtime_linker_new(engine.get());
  wasmtime_instance_pre_t* pre = nullptr;
  wasmtime_error_t* error = wasmtime_linker_instantiate_pre(linker, module, &pre);
  wasmtime_linker_delete(linker);
  wasmtime_module_delete(module);
  if (error != nullptr) {
    return std::unexpected(
        std::format("module {} has imports: {}", file.string(), take_message(error)));
  }
  return std::unique_ptr<CoreModule>(new CoreModule(engine, pre));
}

CoreModule::~CoreModule() { wasmtime_instance_pre_delete(pre_); }

CoreInstance::CoreInstance(wasmtime_store_t* store, KeepGoing keep_going)
    : store_(store), context_(wasmtime_store_context(store)), keep_going_(std::move(keep_going)) {}

std::unique_ptr<CoreInstance> CoreInstance::make(const CoreModule& module, KeepGoing keep_going) {
  std::unique_ptr<CoreInstance> instance(new CoreInstance(
      wasmtime_store_new(module.engine().get(), nullptr, nullptr), std::move(keep_going)));
  wasmtime_context_set_epoch_deadline(instance->context_, 1);
  wasmtime_store_epoch_deadline_callback(
      instance->store_,
      [](const wasmtime_context_t*, void* data, std::uint64_t* delta,
         wasmtime_update_deadline_kind_t* kind) -> wasmtime_error_t* {
        auto& self = *static_cast<CoreInstance*>(data);
        if (self.keep_going_ && !self.keep_going_()) {
          self.interrupted_ = true;
          return wasmtime_error_new("interrupted");
        }
        *delta = 1;
        *kind = WASMTIME_UPDATE_DEADLINE_CONTINUE;
        return nullptr;
      },
      instance.get(), nullptr);
  wasm_trap_t* trap = nullptr;
  wasmtime_error_t* error = wasmtime_instance_pre_instantiate(module.get(), instance->context_,
                                                              &instance->instance_, &trap);
  if (error != nullptr) wasmtime_error_delete(error);
  if (trap != nullptr) wasm_trap_delete(trap);
  if (error != nullptr || trap != nullptr) return nullptr;
  instance->memory_ = instance->find("memory", WASMTIME_EXTERN_MEMORY).of.memory;
  return instance;
}

CoreInstance::~CoreInstance() { wasmtime_store_delete(store_); }

wasmtime_extern_t CoreInstance::find(std::string_view name, wasmtime_extern_kind_t kind) {
  wasmtime_extern_t found;
  if (!wasmtime_instance_export_get(context_, &instance_, name.data(), name.size(), &found) ||
      found.kind != kind) {
    broken("no such export:", name);
  }
  return found;
}

std::expected<std::uint32_t, CoreTrap> CoreInstance::call(
    std::string_view function, std::span<const wasmtime_val_t> arguments) {
  const wasmtime_func_t callee = find(function, WASMTIME_EXTERN_FUNC).of.func;
  wasm_functype_t* type = wasmtime_func_type(context_, &callee);
  const std::size_t results = wasm_functype_results(type)->size;
  wasm_functype_delete(type);
  wasmtime_val_t result{};
  wasm_trap_t* trap = nullptr;
  interrupted_ = false;
  wasmtime_error_t* error = wasmtime_func_call(context_, &callee, arguments.data(),
                                               arguments.size(), &result, results, &trap);
  if (trap != nullptr) return std::unexpected(describe(trap, interrupted_));
  if (error != nullptr) {
    CoreTrap described{.interrupted = interrupted_, .message = {}};
    described.message = take_message(error);
    if (!interrupted_) broken("a call failed:", described.message);
    return std::unexpected(std::move(described));
  }
  return results == 0 ? 0 : static_cast<std::uint32_t>(result.of.i32);
}

std::span<std::uint8_t> CoreInstance::memory() {
  return {wasmtime_memory_data(context_, &memory_), wasmtime_memory_data_size(context_, &memory_)};
}

std::optional<std::string_view> CoreInstance::text(std::uint32_t address, std::uint32_t bytes) {
  const auto all = memory();
  if (std::uint64_t{address} + bytes > all.size()) return std::nullopt;
  return std::string_view(reinterpret_cast<const char*>(all.data()) + address, bytes);
}

std::int64_t CoreInstance::global_i64(std::string_view name) {
  const wasmtime_global_t global = find(name, WASMTIME_EXTERN_GLOBAL).of.global;
  wasmtime_val_t value;
  wasmtime_global_get(context_, &global, &value);
  if (value.kind != WASMTIME_I64) broken("no such i64 global:", name);
  return value.of.i64;
}

wasmtime_val_t i32_value(std::uint32_t value) {
  wasmtime_val_t result{};
  result.kind = WASMTIME_I32;
  result.of.i32 = static_cast<std::int32_t>(value);
  return result;
}

wasmtime_val_t i64_value(std::uint64_t value) {
  wasmtime_val_t result{};
  result.kind = WASMTIME_I64;
  result.of.i64 = static_cast<std::int64_t>(value);
  return result;
}

wasmtime_val_t f64_value(double value) {
  wasmtime_val_t result{};
  result.kind = WASMTIME_F64;
  result.of.f64 = value;
  return result;
}

}  // namespace skerry::host
