#include "host/replay/value_text.hpp"

#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "host/engine/value.hpp"
#include "host/replay/limits.hpp"

namespace skerry::host {
namespace {

using Value = wasmtime_component_val_t;

std::string text_of(const wasm_name_t& name) { return {name.data, name.size}; }

wasm_name_t copy(std::string_view text) {
  wasm_name_t name;
  wasm_byte_vec_new(&name, text.size(), text.data());
  return name;
}

LogJson write_optional(const Value* value) {
  return value == nullptr ? LogJson() : write_value(*value);
}

LogJson write_double(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "infinity" : "-infinity";
  return value;
}

// Each fills `out` and says whether it could; what is filled must be freed, the rest not.

bool read(const LogJson& json, Value& out, std::size_t depth);

/// A payload that may be absent, which is JSON's null.
bool read_payload(const LogJson& json, Value*& out, std::size_t depth) {
  out = nullptr;
  if (json.is_null()) return true;
  Value inner{};
  if (!read(json, inner, depth)) return false;
  out = wasmtime_component_val_new(&inner);
  return true;
}

template <typename Number>
bool read_unsigned(const LogJson& json, Number& out) {
  if (!json.is_number_unsigned()) return false;
  const auto number = json.get<std::uint64_t>();
  if (number > std::numeric_limits<Number>::max()) return false;
  out = static_cast<Number>(number);
  return true;
}

bool read_double(const LogJson& json, double& out) {
  if (json.is_number()) {
    out = json.get<double>();
    return true;
  }
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (json == "nan") {
    out = std::numeric_limits<double>::quiet_NaN();
  } else if (json == "infinity" || json == "-infinity") {
    out = json == "infinity" ? kInfinity : -kInfinity;
  } else {
    return false;
  }
  return true;
}

bool read_variant(const LogJson& json, Value& out, std::size_t depth) {
  if (!json.is_array() || json.size() != 2 || !json[0].is_string()) return false;
  out.kind = WASMTIME_COMPONENT_VARIANT;
  if (!read_payload(json[1], out.of.variant.val, depth)) return false;
  out.of.variant.discriminant = copy(json[0].get_ref<const std::string&>());
  return true;
}

bool read_record(const LogJson& json, Value& out, std::size_t depth) {
  if (!json.is_object()) return false;
  std::vector<wasmtime_component_valrecord_entry_t> entries;
  bool good = true;
  for (const auto& [name, field] : json.items()) {
    wasmtime_component_valrecord_entry_t entry{};
    good = read(field, entry.val, depth);
    if (!good) break;
    entry.name = copy(name);
    entries.push_back(entry);
  }
  // The vector takes what the entries own, and frees it with the value.
  out.kind = WASMTIME_COMPONENT_RECORD;
  wasmtime_component_valrecord_new(&out.of.record, entries.size(), entries.data());
  if (!good) wasmtime_component_val_delete(&out);
  return good;
}

bool read_typed(const std::string& type, const LogJson& json, Value& out, std::size_t depth) {
  if (type == "u16") {
    out.kind = WASMTIME_COMPONENT_U16;
    return read_unsigned(json, out.of.u16);
  }
  if (type == "u32") {
    out.kind = WASMTIME_COMPONENT_U32;
    return read_unsigned(json, out.of.u32);
  }
  if (type == "u64") {
    out.kind = WASMTIME_COMPONENT_U64;
    return read_unsigned(json, out.of.u64);
  }
  if (type == "f64") {
    out.kind = WASMTIME_COMPONENT_F64;
    return read_double(json, out.of.f64);
  }
  if (type == "enum") {
    if (!json.is_string()) return false;
    out.kind = WASMTIME_COMPONENT_ENUM;
    out.of.enumeration = copy(json.get_ref<const std::string&>());
    return true;
  }
  if (type == "some" || type == "none") {
    out.kind = WASMTIME_COMPONENT_OPTION;
    return json.is_null() == (type == "none") && read_payload(json, out.of.option, depth);
  }
  if (type == "ok" || type == "error") {
    out.kind = WASMTIME_COMPONENT_RESULT;
    out.of.result.is_ok = type == "ok";
    return read_payload(json, out.of.result.val, depth);
  }
  if (type == "variant") return read_variant(json, out, depth);
  return type == "record" && read_record(json, out, depth);
}

bool read(const LogJson& json, Value& out, std::size_t depth) {
  if (depth == 0) return false;
  if (json.is_string()) {
    out.kind = WASMTIME_COMPONENT_STRING;
    out.of.string = copy(json.get_ref<const std::string&>());
    return true;
  }
  if (json.is_boolean()) {
    out.kind = WASMTIME_COMPONENT_BOOL;
    out.of.boolean = json.get<bool>();
    return true;
  }
  if (!json.is_object() || json.size() != 1) return false;
  const auto member = json.begin();
  return read_typed(member.key(), member.value(), out, depth - 1);
}

}  // namespace

LogJson write_value(const Value& value) {
  switch (value.kind) {
    case WASMTIME_COMPONENT_BOOL:
      return value.of.boolean;
    case WASMTIME_COMPONENT_U16:
      return {{"u16", value.of.u16}};
    case WASMTIME_COMPONENT_U32:
      return {{"u32", value.of.u32}};
    case WASMTIME_COMPONENT_U64:
      return {{"u64", value.of.u64}};
    case WASMTIME_COMPONENT_F64:
      return {{"f64", write_double(value.of.f64)}};
    case WASMTIME_COMPONENT_STRING:
      return text_of(value.of.string);
    case WASMTIME_COMPONENT_ENUM:
      return {{"enum", text_of(value.of.enumeration)}};
    case WASMTIME_COMPONENT_OPTION:
      return {{value.of.option == nullptr ? "none" : "some", write_optional(value.of.option)}};
    case WASMTIME_COMPONENT_RESULT:
      return {{value.of.result.is_ok ? "ok" : "error", write_optional(value.of.result.val)}};
    case WASMTIME_COMPONENT_VARIANT:
      return {{"variant", LogJson::array({text_of(value.of.variant.discriminant),
                                          write_optional(value.of.variant.val)})}};
    case WASMTIME_COMPONENT_RECORD: {
      LogJson fields = LogJson::object();
      for (std::size_t i = 0; i < value.of.record.size; ++i) {
        const auto& entry = value.of.record.data[i];
        fields[text_of(entry.name)] = write_value(entry.val);
      }
      return {{"record", std::move(fields)}};
    }
    default:
      return {{"unknown", value.kind}};
  }
}

LogJson write_values(std::span<const Value> values) {
  LogJson json = LogJson::array();
  for (const Value& value : values) json.push_back(write_value(value));
  return json;
}

OwnedValues::~OwnedValues() {
  for (Value& value : values_) wasmtime_component_val_delete(&value);
}

OwnedValues::OwnedValues(OwnedValues&& other) noexcept
    : values_(std::exchange(other.values_, {})) {}

Value OwnedValues::take() { return std::exchange(values_, {}).front(); }

std::optional<OwnedValues> read_values(const LogJson& json) {
  if (!json.is_array()) return std::nullopt;
  OwnedValues values;
  for (const LogJson& entry : json) {
    Value value{};
    if (!read(entry, value, kValueDepthMax)) return std::nullopt;
    values.add(value);
  }
  return values;
}

std::optional<OwnedValues> read_value(const LogJson& json) {
  return read_values(LogJson::array({json}));
}

std::string line_of(const LogJson& json) {
  return json.dump(-1, ' ', false, LogJson::error_handler_t::replace);
}

}  // namespace skerry::host
