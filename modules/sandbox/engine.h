#ifndef SKERRY_SANDBOX_ENGINE_H
#define SKERRY_SANDBOX_ENGINE_H

/* What the sandbox needs of QuickJS-ng beyond its public interface. C, because the engine is. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "quickjs.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How the JSON serialiser has to treat an object. */
// NOLINTNEXTLINE(performance-enum-size): C11 cannot choose an enumeration's type
typedef enum EngineObjectKind {
  kEngineObjectPlain,     /* own enumerable properties */
  kEngineObjectArray,     /* elements 0..length-1 */
  kEngineObjectPrimitive, /* a boxed number, string, boolean or BigInt */
  kEngineObjectFunction,  /* callable */
  kEngineObjectOther,     /* has state that its properties do not show: Map, Promise, Error ... */
  kEngineObjectThrew,     /* a revoked proxy: an exception is pending */
} EngineObjectKind;

/* Creates the runtime whose heap is counted and limited. Never freed: an instance is dropped. */
JSRuntime* engine_create_runtime(void);

/* Sets how many bytes the heap may hold from now on. */
void engine_set_heap_limit(size_t bytes_max);

/* Adds to that limit. */
void engine_extend_heap_limit(size_t bytes);

/* The most bytes the heap held at one time, and whether a request for more was refused. */
size_t engine_heap_peak(void);
bool engine_heap_refused(void);

/* Lets the interrupt handler be asked at the very next opportunity. */
void engine_poll_soon(JSContext* ctx);

/* Finds the innermost running function of the program's source. Returns false when there is none.
   Allocates nothing: it may be called when the budget is gone. */
bool engine_current_position(JSContext* ctx, uint32_t* line, uint32_t* column);

/* The stack text of the last exception that was thrown and not caught, borrowed; undefined when
   there is none. Tells where a value that is no Error was thrown. */
JSValue engine_uncaught_trace(JSContext* ctx);

/* Forgets that text, so that it cannot be taken for a later exception's. */
void engine_forget_trace(JSContext* ctx);

/* Classifies an object for serialisation. */
EngineObjectKind engine_object_kind(JSContext* ctx, JSValueConst value);

/* The value in a boxed primitive, borrowed. */
JSValue engine_boxed_value(JSValueConst value);

/* The name of an object's built-in class ("Map"), as a new string value. */
JSValue engine_class_name(JSContext* ctx, JSValueConst value);

/* The module in the value that JS_Eval gives for JS_EVAL_FLAG_COMPILE_ONLY, borrowed. */
JSModuleDef* engine_module_of(JSValueConst compiled);

/* The name under which stack traces show the program. */
#define ENGINE_PROGRAM_NAME "program.js"

#ifdef __cplusplus
}
#endif

#endif
