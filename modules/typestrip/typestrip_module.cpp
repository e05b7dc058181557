// The exports of typestrip.wasm; see typestrip_abi.hpp.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "modules/typestrip/typestrip.hpp"
#include "modules/typestrip/typestrip_abi.hpp"

namespace skerry::typestrip {
namespace {

/// What one instance holds between calls; WebAssembly gives each instance its own.
struct Instance {
  TypestripStatus status{kAbiVersion, Outcome::running, 0, 0, 0, 0};
  std::string source;
  std::string text;
};

Instance& instance() noexcept {
  static Instance the_instance;
  return the_instance;
}

std::uint32_t address_of(const void* pointer) noexcept {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

std::string error_json(const StripError& error) {
  const nlohmann::json json = {{"code", name_of(error.code)},
                               {"message", error.message},
                               {"line", error.line},
                               {"column", error.column}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace
}  // namespace skerry::typestrip

using skerry::typestrip::address_of;
using skerry::typestrip::instance;
using skerry::typestrip::Outcome;

extern "C" {

[[clang::export_name("typestrip_status_address")]] std::uint32_t typestrip_status_address() {
  return address_of(&instance().status);
}

[[clang::export_name("typestrip_allocate")]] std::uint32_t typestrip_allocate(std::uint32_t bytes) {
  constexpr std::uint32_t kBytesMax = skerry::typestrip::kLinearMemoryBytesMax / 8;
  if (bytes > kBytesMax) return 0;
  auto& source = instance().source;
  source = std::string();
  source.resize(bytes);
  return address_of(source.data());
}

[[clang::export_name("typestrip_run")]] std::uint32_t typestrip_run(std::uint32_t source,
                                                                    std::uint32_t source_bytes) {
  auto& [status, allocated, text] = instance();
  status = {skerry::typestrip::kAbiVersion, Outcome::running, 0, 0, 0, 0};
  auto result = skerry::typestrip::strip_types(
      {reinterpret_cast<const char*>(static_cast<std::uintptr_t>(source)), source_bytes});
  if (result) {
    text = std::move(*result);
    status.result_address = address_of(text.data());
    status.result_bytes = static_cast<std::uint32_t>(text.size());
    status.outcome = Outcome::stripped;
  } else {
    text = skerry::typestrip::error_json(result.error());
    status.error_address = address_of(text.data());
    status.error_bytes = static_cast<std::uint32_t>(text.size());
    status.outcome = Outcome::failed;
  }
  return static_cast<std::uint32_t>(status.outcome);
}

}  // extern "C"
