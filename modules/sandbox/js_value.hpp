#pragma once

#include <string_view>

#include "engine.h"

namespace skerry::sandbox {

/// Owns one reference to an engine value. The context must outlive it.
class Value {
 public:
  Value(JSContext* context, JSValue owned) : context_(context), value_(owned) {}
  Value(Value&& other) noexcept : context_(other.context_), value_(other.release()) {}
  Value(const Value&) = delete;
  Value& operator=(const Value&) = delete;
  ~Value() { JS_FreeValue(context_, value_); }

  [[nodiscard]] JSValue get() const { return value_; }
  [[nodiscard]] JSValue release() {
    const JSValue value = value_;
    value_ = JS_UNDEFINED;
    return value;
  }
  void reset(JSValue owned) {
    JS_FreeValue(context_, value_);
    value_ = owned;
  }
  [[nodiscard]] bool is_exception() const { return JS_IsException(value_); }

 private:
  JSContext* context_;
  JSValue value_;
};

/// The UTF-8 text of a value, converted as `String(value)` does. Conversion may run the program's
/// code and may fail, which leaves an exception pending.
class ValueText {
 public:
  ValueText(JSContext* context, JSValueConst value) : context_(context) {
    data_ = JS_ToCStringLen(context, &bytes_, value);
  }
  ValueText(const ValueText&) = delete;
  ValueText& operator=(const ValueText&) = delete;
  ~ValueText() {
    if (data_ != nullptr) JS_FreeCString(context_, data_);
  }

  [[nodiscard]] bool failed() const { return data_ == nullptr; }
  [[nodiscard]] std::string_view view() const { return {data_, failed() ? 0 : bytes_}; }

 private:
  JSContext* context_;
  const char* data_;
  std::size_t bytes_ = 0;
};

}  // namespace skerry::sandbox
