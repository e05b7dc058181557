#pragma once

#include <cstdint>

#include "engine.h"
#include "text.hpp"

namespace skerry::sandbox {

/// Deepest nesting of arrays and objects in a result.
inline constexpr std::uint32_t kResultDepthMax = 64;

enum class ResultFailure : std::uint8_t {
  none,
  threw,     ///< a getter, `toJSON` or proxy of the program threw; the exception is pending
  not_json,  ///< no JSON form, or nested too deeply; `reason` and `pointer` are set
  too_long,  ///< longer than the limit of `out`
};

/// Writes a value as JSON, without silent loss.
///
/// Follows ECMA-262 SerializeJSONProperty (toJSON, boxed primitives, own enumerable string keys in
/// order) except where that changes or hides a value: undefined, functions, symbols, holes, NaN,
/// infinities, cycles, lone surrogates, and objects whose state is not in their properties (Map,
/// Promise, Error, typed arrays …) are refused with a reason and a JSON Pointer (RFC 6901). A
/// BigInt within ±(2^53 − 1) is a number; beyond, it is a string and `has_bigint` is set.
class ResultWriter {
 public:
  ResultWriter(JSContext* context, Text& out) : context_(context), out_(out) {}
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  /// Appends `value`. May run the program's code.
  [[nodiscard]] ResultFailure write(JSValueConst value);

  /// Why and where `write` failed.
  [[nodiscard]] const Text& reason() const { return reason_; }
  [[nodiscard]] const Text& pointer() const { return pointer_; }
  [[nodiscard]] bool has_bigint() const { return has_bigint_; }

 private:
  /// Where the value being written stands: a chain from it to the root, on the stack.
  struct Place {
    const Place* parent;
    JSValueConst container;
    JSAtom key;  ///< JS_ATOM_NULL for an array's element
    std::uint32_t index;
    std::uint32_t depth;
  };

  ResultFailure write_at(const Place* place, JSValueConst value);
  ResultFailure write_prepared(const Place* place, JSValueConst value);
  ResultFailure write_object(const Place* place, JSValueConst value);
  ResultFailure write_elements(const Place* place, JSValueConst array);
  ResultFailure write_properties(const Place* place, JSValueConst object);
  ResultFailure write_property(const Place& place, bool& is_first);
  ResultFailure write_string(const Place* place, JSValueConst value);
  ResultFailure write_number(const Place* place, JSValueConst value);
  ResultFailure write_bigint(JSValueConst value);
  ResultFailure refuse(const Place* place, std::string_view reason);
  ResultFailure refuse_class(const Place* place, JSValueConst object);
  void describe(const Place* place);
  JSValue key_value(const Place* place);

  JSContext* context_;
  Text& out_;
  Text reason_{256};
  Text pointer_{2048};
  bool has_bigint_ = false;
};

}  // namespace skerry::sandbox
