#pragma once

#include <filesystem>

namespace skerry::host {

/// True when another process holds the data directory.
[[nodiscard]] bool is_in_use(const std::filesystem::path& folder);

}  // namespace skerry::host
