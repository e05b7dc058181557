#include "host/engine/instance.hpp"

namespace skerry::host {

std::expected<std::unique_ptr<Instance>, std::string> Instance::create(
    const Component& component, ImportTarget& target, std::unique_ptr<Observer> observer) {
  Engine& engine = component.engine();
  std::unique_ptr<Instance> result(new Instance(component, target, std::move(observer)));
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

void detail::report(Observer& observer, const Import& import,
                    std::span<const wasmtime_component_val_t> arguments,
                    const wasmtime_component_val_t* result, const wasmtime_error_t* error) {
  if (error == nullptr) return observer.import(import, arguments, result, std::nullopt);
  wasm_byte_vec_t text;
  wasmtime_error_message(error, &text);
  observer.import(import, arguments, result, std::string_view(text.data, text.size));
  wasm_byte_vec_delete(&text);
}

Instance::Instance(const Component& component, ImportTarget& target,
                   std::unique_ptr<Observer> observer)
    : component_(component), target_(target), observer_(std::move(observer)) {
  target_.set_observer(observer_.get());
}

Instance::~Instance() {
  if (target_.observer() == observer_.get()) target_.set_observer(nullptr);
  if (store_ != nullptr) wasmtime_store_delete(store_);
}

CallOutcome Instance::call_with(Event event, std::span<const wasmtime_component_val_t> arguments) {
  const auto& function = functions_[static_cast<std::size_t>(event)];
  if (!function) return CallOutcome::kNotExported;
  return call_function(*function, event, arguments);
}

CallOutcome Instance::call_function(const wasmtime_component_func_t& function, Event event,
                                    std::span<const wasmtime_component_val_t> arguments) {
  wasmtime_context_set_epoch_deadline(context_, component_.engine().ticks_per_event());
  if (observer_ != nullptr) observer_->event(event, arguments);
  wasmtime_error_t* error = wasmtime_component_func_call(&function, context_, arguments.data(),
                                                         arguments.size(), nullptr, 0);
  if (error != nullptr) trap_message_ = take_message(error);
  const CallOutcome outcome = error == nullptr ? CallOutcome::kDone : CallOutcome::kTrapped;
  if (observer_ != nullptr) observer_->ended(outcome, trap_message_);
  return outcome;
}

}  // namespace skerry::host
