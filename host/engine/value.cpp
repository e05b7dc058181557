#include "host/engine/value.hpp"

#include <simdjson.h>

namespace skerry::host {
namespace {

/// Case names of `failure`, in the order of `FailureKind`.
constexpr std::array<std::string_view, 13> kFailureCases = {
    "cancelled",      "timed-out",  "unreachable", "not-found",
    "limit-exceeded", "not-utf8",   "denied",      "overloaded",
    "trapped",        "constraint", "invalid",     "number-out-of-range",
    "unavailable"};
static_assert(static_cast<std::size_t>(FailureKind::kUnavailable) + 1 == kFailureCases.size());

wasm_name_t copy(std::string_view text) {
  wasm_name_t name;
  wasm_byte_vec_new(&name, text.size(), text.data());
  return name;
}

}  // namespace

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

Destination Lift<Destination>::from(const wasmtime_component_val_t& value) {
  const auto& variant = value.of.variant;
  const std::string_view kind(variant.discriminant.data, variant.discriminant.size);
  if (kind == "internet") return {};
  const auto text = Lift<std::string_view>::from(*variant.val);
  return {kind == "service" ? Destination::Kind::kService : Destination::Kind::kActor,
          std::string(text)};
}

SandboxLimits Lift<SandboxLimits>::from(const wasmtime_component_val_t& value) {
  // Fields keep the order of the contract.
  const auto* entries = value.of.record.data;
  return {entries[0].val.of.u64, entries[1].val.of.u32, entries[2].val.of.u32,
          entries[3].val.of.u32};
}

void give(wasmtime_component_val_t& out, std::uint64_t value) {
  out.kind = WASMTIME_COMPONENT_U64;
  out.of.u64 = value;
}

void give(wasmtime_component_val_t& out, double value) {
  out.kind = WASMTIME_COMPONENT_F64;
  out.of.f64 = value;
}

void give(wasmtime_component_val_t& out, bool value) {
  out.kind = WASMTIME_COMPONENT_BOOL;
  out.of.boolean = value;
}

void give(wasmtime_component_val_t& out, const std::string& value) {
  out.kind = WASMTIME_COMPONENT_STRING;
  out.of.string = copy(is_utf8(value) ? std::string_view(value) : std::string_view());
}

void give(wasmtime_component_val_t& out, const Failure& value) {
  wasmtime_component_val_t text{};
  give(text, value.detail);
  out.kind = WASMTIME_COMPONENT_VARIANT;
  out.of.variant.discriminant = copy(kFailureCases[static_cast<std::size_t>(value.kind)]);
  out.of.variant.val = wasmtime_component_val_new(&text);
}

void give(wasmtime_component_val_t& out, const Identity& value) {
  std::array<wasmtime_component_valrecord_entry_t, 2> entries{};
  entries[0].name = copy("namespace");
  give(entries[0].val, value.space);
  entries[1].name = copy("name");
  give(entries[1].val, value.name);
  out.kind = WASMTIME_COMPONENT_RECORD;
  wasmtime_component_valrecord_new(&out.of.record, entries.size(), entries.data());
}

namespace detail {
wasm_name_t failure_case(FailureKind kind) {
  return borrow(kFailureCases[static_cast<std::size_t>(kind)]);
}
}  // namespace detail

Lowered<Answer>::Lowered(const Answer& answer)
    : status_(answer.status), head_(answer.head), body_(answer.body) {
  entries_[0] = {detail::borrow("status"), status_.get()};
  entries_[1] = {detail::borrow("head"), head_.get()};
  entries_[2] = {detail::borrow("body"), body_.get()};
  value_.kind = WASMTIME_COMPONENT_RECORD;
  value_.of.record = {entries_.size(), entries_.data()};
}

}  // namespace skerry::host
