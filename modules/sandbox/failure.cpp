#include "failure.hpp"

#include "js_value.hpp"

namespace skerry::sandbox {
namespace {

/// The engine's words.
constexpr std::string_view kOutOfMemory = "out of memory";

constexpr std::size_t kNameBytesMax = 128;
constexpr std::size_t kMessageBytesMax = 2048;
constexpr std::size_t kStackBytesMax = 2048;
constexpr std::size_t kPointerBytesMax = 1024;

// Quoting turns one byte into at most six.
static_assert(6 * (kNameBytesMax + kMessageBytesMax + kStackBytesMax + kPointerBytesMax) + 256 <=
              kFailureBytesMax);

void add_text(Text& out, std::string_view key, std::string_view text, std::size_t bytes_max) {
  (void)(out.append(out.size() == 1 ? "\"" : ",\"") && out.append(key) && out.append("\":") &&
         out.append_quoted(truncated(text, bytes_max)));
}

void add_number(Text& out, std::string_view key, std::uint32_t number) {
  (void)(out.append(",\"") && out.append(key) && out.append("\":") && out.append_number(number));
}

/// Reads digits at the front of `text` and removes them; 0 when there are none.
std::uint32_t take_number(std::string_view& text) {
  std::uint32_t number = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && number < 100'000'000) {
    number = number * 10 + static_cast<std::uint32_t>(text.front() - '0');
    text.remove_prefix(1);
  }
  return number;
}

/// The first place in the program that a stack text names.
Position position_in(std::string_view stack) {
  constexpr std::string_view kMark = ENGINE_PROGRAM_NAME ":";
  const std::size_t found = stack.find(kMark);
  if (found == std::string_view::npos) return {};
  stack.remove_prefix(found + kMark.size());
  Position position;
  position.line = take_number(stack);
  if (stack.starts_with(':')) {
    stack.remove_prefix(1);
    position.column = take_number(stack);
  }
  return position;
}

/// A property that is a string, or undefined. What the program's getter throws is dropped.
JSValue string_property(JSContext* context, JSValueConst object, const char* name) {
  Value value(context, JS_GetPropertyStr(context, object, name));
  if (value.is_exception()) JS_FreeValue(context, JS_GetException(context));
  return JS_IsString(value.get()) ? value.release() : JS_UNDEFINED;
}

/// The text of a thrown value that is no error.
JSValue text_of(JSContext* context, JSValueConst thrown) {
  JSValue text = JS_IsSymbol(thrown) ? JS_GetPropertyStr(context, thrown, "description")
                 : JS_IsObject(thrown) && !JS_IsFunction(context, thrown)
                     ? JS_JSONStringify(context, thrown, JS_UNDEFINED, JS_UNDEFINED)
                     : JS_ToString(context, thrown);
  if (JS_IsException(text)) {
    JS_FreeValue(context, JS_GetException(context));
    text = JS_NewString(context, "a value without a text");
  }
  return text;
}

/// The engine throws null when it has no heap left even for an error.
bool is_out_of_memory(JSValueConst thrown) { return JS_IsNull(thrown) && engine_heap_refused(); }

Outcome outcome_of(std::string_view name, std::string_view message) {
  if (name == "InternalError" && message == kOutOfMemory && engine_heap_refused()) {
    return Outcome::limit_memory;
  }
  if (name == "RangeError" && message == "Maximum call stack size exceeded") {
    return Outcome::limit_stack;
  }
  return Outcome::threw;
}

}  // namespace

void write_failure(Text& out, const FailureText& failure) {
  out.truncate(0);
  (void)out.append("{");
  add_text(out, "name", failure.name, kNameBytesMax);
  add_text(out, "message", failure.message, kMessageBytesMax);
  if (failure.position.line > 0) {
    add_number(out, "line", failure.position.line);
    if (failure.position.column > 0) add_number(out, "column", failure.position.column);
  }
  if (!failure.stack.empty()) add_text(out, "stack", failure.stack, kStackBytesMax);
  if (failure.has_pointer) add_text(out, "pointer", failure.pointer, kPointerBytesMax);
  (void)out.append("}");
}

Thrown write_thrown(JSContext* context, JSValueConst thrown, Text& out) {
  if (is_out_of_memory(thrown)) {
    write_failure(out, {.name = "InternalError", .message = kOutOfMemory});
    return {Outcome::limit_memory, {}};
  }
  const bool is_error = JS_IsError(thrown);
  const Value name(context, is_error ? string_property(context, thrown, "name") : JS_UNDEFINED);
  const Value message(
      context, is_error ? string_property(context, thrown, "message") : text_of(context, thrown));
  Value stack(context, is_error ? string_property(context, thrown, "stack") : JS_UNDEFINED);
  if (!JS_IsString(stack.get())) stack.reset(JS_DupValue(context, engine_uncaught_trace(context)));
  const bool has_stack = JS_IsString(stack.get());
  const ValueText name_text(context, name.get());
  const ValueText message_text(context, message.get());
  const ValueText stack_text(context, stack.get());
  const std::string_view fallback = is_error ? "Error" : "UncaughtValue";
  const FailureText failure{
      .name = JS_IsString(name.get()) ? name_text.view() : fallback,
      .message = JS_IsString(message.get()) ? message_text.view() : std::string_view{},
      .position = has_stack ? position_in(stack_text.view()) : Position{},
      .stack = has_stack ? stack_text.view() : std::string_view{},
  };
  write_failure(out, failure);
  return {outcome_of(failure.name, failure.message), failure.position};
}

}  // namespace skerry::sandbox
