// What a run of the sandbox costs in Wasmtime with pooled instances, metered and unmetered:
//
//   sandbox_bench METERED.wasm UNMETERED.wasm
//
// Prints medians in microseconds of processor time. Each run takes a fresh store and instance, as
// the product does.

#include <wasmtime.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "modules/sandbox/sandbox_abi.hpp"

namespace {

using skerry::sandbox::Outcome;
using skerry::sandbox::SandboxStatus;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "sandbox_bench: %s\n", what);
  std::exit(1);
}

/// Processor time of this thread, which other work on the machine disturbs least.
double now_us() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<long>(values.size() / 2));
  return values[values.size() / 2];
}

wasm_engine_t* make_engine() {
  wasm_config_t* config = wasm_config_new();
  wasmtime_config_max_wasm_stack_set(config, skerry::sandbox::kHostStackBytesMin);
  wasmtime_pooling_allocation_config_t* pool = wasmtime_pooling_allocation_config_new();
  wasmtime_pooling_allocation_config_total_memories_set(pool, 4);
  wasmtime_pooling_allocation_config_total_core_instances_set(pool, 4);
  wasmtime_pooling_allocation_config_total_tables_set(pool, 4);
  wasmtime_pooling_allocation_config_max_memory_size_set(pool,
                                                         skerry::sandbox::kLinearMemoryBytesMax);
  wasmtime_pooling_allocation_strategy_set(config, pool);
  wasmtime_pooling_allocation_config_delete(pool);
  return wasm_engine_new_with_config(config);
}

wasmtime_module_t* compile(wasm_engine_t* engine, const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  wasmtime_module_t* module = nullptr;
  wasmtime_error_t* error = wasmtime_module_new(
      engine, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), &module);
  require(error == nullptr, "the module does not compile");
  return module;
}

