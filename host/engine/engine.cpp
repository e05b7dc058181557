#include "host/engine/engine.hpp"

#include <chrono>

namespace skerry::host {
namespace {

/// Changes whenever `make_config` changes what compiled code looks like.
constexpr const char* kConfigurationVersion = "1";

void set_pool(wasm_config_t* config, const Engine::Options& options) {
  wasmtime_pooling_allocation_config_t* pool = wasmtime_pooling_allocation_config_new();
  const std::uint32_t components = options.component_instances_max;
  wasmtime_pooling_allocation_config_total_component_instances_set(pool, components);
  wasmtime_pooling_allocation_config_max_core_instances_per_component_set(
      pool, kCoreInstancesPerComponentMax);
  wasmtime_pooling_allocation_config_max_tables_per_component_set(pool, kTablesPerComponentMax);
  wasmtime_pooling_allocation_config_max_memories_per_component_set(pool, 1);
  wasmtime_pooling_allocation_config_total_core_instances_set(
      pool, components * kCoreInstancesPerComponentMax);
  wasmtime_pooling_allocation_config_total_tables_set(pool, components * 2);
  wasmtime_pooling_allocation_config_total_memories_set(pool, components);
  wasmtime_pooling_allocation_config_table_elements_set(
      pool, static_cast<std::size_t>(kTableElementsMax));
  wasmtime_pooling_allocation_config_max_memory_size_set(pool, options.instance_memory_bytes_max);
  wasmtime_pooling_allocation_config_linear_memory_keep_resident_set(pool,
                                                                     options.kept_memory_bytes);
  wasmtime_pooling_allocation_config_table_keep_resident_set(pool, options.kept_table_bytes);
  wasmtime_pooling_allocation_config_max_unused_warm_slots_set(pool, 64);
  wasmtime_pooling_allocation_strategy_set(config, pool);
  wasmtime_pooling_allocation_config_delete(pool);
}

wasm_config_t* make_config(const Engine::Options& options) {
  wasm_config_t* config = wasm_config_new();
  wasmtime_config_wasm_component_model_set(config, true);
  wasmtime_config_concurrency_support_set(config, false);
  wasmtime_config_epoch_interruption_set(config, true);
  wasmtime_config_max_wasm_stack_set(config, options.wasm_stack_bytes_max);
  wasmtime_config_parallel_compilation_set(config, true);
  wasmtime_config_wasm_threads_set(config, false);
  wasmtime_config_memory_may_move_set(config, false);
  wasmtime_config_cranelift_nan_canonicalization_set(config, true);
  set_pool(config, options);
  return config;
}

}  // namespace

std::string take_message(wasmtime_error_t* error) {
  wasm_byte_vec_t text;
  wasmtime_error_message(error, &text);
  std::string message(text.data, text.size);
  wasm_byte_vec_delete(&text);
  wasmtime_error_delete(error);
  // One line: a log's reader, and an operator's.
  for (std::size_t at = 0; (at = message.find('\n', at)) != std::string::npos;) {
    const std::size_t end = message.find_first_not_of(" \n", at);
    message.replace(at, (end == std::string::npos ? message.size() : end) - at,
                    at == 0 ? "" : " | ");
  }
  return message;
}

Engine::Engine(const Options& options)
    : options_(options), engine_(wasm_engine_new_with_config(make_config(options))) {
  ticker_ = std::thread([this] {
    while (!stopping_.load(std::memory_order_relaxed)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(kEpochTickMs));
      wasmtime_engine_increment_epoch(engine_);
    }
  });
}

Engine::~Engine() {
  stopping_.store(true, std::memory_order_relaxed);
  ticker_.join();
  wasm_engine_delete(engine_);
}

std::uint64_t Engine::ticks_per_event() const {
  // One more than the quotient: the first tick may come at once.
  return options_.event_time_ms_max / kEpochTickMs + 1;
}

std::string Engine::fingerprint() {
  return std::string("wasmtime-") + WASMTIME_VERSION + "-" + kConfigurationVersion;
}

}  // namespace skerry::host
