#include "host/cli/machine.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <format>
#include <fstream>
#include <vector>

#include "host/actors/limits.hpp"

namespace skerry::host {
namespace {

/// Every instance in use splits its slot of the pool into a few mappings, every actor's database
/// has one for its log.
constexpr std::uint64_t kMappingsPerActor = 8;

std::expected<void, std::string> raise_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return {};
  rlimit wanted = limit;
  wanted.rlim_cur =
      std::min<rlim_t>(std::max<rlim_t>(kDescriptorsWanted, limit.rlim_cur), limit.rlim_max);
  if (setrlimit(RLIMIT_NOFILE, &wanted) == 0) limit = wanted;
  if (limit.rlim_cur >= kDescriptorsMin) return {};
  return std::unexpected(
      std::format("too few open files are allowed: {}, at least {} are needed (ulimit -n)",
                  limit.rlim_cur, kDescriptorsMin));
}

std::expected<void, std::string> check_memory() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur < kAddressSpaceBytesMin) {
    return std::unexpected(std::format(
        "too little address space is allowed: {} bytes, at least {} are needed (ulimit -v)",
        limit.rlim_cur, kAddressSpaceBytesMin));
  }
  std::ifstream stream("/proc/sys/vm/max_map_count");
  std::uint64_t mappings = 0;
  constexpr std::uint64_t kNeeded = kActorsResidentMax * kMappingsPerActor;
  if (stream >> mappings && mappings < kNeeded) {
    return std::unexpected(std::format(
        "too few memory mappings are allowed: {}, at least {} are needed (vm.max_map_count)",
        mappings, kNeeded));
  }
  return {};
}

}  // namespace

std::expected<void, std::string> prepare_machine() {
  if (auto raised = raise_descriptors(); !raised) return raised;
  return check_memory();
}

std::uint64_t descriptors_allowed() {
  rlimit limit{};
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : kDescriptorsMin;
}

std::expected<std::filesystem::path, std::string> find_modules(
    const std::filesystem::path& chosen) {
  std::vector<std::filesystem::path> candidates;
  std::error_code ignored;
  if (!chosen.empty()) {
    candidates = {chosen};
  } else if (const char* named = std::getenv("SKERRY_MODULES_DIR"); named != nullptr && *named) {
    candidates = {named};
  } else {
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto folder = program.parent_path();
    // Installed; and in the build tree, where the program is build/<preset>/host/skerry.
    candidates = {folder / "../lib/skerry/modules", folder / "../../wasm/modules"};
  }
  std::string looked_at;
  for (const auto& candidate : candidates) {
    if (std::filesystem::exists(candidate / "gateway.wasm", ignored)) {
      return std::filesystem::weakly_canonical(candidate, ignored);
    }
    looked_at += (looked_at.empty() ? "" : ", ") + candidate.lexically_normal().string();
  }
  return std::unexpected(std::format("no modules found in {}", looked_at));
}

}  // namespace skerry::host
