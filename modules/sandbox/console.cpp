#include "console.hpp"

#include <array>

#include "js_value.hpp"

namespace skerry::sandbox {
namespace {

constexpr std::array<std::string_view, 5> kLevels = {"debug", "log", "info", "warn", "error"};

/// Longest text of one line before quoting.
constexpr std::size_t kLineBytesMax = 16u << 10;

Console* installed = nullptr;
void (*notify_changed)() = nullptr;

JSValue write_line(JSContext* context, JSValueConst, int count, JSValueConst* values, int level) {
  const bool added = installed->add(context, level, count, values);
  notify_changed();
  return added ? JS_UNDEFINED : JS_EXCEPTION;
}

/// How a value reads on a console: strings as they are, errors as "Name: message", objects as
/// JSON where that says something, everything else as the name of its class.
JSValue displayed(JSContext* context, JSValueConst value) {
  if (JS_IsSymbol(value)) return JS_GetPropertyStr(context, value, "description");
  if (!JS_IsObject(value) || JS_IsError(value)) return JS_ToString(context, value);
  if (!JS_IsFunction(context, value)) {
    Value json(context, JS_JSONStringify(context, value, JS_UNDEFINED, JS_UNDEFINED));
    const EngineObjectKind kind =
        json.is_exception() ? kEngineObjectOther : engine_object_kind(context, value);
    const bool is_plain = kind == kEngineObjectPlain || kind == kEngineObjectArray;
    if (JS_IsString(json.get()) && (is_plain || JS_IsDate(value))) return json.release();
    if (json.is_exception()) {
      const Value reason(context, JS_GetException(context));
      if (JS_IsUncatchableError(reason.get())) {
        JS_Throw(context, JS_DupValue(context, reason.get()));
        return JS_EXCEPTION;
      }
    }
  }
  const Value name(context, engine_class_name(context, value));
  const ValueText text(context, name.get());
  Text line{kLineBytesMax};
  (void)(line.append("[") && line.append(text.view()) && line.append("]"));
  return JS_NewStringLen(context, line.view().data(), line.view().size());
}

const JSCFunctionListEntry kMethods[] = {
    JS_CFUNC_MAGIC_DEF("debug", 0, write_line, 0), JS_CFUNC_MAGIC_DEF("log", 0, write_line, 1),
    JS_CFUNC_MAGIC_DEF("info", 0, write_line, 2),  JS_CFUNC_MAGIC_DEF("warn", 0, write_line, 3),
    JS_CFUNC_MAGIC_DEF("error", 0, write_line, 4),
};

}  // namespace

bool Console::install(JSContext* context, void (*changed)()) {
  installed = this;
  notify_changed = changed;
  const JSValue object = JS_NewObject(context);
  if (JS_IsException(object)) return false;
  const Value global(context, JS_GetGlobalObject(context));
  return JS_SetPropertyFunctionList(context, object, kMethods, kLevels.size()) == 0 &&
         JS_DefinePropertyValueStr(context, global.get(), "console", object,
                                   JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE) >= 0;
}

bool Console::add(JSContext* context, int level, int count, JSValueConst* values) {
  if (dropped_ > 0) {
    ++dropped_;
    return true;
  }
  Text line{kLineBytesMax};
  bool fits = true;
  for (int at = 0; fits && at < count; ++at) {
    const Value shown(context, displayed(context, values[at]));
    if (shown.is_exception()) return false;
    const ValueText text(context, shown.get());
    if (text.failed()) return false;
    fits = (at == 0 || line.append(" ")) && line.append(text.view());
  }
  const std::size_t before = lines_text_.size();
  fits = fits && lines_text_.append("{\"level\":\"") &&
         lines_text_.append(kLevels[static_cast<std::size_t>(level)]) &&
         lines_text_.append("\",\"text\":") && lines_text_.append_quoted(line.view()) &&
         lines_text_.append("}\n");
  if (fits) {
    ++lines_;
  } else {
    lines_text_.truncate(before);
    ++dropped_;
  }
  return true;
}

}  // namespace skerry::sandbox
