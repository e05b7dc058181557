#pragma once

#include <wasmtime.h>
#include <wasmtime/component.h>

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// Why a value does not fit the contract or may not cross.
enum class ValueError : std::uint8_t { kNotUtf8, kUnexpectedShape };

/// True when the bytes are UTF-8. Wasmtime aborts the process on any that are not.
[[nodiscard]] bool is_utf8(std::string_view bytes);

// What modules pass to the host: `Lift<T>::from` reads a value that lives as long as the call.

template <typename T>
struct Lift;

template <>
struct Lift<std::uint16_t> {
  static std::uint16_t from(const wasmtime_component_val_t& value) { return value.of.u16; }
};
template <>
struct Lift<std::uint32_t> {
  static std::uint32_t from(const wasmtime_component_val_t& value) { return value.of.u32; }
};
template <>
struct Lift<std::uint64_t> {
  static std::uint64_t from(const wasmtime_component_val_t& value) { return value.of.u64; }
};
template <>
struct Lift<double> {
  static double from(const wasmtime_component_val_t& value) { return value.of.f64; }
};
template <>
struct Lift<std::string_view> {
  static std::string_view from(const wasmtime_component_val_t& value) {
    return {value.of.string.data, value.of.string.size};
  }
};

/// The contract's `destination`. The name is empty for the internet.
struct Destination {
  enum class Kind : std::uint8_t { kInternet, kService, kActor };
  Kind kind = Kind::kInternet;
  std::string name;
};
template <>
struct Lift<Destination> {
  static Destination from(const wasmtime_component_val_t& value);
};

/// An enum crosses as the name of its case.
struct EnumName {
  std::string_view name;
};
template <>
struct Lift<EnumName> {
  static EnumName from(const wasmtime_component_val_t& value) {
    return {{value.of.enumeration.data, value.of.enumeration.size}};
  }
};

/// The contract's `sandbox.limits`.
struct SandboxLimits {
  std::uint64_t steps_max = 0;
  std::uint32_t memory_bytes_max = 0;
  std::uint32_t output_bytes_max = 0;
  std::uint32_t console_bytes_max = 0;
};
template <>
struct Lift<SandboxLimits> {
  static SandboxLimits from(const wasmtime_component_val_t& value);
};

// What the host's functions return to modules: `give` fills a value that Wasmtime will free.

/// The contract's `actor.identity`.
struct Identity {
  std::string space;
  std::string name;
};

void give(wasmtime_component_val_t& out, std::uint64_t value);
void give(wasmtime_component_val_t& out, double value);
void give(wasmtime_component_val_t& out, bool value);
void give(wasmtime_component_val_t& out, const std::string& value);
void give(wasmtime_component_val_t& out, const Failure& value);
void give(wasmtime_component_val_t& out, const Identity& value);

template <typename T>
void give(wasmtime_component_val_t& out, const std::optional<T>& value) {
  out.kind = WASMTIME_COMPONENT_OPTION;
  out.of.option = nullptr;
  if (value) {
    wasmtime_component_val_t inner{};
    give(inner, *value);
    out.of.option = wasmtime_component_val_new(&inner);
  }
}

template <typename T>
void give(wasmtime_component_val_t& out, const std::expected<T, Failure>& value) {
  wasmtime_component_val_t inner{};
  if (value) {
    give(inner, *value);
  } else {
    give(inner, value.error());
  }
  out.kind = WASMTIME_COMPONENT_RESULT;
  out.of.result.is_ok = value.has_value();
  out.of.result.val = wasmtime_component_val_new(&inner);
}

// What the host delivers: `Lowered<T>` builds a value on the stack that borrows the argument's
// text, so that an event costs no allocation on this side. It must not outlive the argument.

/// The contract's `fetch-events.answer`.
struct Answer {
  std::uint16_t status = 0;
  std::string head;
  std::string body;
};

namespace detail {
[[nodiscard]] inline wasm_name_t borrow(std::string_view text) {
  return {text.size(), const_cast<char*>(text.data())};
}
[[nodiscard]] wasm_name_t failure_case(FailureKind kind);
}  // namespace detail

template <typename T>
class Lowered;

