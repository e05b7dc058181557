#include <cstdlib>

#include "sandbox.hpp"

// The functions of sandbox_abi.hpp as the module exports them.

namespace skerry::sandbox {
namespace {

constinit Sandbox sandbox;

std::uint32_t address_of(const void* object) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(object));
}

}  // namespace

extern "C" {

/// Called once, when the module is built; its effect is kept in the module's data.
[[clang::export_name("initialize")]] void sandbox_initialize() { sandbox.initialize(); }

[[clang::export_name("sandbox_status_address")]] std::uint32_t sandbox_status_address() {
  return address_of(&sandbox.status());
}

[[clang::export_name("sandbox_seed_address")]] std::uint32_t sandbox_seed_address() {
  return address_of(sandbox.seed());
}

[[clang::export_name("sandbox_allocate")]] std::uint32_t sandbox_allocate(std::uint32_t bytes) {
  if (bytes >= kLinearMemoryBytesMax) return 0;
  // One more: the engine wants a zero behind a text.
  return address_of(std::malloc(bytes + 1));
}

[[clang::export_name("sandbox_run")]] std::uint32_t sandbox_run(
    char* source, std::uint32_t source_bytes, char* arguments, std::uint32_t arguments_bytes,
    double now_ms, std::uint64_t steps_max, std::uint32_t memory_bytes_max,
    std::uint32_t output_bytes_max, std::uint32_t console_bytes_max) {
  source[source_bytes] = '\0';
  arguments[arguments_bytes] = '\0';
  const RunLimits limits{steps_max, memory_bytes_max, output_bytes_max, console_bytes_max};
  return static_cast<std::uint32_t>(
      sandbox.run({source, source_bytes}, {arguments, arguments_bytes}, now_ms, limits));
}
}

}  // namespace skerry::sandbox