/// One fresh instance and its exports.
class Program {
 public:
  Program(wasm_engine_t* engine, const wasmtime_module_t* module)
      : store_(wasmtime_store_new(engine, nullptr, nullptr)),
        context_(wasmtime_store_context(store_)) {
    wasm_trap_t* trap = nullptr;
    require(wasmtime_instance_new(context_, module, nullptr, 0, &instance_, &trap) == nullptr,
            "no instance");
    memory_ = find("memory").of.memory;
    status_ = call("sandbox_status_address", {});
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() { wasmtime_store_delete(store_); }

  std::uint32_t call(const char* name, std::vector<wasmtime_val_t> arguments) {
    wasmtime_func_t function = find(name).of.func;
    wasmtime_val_t result{};
    wasm_trap_t* trap = nullptr;
    wasmtime_error_t* error = wasmtime_func_call(context_, &function, arguments.data(),
                                                 arguments.size(), &result, 1, &trap);
    require(error == nullptr && trap == nullptr, "a call failed");
    return static_cast<std::uint32_t>(result.of.i32);
  }

  std::pair<std::int32_t, std::int32_t> place(std::string_view text) {
    const std::uint32_t address = call("sandbox_allocate", {i32(text.size())});
    std::memcpy(wasmtime_memory_data(context_, &memory_) + address, text.data(), text.size());
    return {static_cast<std::int32_t>(address), static_cast<std::int32_t>(text.size())};
  }

  void run(std::string_view source, std::string_view arguments) {
    using namespace skerry::sandbox;
    const auto [program, program_bytes] = place(source);
    const auto [list, list_bytes] = place(arguments);
    wasmtime_val_t now{.kind = WASMTIME_F64, .of = {.f64 = 1.7e12}};
    wasmtime_val_t steps{.kind = WASMTIME_I64, .of = {.i64 = kStepsDefault}};
    const std::uint32_t outcome = call(
        "sandbox_run", {i32(program), i32(program_bytes), i32(list), i32(list_bytes), now, steps,
                        i32(kMemoryBytesDefault), i32(kOutputBytesMax), i32(kConsoleBytesMax)});
    require(outcome == static_cast<std::uint32_t>(Outcome::returned), "a program failed");
    std::memcpy(&report, wasmtime_memory_data(context_, &memory_) + status_, sizeof(report));
  }

  SandboxStatus report{};

 private:
  static wasmtime_val_t i32(std::uint64_t value) {
    return {.kind = WASMTIME_I32, .of = {.i32 = static_cast<std::int32_t>(value)}};
  }

  wasmtime_extern_t find(const char* name) {
    wasmtime_extern_t item{};
    require(wasmtime_instance_export_get(context_, &instance_, name, std::strlen(name), &item),
            "an export is missing");
    return item;
  }

  wasmtime_store_t* store_;
  wasmtime_context_t* context_;
  wasmtime_instance_t instance_{};
  wasmtime_memory_t memory_{};
  std::uint32_t status_ = 0;
};

struct Case {
  const char* name;
  const char* source;
  std::string arguments;
  int repetitions;
};

std::vector<Case> cases() {
  std::string numbers = "[[";
  std::uint64_t state = 12'345;
  for (int index = 0; index < 1'000; ++index) {
    state = (state * 1'103'515'245 + 12'345) % 2'147'483'648;
    numbers += (index == 0 ? "" : ",") + std::to_string(state);
  }
  numbers += "]]";
  return {
      {"a + b", "export default (a, b) => a + b", "[1,2]", 2'000},
      {"sort 1,000 numbers", "export default (n) => [...n].sort((a, b) => a - b)", numbers, 300},
      {"fibonacci(22), recursive",
       "export default (n) => { const f = (n) => n < 2 ? n : f(n - 1) + f(n - 2); return f(n); }",
       "[22]", 60},
      {"loop of 100,000",
       "export default (n) => { let s = 0; for (let i = 0; i < n; i++) s = (s + i * 7) % 1000003; "
       "return s; }",
       "[100000]", 60},
      {"JSON of 2,000 objects",
       "export default (n) => { const o = []; for (let i = 0; i < n; i++) o.push({ a: i, b: 'x' + "
       "i, c: [1, 2, 3] }); return JSON.parse(JSON.stringify(o)).length; }",
       "[2000]", 40},
  };
}

struct Cost {
  double instance_us;
  double whole_us;
  std::uint64_t steps;
};

Cost measure(wasm_engine_t* engine, const wasmtime_module_t* module, const Case& item) {
  std::vector<double> instances;
  std::vector<double> wholes;
  std::uint64_t steps = 0;
  for (int repetition = 0; repetition < item.repetitions; ++repetition) {
    const double start = now_us();
    {
      Program program(engine, module);
      instances.push_back(now_us() - start);
      program.run(item.source, item.arguments);
      steps = program.report.steps_used;
    }
    wholes.push_back(now_us() - start);
  }
  return {median(instances), median(wholes), steps};
}

}  // namespace

int main(int count, char** arguments) try {
  require(count == 3, "usage: sandbox_bench METERED.wasm UNMETERED.wasm");
  wasm_engine_t* engine = make_engine();
  wasmtime_module_t* metered = compile(engine, arguments[1]);
  wasmtime_module_t* unmetered = compile(engine, arguments[2]);
  std::printf("%-26s %9s %9s %9s %6s %10s\n", "program", "instance", "whole run", "unmetered",
              "ratio", "steps");
  for (const Case& item : cases()) {
    const Cost cost = measure(engine, metered, item);
    const Cost plain = measure(engine, unmetered, item);
    std::printf("%-26s %9.1f %9.1f %9.1f %6.2f %10llu\n", item.name, cost.instance_us,
                cost.whole_us, plain.whole_us, cost.whole_us / plain.whole_us,
                static_cast<unsigned long long>(cost.steps));
  }
  wasmtime_module_delete(metered);
  wasmtime_module_delete(unmetered);
  wasm_engine_delete(engine);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
