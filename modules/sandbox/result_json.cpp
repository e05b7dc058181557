#include "result_json.hpp"

#include <cmath>

#include "js_value.hpp"

namespace skerry::sandbox {
namespace {

static_assert(kResultDepthMax == 64, "the message below names the number");

constexpr double kSafeIntegerMax = 9007199254740991.0;

ResultFailure fitted(bool fits) { return fits ? ResultFailure::none : ResultFailure::too_long; }

/// Frees the keys of an object when they have been visited.
struct Keys {
  JSContext* context;
  JSPropertyEnum* items = nullptr;
  std::uint32_t count = 0;
  ~Keys() { JS_FreePropertyEnum(context, items, count); }
};

}  // namespace

ResultFailure ResultWriter::write(JSValueConst value) { return write_at(nullptr, value); }

ResultFailure ResultWriter::write_at(const Place* place, JSValueConst value) {
  if (!JS_IsObject(value) && !JS_IsBigInt(value)) return write_prepared(place, value);
  const Value to_json(context_, JS_GetPropertyStr(context_, value, "toJSON"));
  if (to_json.is_exception()) return ResultFailure::threw;
  if (!JS_IsFunction(context_, to_json.get())) return write_prepared(place, value);
  Value key(context_, key_value(place));
  if (key.is_exception()) return ResultFailure::threw;
  JSValueConst arguments[] = {key.get()};
  const Value replaced(context_, JS_Call(context_, to_json.get(), value, 1, arguments));
  if (replaced.is_exception()) return ResultFailure::threw;
  return write_prepared(place, replaced.get());
}

ResultFailure ResultWriter::write_prepared(const Place* place, JSValueConst value) {
  if (JS_IsNull(value)) return fitted(out_.append("null"));
  if (JS_IsBool(value)) return fitted(out_.append(JS_VALUE_GET_BOOL(value) ? "true" : "false"));
  if (JS_IsNumber(value)) return write_number(place, value);
  if (JS_IsString(value)) return write_string(place, value);
  if (JS_IsBigInt(value)) return write_bigint(value);
  if (JS_IsObject(value)) return write_object(place, value);
  if (JS_IsSymbol(value)) return refuse(place, "a symbol has no JSON form");
  return refuse(place, place == nullptr
                           ? "the function returned undefined; return null for \"nothing\""
                           : "undefined has no JSON form; leave the property out or use null");
}

ResultFailure ResultWriter::write_object(const Place* place, JSValueConst value) {
  if (place != nullptr && place->depth >= kResultDepthMax) {
    return refuse(place, "nested deeper than 64 levels");
  }
  for (const Place* above = place; above != nullptr; above = above->parent) {
    if (JS_VALUE_GET_PTR(above->container) == JS_VALUE_GET_PTR(value)) {
      return refuse(place, "a cycle: the value contains itself");
    }
  }
  switch (engine_object_kind(context_, value)) {
    case kEngineObjectThrew:
      return ResultFailure::threw;
    case kEngineObjectArray:
      return write_elements(place, value);
    case kEngineObjectPlain:
      return write_properties(place, value);
    case kEngineObjectPrimitive:
      return write_prepared(place, engine_boxed_value(value));
    case kEngineObjectFunction:
      return refuse(place, "a function has no JSON form");
    case kEngineObjectOther:
      return refuse_class(place, value);
  }
  __builtin_trap();
}

ResultFailure ResultWriter::write_elements(const Place* place, JSValueConst array) {
  std::int64_t length = 0;
  if (JS_GetLength(context_, array, &length) < 0) return ResultFailure::threw;
  if (!out_.append("[")) return ResultFailure::too_long;
  const std::uint32_t depth = place == nullptr ? 1 : place->depth + 1;
  for (std::int64_t index = 0; index < length; ++index) {
    const Place here{place, array, JS_ATOM_NULL, static_cast<std::uint32_t>(index), depth};
    const Value element(context_, JS_GetPropertyInt64(context_, array, index));
    if (element.is_exception()) return ResultFailure::threw;
    if (index > 0 && !out_.append(",")) return ResultFailure::too_long;
    const ResultFailure failure = write_at(&here, element.get());
    if (failure != ResultFailure::none) return failure;
  }
  return fitted(out_.append("]"));
}

ResultFailure ResultWriter::write_properties(const Place* place, JSValueConst object) {
  Keys keys{context_};
  if (JS_GetOwnPropertyNames(context_, &keys.items, &keys.count, object,
                             JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) < 0) {
    return ResultFailure::threw;
  }
  if (!out_.append("{")) return ResultFailure::too_long;
  const std::uint32_t depth = place == nullptr ? 1 : place->depth + 1;
  bool is_first = true;
  for (std::uint32_t at = 0; at < keys.count; ++at) {
    const Place here{place, object, keys.items[at].atom, 0, depth};
    const ResultFailure failure = write_property(here, is_first);
    if (failure != ResultFailure::none) return failure;
  }
  return fitted(out_.append("}"));
}

ResultFailure ResultWriter::write_property(const Place& place, bool& is_first) {
  const Value value(context_, JS_GetProperty(context_, place.container, place.key));
  if (value.is_exception()) return ResultFailure::threw;
  if (!is_first && !out_.append(",")) return ResultFailure::too_long;
  is_first = false;
  const Value key(context_, JS_AtomToString(context_, place.key));
  if (key.is_exception()) return ResultFailure::threw;
  const ResultFailure failure = write_string(&place, key.get());
  if (failure != ResultFailure::none) return failure;
  if (!out_.append(":")) return ResultFailure::too_long;
  return write_at(&place, value.get());
}

ResultFailure ResultWriter::write_string(const Place* place, JSValueConst value) {
  std::int64_t units = 0;
  const Value length(context_, JS_GetPropertyStr(context_, value, "length"));
  if (JS_ToInt64(context_, &units, length.get()) < 0) return ResultFailure::threw;
  // Before a copy is made of what cannot fit anyway: a UTF-16 unit is at least one byte.
  if (static_cast<std::uint64_t>(units) > out_.room()) return ResultFailure::too_long;
  const ValueText text(context_, value);
  if (text.failed()) return ResultFailure::threw;
  if (has_lone_surrogate(text.view())) {
    return refuse(place, "a string holds half of a surrogate pair");
  }
  return fitted(out_.append_quoted(text.view()));
}

ResultFailure ResultWriter::write_number(const Place* place, JSValueConst value) {
  double number = 0;
  if (JS_ToFloat64(context_, &number, value) < 0) return ResultFailure::threw;
  if (std::isnan(number)) return refuse(place, "NaN has no JSON form");
  if (std::isinf(number)) return refuse(place, "an infinity has no JSON form");
  const ValueText text(context_, value);
  if (text.failed()) return ResultFailure::threw;
  return fitted(out_.append(text.view()));
}

ResultFailure ResultWriter::write_bigint(JSValueConst value) {
  const ValueText text(context_, value);
  if (text.failed()) return ResultFailure::threw;
  // 17 characters are a sign and 16 digits; the largest safe integer has 16 digits.
  double number = kSafeIntegerMax + 1;
  if (text.view().size() <= 17) {
    const Value digits(context_, JS_NewStringLen(context_, text.view().data(), text.view().size()));
    if (JS_ToFloat64(context_, &number, digits.get()) < 0) return ResultFailure::threw;
  }
  if (std::fabs(number) <= kSafeIntegerMax) return fitted(out_.append(text.view()));
  has_bigint_ = true;
  return fitted(out_.append_quoted(text.view()));
}

ResultFailure ResultWriter::refuse(const Place* place, std::string_view reason) {
  (void)reason_.append(reason);
  describe(place);
  return ResultFailure::not_json;
}

ResultFailure ResultWriter::refuse_class(const Place* place, JSValueConst object) {
  const Value name(context_, engine_class_name(context_, object));
  const ValueText text(context_, name.get());
  if (text.failed()) return ResultFailure::threw;
  const std::string_view class_name = text.view();
  std::string_view remedy = " has no JSON form; return a plain value made from it";
  if (class_name == "Map") remedy = " has no JSON form; use Object.fromEntries(map) or [...map]";
  if (class_name == "Set") remedy = " has no JSON form; use [...set]";
  if (class_name == "Promise") remedy = " inside a result is not awaited; await it first";
  if (class_name == "Error") remedy = " has no JSON form; throw it or return its message";
  if (class_name.ends_with("Array")) remedy = " has no JSON form; use Array.from(it)";
  (void)(reason_.append(class_name) && reason_.append(remedy));
  describe(place);
  return ResultFailure::not_json;
}

void ResultWriter::describe(const Place* place) {
  // The chain leads upwards, the pointer downwards: collect, then write.
  const Place* path[kResultDepthMax + 1];
  std::uint32_t count = 0;
  for (; place != nullptr && count <= kResultDepthMax; place = place->parent) path[count++] = place;
  while (count > 0) {
    const Place& step = *path[--count];
    if (!pointer_.append("/")) return;
    if (step.key == JS_ATOM_NULL) {
      if (!pointer_.append_number(step.index)) return;
      continue;
    }
    const Value key(context_, JS_AtomToString(context_, step.key));
    const ValueText text(context_, key.get());
    for (const char& c : truncated(text.view(), pointer_.room() / 2)) {
      const std::string_view part = c == '~' ? "~0" : c == '/' ? "~1" : std::string_view(&c, 1);
      if (!pointer_.append(part)) return;
    }
  }
}

JSValue ResultWriter::key_value(const Place* place) {
  if (place == nullptr) return JS_NewString(context_, "");
  if (place->key != JS_ATOM_NULL) return JS_AtomToString(context_, place->key);
  const Value index(context_, JS_NewUint32(context_, place->index));
  return JS_ToString(context_, index.get());
}

}  // namespace skerry::sandbox
