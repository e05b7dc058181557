#include "host/engine/instance.hpp"

namespace skerry::host {

std::expected<std::unique_ptr<Instance>, std::string> Instance::create(const Component& component,
                                                                       ImportTarget& target) {
  Engine& engine = component.engine();
  std::unique_ptr<Instance> result(new Instance(component));
  result->store_ = wasmtime_store_new(engine.get(), &target, nullptr);
  result->context_ = wasmtime_store_context(result->store_);
  wasmtime_store_limiter(result->store_,
                         static_cast<std::int64_t>(engine.options().instance_memory_bytes_max),
                         kTableElementsMax, -1, -1, -1);
  wasmtime_context_set_epoch_deadline(result->context_, engine.ticks_per_event());
  wasmtime_component_instance_t instance;
  if (wasmtime_error_t* error = wasmtime_component_linker_instantiate(
          component.linker(), result->context_, component.get(), &instance)) {
    return std::unexpected(take_message(error));
  }
  for (std::size_t i = 0; i < kExportNames.size(); ++i) {
    const auto* index = component.export_index(static_cast<Event>(i));
    wasmtime_component_func_t function;
    if (index != nullptr &&
        wasmtime_component_instance_get_func(&instance, result->context_, index, &function)) {
      result->functions_[i] = function;
    }
  }
  return result;
}

Instance::~Instance() {
  if (store_ != nullptr) wasmtime_store_delete(store_);
}

CallOutcome Instance::call_function(const wasmtime_component_func_t& function,
                                    const wasmtime_component_val_t* arguments, std::size_t count) {
  wasmtime_context_set_epoch_deadline(context_, component_.engine().ticks_per_event());
  wasmtime_error_t* error =
      wasmtime_component_func_call(&function, context_, arguments, count, nullptr, 0);
  if (error == nullptr) return CallOutcome::kDone;
  trap_message_ = take_message(error);
  return CallOutcome::kTrapped;
}

}  // namespace skerry::host
