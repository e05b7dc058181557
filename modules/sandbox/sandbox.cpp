#include "sandbox.hpp"

#include <algorithm>
#include <array>

#include "budget.hpp"
#include "platform.h"
#include "result_json.hpp"

namespace skerry::sandbox {
namespace {

/// Stack that the engine may use: its frames in linear memory, of which the linker reserves more,
/// and the estimate of its frames on the host's stack. The engine throws a RangeError at the first
/// mark; the second one stops recursion that does not pass the engine's checks.
constexpr std::size_t kStackBytesMax = 512u << 10;
constexpr std::uint32_t kFrameBytesMax = kStackBytesMax + (64u << 10);
static_assert(kStackBytesMax < kLinkedStackBytes && 2 * kFrameBytesMax < kHostStackBytesMin);

/// Most positional arguments.
constexpr std::size_t kArgumentsMax = 64;

/// Heap on top of the limit for describing a failure.
constexpr std::size_t kEpilogueHeapBytes = 256u << 10;

constexpr std::string_view kStepsMessage = "the program used up its budget of work";
constexpr std::string_view kStackMessage = "Maximum call stack size exceeded";

/// The one sandbox of the module: the engine and the inserted code call back without a context.
constinit Sandbox* current = nullptr;

void require(bool condition) {
  if (!condition) __builtin_trap();
}

/// Takes away a global that makes no sense without threads.
void remove_global(JSContext* context, const char* name) {
  const Value global(context, JS_GetGlobalObject(context));
  const JSAtom key = JS_NewAtom(context, name);
  require(JS_DeleteProperty(context, global.get(), key, 0) == 1);
  JS_FreeAtom(context, key);
}

}  // namespace

void Sandbox::initialize() {
  budget_unlimited();
  current = this;
  require(error_.preallocate());
  runtime_ = engine_create_runtime();
  require(runtime_ != nullptr);
  JS_SetMaxStackSize(runtime_, kStackBytesMax);
  JS_UpdateStackTop(runtime_);
  context_ = JS_NewContextRaw(runtime_);
  require(context_ != nullptr);
  constexpr auto kIntrinsics = std::to_array<int (*)(JSContext*)>({
      JS_AddIntrinsicBaseObjects,
      JS_AddIntrinsicDate,
      JS_AddIntrinsicEval,
      JS_AddIntrinsicRegExp,
      JS_AddIntrinsicJSON,
      JS_AddIntrinsicProxy,
      JS_AddIntrinsicMapSet,
      JS_AddIntrinsicTypedArrays,
      JS_AddIntrinsicPromise,
      JS_AddIntrinsicWeakRef,
      JS_AddIntrinsicBigInt,
      JS_AddIntrinsicDOMException,
      JS_AddIntrinsicAToB,
  });
  for (auto* const add : kIntrinsics) require(add(context_) == 0);
  remove_global(context_, "SharedArrayBuffer");
  require(console_.install(context_, on_console_changed));
  require(randomness_.install(context_, on_random_touched));
  JS_SetInterruptHandler(runtime_, on_interrupt, nullptr);
  JS_SetModuleLoaderFunc(runtime_, on_import, nullptr, nullptr);
  JS_SetCanBlock(runtime_, false);
  status_.abi_version = kAbiVersion;
}

Outcome Sandbox::run(std::string_view source, std::string_view arguments, double now_ms,
                     const RunLimits& limits) {
  begin(now_ms, limits);
  Outcome outcome = execute(source, arguments);
  // What was done on the reserve does not count, however it ended: a run is over its budget or not.
  if (steps_stopping()) outcome = fail_steps();
  publish(outcome);
  return outcome;
}

void Sandbox::begin(double now_ms, const RunLimits& limits) {
  platform_set_now(now_ms);
  randomness_.begin(std::span<const std::uint8_t, kSeedBytes>(seed_, kSeedBytes));
  engine_set_heap_limit(std::clamp(limits.memory_bytes_max, kMemoryBytesMin, kMemoryBytesDefault));
  result_.set_bytes_max(std::min(limits.output_bytes_max, kOutputBytesMax));
  console_.begin(std::min(limits.console_bytes_max, kConsoleBytesMax));
  status_.flags = 0;
  budget_begin(
      std::clamp(limits.steps_max, kStepsMin, kStepsMax), kFrameBytesMax,
      {.stop_soon = on_stop_soon, .stop_now = on_stop_now, .stack_is_full = on_stack_is_full});
  // After the budget, because the engine's idea of its stack contains it.
  JS_UpdateStackTop(runtime_);
}

Outcome Sandbox::execute(std::string_view source, std::string_view arguments) {
  const Value list(context_,
                   JS_ParseJSON(context_, arguments.data(), arguments.size(), "arguments"));
  if (list.is_exception()) return fail_with_exception(Outcome::bad_arguments);
  if (!JS_IsArray(list.get())) {
    return fail_with(Outcome::bad_arguments, "BadArguments", "the arguments are not a JSON array");
  }
  Value entry(context_, JS_UNDEFINED);
  const Outcome loaded = load(source, entry);
  return loaded == Outcome::running ? call(entry.get(), list.get()) : loaded;
}

/// Evaluates the module. `Outcome::running` means: go on with `entry`.
Outcome Sandbox::load(std::string_view source, Value& entry) {
  const JSValue compiled = JS_Eval(context_, source.data(), source.size(), ENGINE_PROGRAM_NAME,
                                   JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
  if (JS_IsException(compiled)) return fail_with_exception(Outcome::syntax_error);
  JSModuleDef* const module = engine_module_of(compiled);
  Value evaluated(context_, JS_EvalFunction(context_, compiled));
  if (evaluated.is_exception()) return fail_with_exception(Outcome::threw);
  const Outcome settled = settle(evaluated);
  if (settled != Outcome::running) return settled;
  const Value names(context_, JS_GetModuleNamespace(context_, module));
  if (names.is_exception()) return fail_with_exception(Outcome::threw);
  entry.reset(JS_GetPropertyStr(context_, names.get(), "default"));
  if (entry.is_exception()) return fail_with_exception(Outcome::threw);
  if (JS_IsFunction(context_, entry.get())) return Outcome::running;
  return fail_with(Outcome::no_default_export, "NoDefaultExport",
                   JS_IsUndefined(entry.get())
                       ? "the module has no default export; write \"export default function …\""
                       : "the default export is not a function");
}

Outcome Sandbox::call(JSValueConst entry, JSValueConst arguments) {
  std::int64_t count = 0;
  if (JS_GetLength(context_, arguments, &count) < 0) return fail_with_exception(Outcome::threw);
  if (static_cast<std::size_t>(count) > kArgumentsMax) {
    return fail_with(Outcome::bad_arguments, "BadArguments", "more than 64 positional arguments");
  }
  std::array<JSValue, kArgumentsMax> values{};
  for (std::int64_t at = 0; at < count; ++at) {
    JSValue& value = values[static_cast<std::size_t>(at)];
    value = JS_GetPropertyInt64(context_, arguments, at);
    if (JS_IsException(value)) return fail_with_exception(Outcome::threw);
  }
  engine_forget_trace(context_);
  Value result(context_,
               JS_Call(context_, entry, JS_UNDEFINED, static_cast<int>(count), values.data()));
  for (std::int64_t at = 0; at < count; ++at) {
    JS_FreeValue(context_, values[static_cast<std::size_t>(at)]);
  }
  if (result.is_exception()) return fail_with_exception(Outcome::threw);
  Outcome outcome = adopt_thenable(result);
  if (outcome == Outcome::running) outcome = settle(result);
  return outcome == Outcome::running ? write_result(result.get()) : outcome;
}

/// Turns an object with a method `then` into a promise of what it will give, as `await` does.
Outcome Sandbox::adopt_thenable(Value& value) {
  if (!JS_IsObject(value.get()) || JS_IsPromise(value.get())) return Outcome::running;
  const Value then(context_, JS_GetPropertyStr(context_, value.get(), "then"));
  if (then.is_exception()) return fail_with_exception(Outcome::threw);
  if (!JS_IsFunction(context_, then.get())) return Outcome::running;
  JSValue functions[2];
  Value promise(context_, JS_NewPromiseCapability(context_, functions));
  if (promise.is_exception()) return fail_with_exception(Outcome::threw);
  const Value resolve(context_, functions[0]);
  const Value reject(context_, functions[1]);
  JSValueConst adopted[] = {value.get()};
  const Value called(context_, JS_Call(context_, resolve.get(), JS_UNDEFINED, 1, adopted));
  if (called.is_exception()) return fail_with_exception(Outcome::threw);
  value.reset(promise.release());
  return Outcome::running;
}

/// Runs pending jobs until `promise` has settled and replaces it by its value. A value that is no
/// promise is left as it is. `Outcome::running` means: go on.
Outcome Sandbox::settle(Value& promise) {
  if (!JS_IsPromise(promise.get())) return Outcome::running;
  while (JS_PromiseState(context_, promise.get()) == JS_PROMISE_PENDING) {
    JSContext* context = nullptr;
    const int ran = JS_ExecutePendingJob(runtime_, &context);
    if (steps_stopping()) return fail_steps();
    if (ran < 0) return fail_with_exception(Outcome::threw);
    if (ran == 0) {
      return fail_with(Outcome::never_settled, "NeverSettled",
                       "the promise can never settle: nothing is left to run");
    }
  }
  const bool rejected = JS_PromiseState(context_, promise.get()) == JS_PROMISE_REJECTED;
  promise.reset(JS_PromiseResult(context_, promise.get()));
  if (!rejected) return Outcome::running;
  JS_Throw(context_, promise.release());
  return fail_with_exception(Outcome::threw);
}

Outcome Sandbox::write_result(JSValueConst value) {
  ResultWriter writer(context_, result_);
  const ResultFailure failure = writer.write(value);
  has_bigint_ = writer.has_bigint();
  switch (failure) {
    case ResultFailure::none:
      return Outcome::returned;
    case ResultFailure::threw:
      return fail_with_exception(Outcome::threw);
    case ResultFailure::too_long:
      return fail_with(Outcome::limit_output, "LimitOutput",
                       "the result's JSON text is longer than allowed");
    case ResultFailure::not_json:
      write_failure(error_, {.name = "ResultNotJson",
                             .message = writer.reason().view(),
                             .pointer = writer.pointer().view(),
                             .has_pointer = true});
      return Outcome::result_not_json;
  }
  __builtin_trap();
}

/// Describes the pending exception. `otherwise` is the outcome when it speaks of no limit.
Outcome Sandbox::fail_with_exception(Outcome otherwise) {
  engine_extend_heap_limit(kEpilogueHeapBytes);
  const Value thrown(context_, JS_GetException(context_));
  const Thrown described = write_thrown(context_, thrown.get(), error_);
  if (steps_stopping()) {
    // The engine's own error knows the line of a loop; the frames know only the last call.
    if (described.position.line > 0) stopped_at_ = described.position;
    return fail_steps();
  }
  if (described.outcome != Outcome::threw) return described.outcome;
  const bool is_import = JS_IsObject(import_error_) && JS_IsObject(thrown.get()) &&
                         JS_VALUE_GET_PTR(import_error_) == JS_VALUE_GET_PTR(thrown.get());
  return is_import ? Outcome::import_refused : otherwise;
}

Outcome Sandbox::fail_with(Outcome outcome, std::string_view name, std::string_view message) {
  write_failure(error_, {.name = name, .message = message});
  return outcome;
}

Outcome Sandbox::fail_steps() {
  write_failure(error_, {.name = "LimitSteps", .message = kStepsMessage, .position = stopped_at_});
  return Outcome::limit_steps;
}

void Sandbox::publish(Outcome outcome) {
  status_.outcome = outcome;
  status_.steps_used = steps_used();
  status_.memory_bytes_peak = static_cast<std::uint32_t>(engine_heap_peak());
  if (platform_time_was_read()) status_.flags |= kTouchedTime;
  if (outcome == Outcome::returned) {
    if (has_bigint_) status_.flags |= kResultBigint;
    status_.result_address = result_.address();
    status_.result_bytes = static_cast<std::uint32_t>(result_.size());
  } else {
    status_.error_address = error_.address();
    status_.error_bytes = static_cast<std::uint32_t>(error_.size());
  }
  publish_console();
}

void Sandbox::publish_console() {
  status_.console_address = console_.text().address();
  status_.console_bytes = static_cast<std::uint32_t>(console_.text().size());
  status_.console_lines = console_.lines();
  status_.console_lines_dropped = console_.dropped();
}

void Sandbox::on_console_changed() { current->publish_console(); }

void Sandbox::on_random_touched() { current->status_.flags |= kTouchedRandom; }

void Sandbox::on_stop_soon() {
  Position& at = current->stopped_at_;
  (void)engine_current_position(current->context_, &at.line, &at.column);
  engine_poll_soon(current->context_);
}

void Sandbox::on_stop_now() {
  Position& at = current->stopped_at_;
  (void)engine_current_position(current->context_, &at.line, &at.column);
  current->publish(current->fail_steps());
}

void Sandbox::on_stack_is_full() {
  Position at;
  (void)engine_current_position(current->context_, &at.line, &at.column);
  write_failure(current->error_, {.name = "RangeError", .message = kStackMessage, .position = at});
  current->publish(Outcome::limit_stack);
}

int Sandbox::on_interrupt(JSRuntime*, void*) { return steps_stopping() ? 1 : 0; }

char* Sandbox::on_import(JSContext* context, const char*, const char* name, void*) {
  JS_ThrowTypeError(context, "imports are refused: '%s'", name);
  JS_FreeValue(context, current->import_error_);
  const JSValue error = JS_GetException(context);
  current->import_error_ = JS_DupValue(context, error);
  JS_Throw(context, error);
  return nullptr;
}

}  // namespace skerry::sandbox
