#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "host/database/result.hpp"

namespace skerry::host {

/// Files as a VFS sees them, so that what is done beside SQLite meets the same disk. `vfs` is the
/// name of a registered SQLite VFS, empty for the system's. All fail with `kUnavailable`.

[[nodiscard]] Result<bool> file_exists(const std::string& vfs, const std::string& path);

/// The size of a file that exists.
[[nodiscard]] Result<std::uint64_t> file_bytes(const std::string& vfs, const std::string& path);

/// The first bytes of a file that exists, at most `bytes_max` of them.
[[nodiscard]] Result<std::string> file_beginning(const std::string& vfs, const std::string& path,
                                                 std::size_t bytes_max);

/// Writes the beginning of a file, which is made when it is missing; when `sync`, its bytes survive
/// a power cut when this returns, but not yet a new file's name. No connection to it may be open.
[[nodiscard]] Result<void> write_file(const std::string& vfs, const std::string& path,
                                      std::string_view bytes, bool sync);

/// Makes an empty file unless there is one. SQLite would let others read it; what SQLite lays
/// beside it gets the same rights. One that is there is never opened: to close it would end
/// SQLite's locks.
void create_private_file(const std::string& path);

/// Removes a file if it is there; when this returns, the removal survives a power cut.
[[nodiscard]] Result<void> remove_file(const std::string& vfs, const std::string& path);

/// Creates a folder below an existing one, durably. Nothing happens when it is there.
[[nodiscard]] Result<void> create_folder(const std::string& path);

/// Makes the names in a folder survive a power cut.
[[nodiscard]] Result<void> sync_folder(const std::string& path);

}  // namespace skerry::host
