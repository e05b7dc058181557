#include "host/cli/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <format>
#include <fstream>
#include <iterator>
#include <utility>

namespace skerry::host {
namespace {

/// What a folder of this layout says of itself; another content is never touched.
constexpr std::string_view kFormat = "skerry data 1\n";

std::expected<void, std::string> check_format(const std::filesystem::path& folder) {
  const auto file = folder / "format";
  if (!std::filesystem::exists(file)) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
      if (entry.path().filename() == "lock") continue;
      return std::unexpected(std::format(
          "data folder {} holds files that are not Skerry's; nothing was changed", folder.string()));
    }
    std::ofstream stream(file, std::ios::binary);
    stream << kFormat;
    stream.close();
    if (!stream) return std::unexpected(std::format("cannot write {}", file.string()));
    return {};
  }
  std::ifstream stream(file, std::ios::binary);
  const std::string found{std::istreambuf_iterator<char>(stream), {}};
  if (found == kFormat) return {};
  return std::unexpected(std::format(
      "data folder {} is damaged or of another version; nothing was changed", folder.string()));
}

}  // namespace

std::expected<DataFolder, std::string> DataFolder::open(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !std::filesystem::is_directory(folder)) {
    return std::unexpected(std::format("cannot create data folder {}: {}", folder.string(),
                                       error ? error.message() : "it is no folder"));
  }
  const auto lock_file = folder / "lock";
  const int lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    return std::unexpected(
        std::format("cannot write data folder {}: {}", folder.string(), std::strerror(errno)));
  }
  DataFolder result(std::filesystem::absolute(folder), lock);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return std::unexpected(
        std::format("data folder {} is in use by another skerry", folder.string()));
  }
  if (auto checked = check_format(folder); !checked) return std::unexpected(checked.error());
  for (const auto& part : {result.actors(), result.blobs(), result.cache()}) {
    std::filesystem::create_directories(part, error);
    if (error) {
      return std::unexpected(
          std::format("cannot create {}: {}", part.string(), error.message()));
    }
  }
  return result;
}

bool DataFolder::is_in_use(const std::filesystem::path& folder) {
  const int lock = ::open((folder / "lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (lock < 0) return false;
  const bool free = ::flock(lock, LOCK_SH | LOCK_NB) == 0;
  ::close(lock);
  return !free;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
  // The file stays: removing it would let two processes lock different files.
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace skerry::host
