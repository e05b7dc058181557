#include <chrono>
#include <cstdint>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/journal.hpp"
#include "host/random/random.hpp"

namespace skerry::host {
namespace {

double now_ms(Guest&) {
  return std::chrono::duration<double, std::milli>(
             std::chrono::floor<std::chrono::milliseconds>(
                 std::chrono::system_clock::now().time_since_epoch()))
      .count();
}

double monotonic_now_ms(Guest&) {
  return std::chrono::duration<double, std::milli>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// The distribution in which modules report the memory of their instance, in bytes, when it has
/// grown: Wasmtime's C API does not tell.
constexpr std::string_view kInstanceMemoryMetric = "instance_memory_bytes";

std::uint64_t next_random(Guest& guest) {
  const auto value = random_bits();
  if (!value) guest.trap("the system's random generator failed");
  return value.value_or(0);
}

void write_module_log(Guest& guest, EnumName level, std::string_view message,
                      std::string_view fields) {
  const LogLevel known = level.name == "debug"     ? LogLevel::kDebug
                         : level.name == "info"    ? LogLevel::kInfo
                         : level.name == "warning" ? LogLevel::kWarning
                                                   : LogLevel::kError;
  write_log(known, guest.module().description.name, message, fields);
}

void add_metric(Guest& guest, std::string_view name, std::string_view labels, double amount) {
  guest.environment().metrics->add(name, labels, amount);
}

void observe_metric(Guest& guest, std::string_view name, std::string_view labels, double value) {
  if (name == kInstanceMemoryMetric) guest.note_memory(value);
  guest.environment().metrics->observe(name, labels, value);
}

std::optional<std::string> get_setting(Guest& guest, std::string_view name) {
  return guest.environment().configuration->get(name);
}

}  // namespace

void add_basics(Imports& imports) {
  imports.add<&now_ms>("skerry:host/clock@0.1.0", "now-ms");
  imports.add<&monotonic_now_ms>("skerry:host/clock@0.1.0", "monotonic-ms");
  imports.add<&next_random>("skerry:host/random@0.1.0", "next");
  imports.add<&write_module_log>("skerry:host/log@0.1.0", "write");
  imports.add<&add_metric>("skerry:host/metrics@0.1.0", "add");
  imports.add<&observe_metric>("skerry:host/metrics@0.1.0", "observe");
  imports.add<&get_setting>("skerry:host/config@0.1.0", "get");
}

}  // namespace skerry::host
