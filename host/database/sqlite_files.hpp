#pragma once

#include <cstdint>
#include <string>

#include "host/database/result.hpp"

namespace skerry::host {

/// Files as a VFS sees them, so that what is done beside SQLite meets the same disk. `vfs` is the
/// name of a registered SQLite VFS, empty for the system's. All fail with `kUnavailable`.

[[nodiscard]] Result<bool> file_exists(const std::string& vfs, const std::string& path);

/// The size of a file that exists.
[[nodiscard]] Result<std::uint64_t> file_bytes(const std::string& vfs, const std::string& path);

/// Removes a file if it is there; when this returns, the removal survives a power cut.
[[nodiscard]] Result<void> remove_file(const std::string& vfs, const std::string& path);

/// Creates a folder below an existing one, durably. Nothing happens when it is there.
[[nodiscard]] Result<void> create_folder(const std::string& path);

/// Makes the names in a folder survive a power cut.
[[nodiscard]] Result<void> sync_folder(const std::string& path);

}  // namespace skerry::host
