#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/database/result.hpp"

namespace skerry::host {

/// The format of everything below the data directory. A newer host reads older formats or says that
/// it does not; an older host refuses newer ones.
inline constexpr std::uint32_t kDataFormat = 1;

/// The installation's data directory, held by this process alone.
///
/// It contains `format` (a small JSON text that also names the databases set up here) and what the
/// stores keep. The lock is a `flock` on the folder, so it goes with the process however that ends.
class DataDirectory {
 public:
  /// Creates the folder if it is missing, locks it and checks its format; an empty folder is given
  /// this host's format. Fails with `kUnavailable` and an explanation for a person when another
  /// process holds it, when its format is newer, unknown or damaged, or when it holds other files
  /// and no format, or when a database that it was set up with is missing, empty or damaged. Then
  /// nothing in it was changed.
  [[nodiscard]] static Result<std::unique_ptr<DataDirectory>> open(const std::string& path);
  ~DataDirectory();
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// A folder below, created durably if it is missing.
  [[nodiscard]] Result<std::string> folder(const std::string& name) const;
  /// Records durably that these files, named from the folder, were set up: from now on `open`
  /// checks them. Call it once all of them hold their tables.
  [[nodiscard]] Result<void> record_databases(std::span<const std::string_view> names);

 private:
  DataDirectory(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_;
  /// In the order of the `format` file.
  std::vector<std::string> databases_;
};

}  // namespace skerry::host
