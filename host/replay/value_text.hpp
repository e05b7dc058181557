#pragma once

#include <wasmtime.h>
#include <wasmtime/component.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace skerry::host {

/// JSON that keeps the order of members, as fields of a record have one.
using LogJson = nlohmann::ordered_json;

/// A value of the contract as JSON: texts and booleans as such; anything else as an object of one
/// member that names its type (`{"u16": 200}`, `{"some": "x"}`, `{"ok": null}`, `{"enum":
/// "whole"}`,
/// `{"variant": ["service", "fn"]}`, `{"record": {…}}`), so that it can be read back without a
/// schema. Numbers that are not finite are `{"f64": "nan" | "infinity" | "-infinity"}`. A kind that
/// the contract does not use becomes `{"unknown": kind}`, which cannot be read back.
[[nodiscard]] LogJson write_value(const wasmtime_component_val_t& value);
[[nodiscard]] LogJson write_values(std::span<const wasmtime_component_val_t> values);

/// Values made from JSON, freed at the end.
class OwnedValues {
 public:
  OwnedValues() = default;
  ~OwnedValues();
  OwnedValues(OwnedValues&& other) noexcept;
  OwnedValues& operator=(OwnedValues&&) = delete;

  [[nodiscard]] std::span<const wasmtime_component_val_t> get() const { return values_; }
  /// Gives the only value away; whoever takes it frees it.
  [[nodiscard]] wasmtime_component_val_t take();
  void add(const wasmtime_component_val_t& value) { values_.push_back(value); }

 private:
  std::vector<wasmtime_component_val_t> values_;
};

/// Reads what `write_values` made, or nothing when it is something else.
[[nodiscard]] std::optional<OwnedValues> read_values(const LogJson& json);
/// Reads what `write_value` made.
[[nodiscard]] std::optional<OwnedValues> read_value(const LogJson& json);

/// One line, without its end.
[[nodiscard]] std::string line_of(const LogJson& json);

}  // namespace skerry::host
