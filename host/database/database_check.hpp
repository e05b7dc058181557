#pragma once

#include <cstdint>
#include <string>

#include "host/database/result.hpp"

namespace skerry::host {

/// The largest file that is read whole at every start; of a larger one the schema and the root of
/// every table are read.
inline constexpr std::uint64_t kQuickCheckBytesMax = 64ull << 20;

/// Reads a database that was written before, with its log, and changes nothing in it. Fails with
/// `kUnavailable` and one line for an operator when the file is missing, empty, holds no tables or
/// is damaged. Nobody else may be writing to it.
[[nodiscard]] Result<void> check_database(const std::string& path);

}  // namespace skerry::host
