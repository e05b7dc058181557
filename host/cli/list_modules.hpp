#pragma once

#include <filesystem>

namespace skerry::host {

/// Prints each module with the SHA-256 of its component and of the core modules inside, so that one
/// can compare what different hosts run. Returns the exit status.
[[nodiscard]] int list_modules(const std::filesystem::path& folder);

}  // namespace skerry::host
