/* QuickJS-ng itself, in one unit with the few functions that need its private parts: the position
   of a running program, the class of an object, and a counted heap. Its source is used as it is but
   for two lines (locate_loops.py). */

#include "cutils.h"

/* Without this the interpreter uses computed gotos, which WebAssembly does not have; the switch it
   falls back to is smaller and faster there. cutils.h above is not to see it. */
#define EMSCRIPTEN 1

/* Where the engine's stack is: its frames in linear memory plus the estimated frames on the host's
   stack (budget.hpp), both of which grow downwards. The engine asks for the first alone. */
__asm__(".globaltype frames_left, i32\n.globaltype __stack_pointer, i32\n");
static inline uintptr_t stack_position(void) {
  uintptr_t position;
  __asm__ volatile("global.get __stack_pointer\n\tglobal.get frames_left\n\ti32.add\n\tlocal.set %0"
                   : "=r"(position));
  return position;
}
#define __builtin_frame_address(level) ((void*)stack_position())

#include "quickjs_located.c"

#undef __builtin_frame_address
#undef EMSCRIPTEN

#include "engine.h"

/* What the first refusal adds to the limit: the engine needs some heap to make the error that says
   there is none left. */
enum { kHeapBytesToFail = 128 << 10 };

static size_t heap_bytes;
static size_t heap_bytes_peak;
static size_t heap_bytes_max = SIZE_MAX;
static bool heap_refused;

static void* count(void* block) {
  if (!block) {
    heap_refused = true;
    return NULL;
  }
  heap_bytes += malloc_usable_size(block);
  if (heap_bytes > heap_bytes_peak) heap_bytes_peak = heap_bytes;
  return block;
}

static bool exceeds_limit(size_t bytes) {
  if (bytes <= heap_bytes_max && heap_bytes <= heap_bytes_max - bytes) return false;
  if (!heap_refused) heap_bytes_max += kHeapBytesToFail;
  heap_refused = true;
  return true;
}

static void* heap_malloc(void* opaque, size_t bytes) {
  return exceeds_limit(bytes) ? NULL : count(malloc(bytes));
}

static void* heap_calloc(void* opaque, size_t items, size_t item_bytes) {
  size_t bytes;
  if (__builtin_mul_overflow(items, item_bytes, &bytes) || exceeds_limit(bytes)) {
    heap_refused = true;
    return NULL;
  }
  return count(calloc(1, bytes));
}

static void heap_free(void* opaque, void* block) {
  if (!block) return;
  heap_bytes -= malloc_usable_size(block);
  free(block);
}

static void* heap_realloc(void* opaque, void* block, size_t bytes) {
  if (!block) return heap_malloc(opaque, bytes);
  if (bytes == 0) {
    heap_free(opaque, block);
    return NULL;
  }
  size_t before = malloc_usable_size(block);
  if (bytes > before && exceeds_limit(bytes - before)) return NULL;
  void* moved = realloc(block, bytes);
  if (moved) heap_bytes -= before;
  return count(moved);
}

JSRuntime* engine_create_runtime(void) {
  static const JSMallocFunctions functions = {heap_calloc, heap_malloc, heap_free, heap_realloc,
                                              (size_t (*)(const void*))malloc_usable_size};
  return JS_NewRuntime2(&functions, NULL);
}

void engine_set_heap_limit(size_t bytes_max) {
  heap_bytes_max = bytes_max;
  heap_bytes_peak = heap_bytes;
  heap_refused = false;
}

void engine_extend_heap_limit(size_t bytes) { heap_bytes_max += bytes; }

size_t engine_heap_peak(void) { return heap_bytes_peak; }

bool engine_heap_refused(void) { return heap_refused; }

void engine_poll_soon(JSContext* ctx) { ctx->interrupt_counter = 1; }

static bool is_program(JSContext* ctx, JSAtom file_name) {
  char buffer[ATOM_GET_STR_BUF_SIZE];
  return file_name &&
         !strcmp(JS_AtomGetStr(ctx, buffer, sizeof(buffer), file_name), ENGINE_PROGRAM_NAME);
}

bool engine_current_position(JSContext* ctx, uint32_t* line, uint32_t* column) {
  for (JSStackFrame* frame = ctx->rt->current_stack_frame; frame; frame = frame->prev_frame) {
    if (JS_VALUE_GET_TAG(frame->cur_func) != JS_TAG_OBJECT || !frame->cur_pc) continue;
    JSObject* function = JS_VALUE_GET_OBJ(frame->cur_func);
    if (!js_class_has_bytecode(function->class_id)) continue;
    JSFunctionBytecode* code = function->u.func.function_bytecode;
    if (!is_program(ctx, code->filename)) continue;
    int found_column = 0;
    int found_line =
        find_line_num(ctx, code, frame->cur_pc - code->byte_code_buf - 1, &found_column);
    if (found_line < 1) continue;
    *line = (uint32_t)found_line;
    *column = found_column < 1 ? 1 : (uint32_t)found_column;
    return true;
  }
  return false;
}

JSValue engine_uncaught_trace(JSContext* ctx) { return ctx->error_back_trace; }

void engine_forget_trace(JSContext* ctx) {
  JS_FreeValue(ctx, ctx->error_back_trace);
  ctx->error_back_trace = JS_UNDEFINED;
}

EngineObjectKind engine_object_kind(JSContext* ctx, JSValueConst value) {
  int is_array = js_is_array(ctx, value);
  if (is_array < 0) return kEngineObjectThrew;
  if (is_array) return kEngineObjectArray;
  if (JS_IsFunction(ctx, value)) return kEngineObjectFunction;
  switch (JS_VALUE_GET_OBJ(value)->class_id) {
    case JS_CLASS_OBJECT:
    case JS_CLASS_ARGUMENTS:
    case JS_CLASS_MAPPED_ARGUMENTS:
    case JS_CLASS_MODULE_NS:
    case JS_CLASS_PROXY:
      return kEngineObjectPlain;
    case JS_CLASS_NUMBER:
    case JS_CLASS_STRING:
    case JS_CLASS_BOOLEAN:
    case JS_CLASS_BIG_INT:
      return kEngineObjectPrimitive;
    default:
      return kEngineObjectOther;
  }
}

JSValue engine_boxed_value(JSValueConst value) { return JS_VALUE_GET_OBJ(value)->u.object_data; }

JSValue engine_class_name(JSContext* ctx, JSValueConst value) {
  JSRuntime* rt = ctx->rt;
  return JS_AtomToString(ctx, rt->class_array[JS_VALUE_GET_OBJ(value)->class_id].class_name);
}

JSModuleDef* engine_module_of(JSValueConst compiled) {
  return (JSModuleDef*)JS_VALUE_GET_PTR(compiled);
}