template <>
class Lowered<std::uint16_t> {
 public:
  explicit Lowered(std::uint16_t value) {
    value_.kind = WASMTIME_COMPONENT_U16;
    value_.of.u16 = value;
  }
  [[nodiscard]] const wasmtime_component_val_t& get() const { return value_; }
  [[nodiscard]] static bool valid() { return true; }

 private:
  wasmtime_component_val_t value_{};
};

template <>
class Lowered<std::uint32_t> {
 public:
  explicit Lowered(std::uint32_t value) {
    value_.kind = WASMTIME_COMPONENT_U32;
    value_.of.u32 = value;
  }
  [[nodiscard]] const wasmtime_component_val_t& get() const { return value_; }
  [[nodiscard]] static bool valid() { return true; }

 private:
  wasmtime_component_val_t value_{};
};

template <>
class Lowered<std::uint64_t> {
 public:
  explicit Lowered(std::uint64_t value) {
    value_.kind = WASMTIME_COMPONENT_U64;
    value_.of.u64 = value;
  }
  [[nodiscard]] const wasmtime_component_val_t& get() const { return value_; }
  [[nodiscard]] static bool valid() { return true; }

 private:
  wasmtime_component_val_t value_{};
};

template <>
class Lowered<std::string> {
 public:
  explicit Lowered(std::string_view text) : valid_(is_utf8(text)) {
    value_.kind = WASMTIME_COMPONENT_STRING;
    value_.of.string = detail::borrow(text);
  }
  [[nodiscard]] const wasmtime_component_val_t& get() const { return value_; }
  [[nodiscard]] bool valid() const { return valid_; }

 private:
  wasmtime_component_val_t value_{};
  bool valid_;
};

template <>
class Lowered<Failure> {
 public:
  explicit Lowered(const Failure& failure) : detail_(failure.detail) {
    payload_ = detail_.get();
    value_.kind = WASMTIME_COMPONENT_VARIANT;
    value_.of.variant = {detail::failure_case(failure.kind), &payload_};
  }
  Lowered(const Lowered&) = delete;
  Lowered& operator=(const Lowered&) = delete;
  [[nodiscard]] const wasmtime_component_val_t& get() const { return value_; }
  [[nodiscard]] bool valid() const { return detail_.valid(); }

 private:
  Lowered<std::string> detail_;
  wasmtime_component_val_t payload_{};
  wasmtime_component_val_t value_{};
};

template <>
class Lowered<Answer> {
 public:
  explicit Lowered(const Answer& answer);
  Lowered(const Lowered&) = delete;
  Lowered& operator=(const Lowered&) = delete;
  [[nodiscard]] const wasmtime_component_val_t& get() const { return value_; }
  [[nodiscard]] bool valid() const { return head_.valid() && body_.valid(); }

 private:
  Lowered<std::uint16_t> status_;
  Lowered<std::string> head_;
  Lowered<std::string> body_;
  std::array<wasmtime_component_valrecord_entry_t, 3> entries_{};
  wasmtime_component_val_t value_{};
};

template <typename T>
class Lowered<std::expected<T, Failure>> {
 public:
  explicit Lowered(const std::expected<T, Failure>& result) {
    value_.kind = WASMTIME_COMPONENT_RESULT;
    if (result) {
      if constexpr (!std::is_void_v<T>) {
        payload_ = good_.emplace(*result).get();
        value_.of.result.val = &payload_;
      }
    } else {
      payload_ = bad_.emplace(result.error()).get();
      value_.of.result.val = &payload_;
    }
    value_.of.result.is_ok = result.has_value();
  }
  Lowered(const Lowered&) = delete;
  Lowered& operator=(const Lowered&) = delete;
  [[nodiscard]] const wasmtime_component_val_t& get() const { return value_; }
  [[nodiscard]] bool valid() const {
    if constexpr (!std::is_void_v<T>) {
      if (good_) return good_->valid();
    }
    return !bad_ || bad_->valid();
  }

 private:
  struct Nothing {};
  std::optional<std::conditional_t<std::is_void_v<T>, Nothing, Lowered<T>>> good_;
  std::optional<Lowered<Failure>> bad_;
  wasmtime_component_val_t payload_{};
  wasmtime_component_val_t value_{};
};

}  // namespace skerry::host
