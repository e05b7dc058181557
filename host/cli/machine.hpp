#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>

namespace skerry::host {

/// Open files that a server needs: connections, actors' databases and what they share.
inline constexpr std::uint64_t kDescriptorsMin = 1'024;
/// What is asked of the system when it allows more.
inline constexpr std::uint64_t kDescriptorsWanted = 65'536;
/// Address space for the pool of instances.
inline constexpr std::uint64_t kAddressSpaceBytesMin = 64ULL << 30;

/// Raises the process's limit of open files as far as allowed, and checks that files, address space
/// and memory mappings suffice. The error is one line for an operator.
[[nodiscard]] std::expected<void, std::string> prepare_machine();

/// How many files this process may have open.
[[nodiscard]] std::uint64_t descriptors_allowed();

/// Where modules are: `chosen` when it is not empty, else `$SKERRY_MODULES_DIR`, else
/// `../lib/skerry/modules` beside the executable, else the build tree. The error names what was
/// looked at.
[[nodiscard]] std::expected<std::filesystem::path, std::string> find_modules(
    const std::filesystem::path& chosen);

}  // namespace skerry::host
