#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace skerry::host {

/// SHA-256 (FIPS 180-4) of bytes, in lower-case hexadecimal.
[[nodiscard]] std::string digest_hex(std::string_view bytes);

/// All bytes of a file, or nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& file);

/// Compiled code kept by `write_cached_code`, or nothing when there is none or it is damaged:
/// Wasmtime trusts such code, so damage must be noticed before it is handed over.
[[nodiscard]] std::optional<std::string> read_cached_code(const std::filesystem::path& file);

/// Keeps compiled code, replacing the file in one step. Failing to is no failure of anything else.
void write_cached_code(const std::filesystem::path& file, std::string_view code);

/// Returns to the system what compiling needed, tens of MiB, which the allocator would keep for
/// threads that need it no more.
void return_compilers_memory();

}  // namespace skerry::host
