#include "host/database/sqlite_files.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "host/database/sqlite_connection.hpp"

namespace skerry::host {
namespace {

std::unexpected<Failure> io_failure(const std::string& path, const std::string& why) {
  return fail(FailureKind::kUnavailable, path + ": " + why);
}

Result<sqlite3_vfs*> find(const std::string& vfs) {
  initialize_sqlite();
  auto* found = sqlite3_vfs_find(vfs.empty() ? nullptr : vfs.c_str());
  if (found == nullptr) return io_failure(vfs, "no such VFS");
  return found;
}

}  // namespace

Result<bool> file_exists(const std::string& vfs, const std::string& path) {
  const auto found = find(vfs);
  if (!found) return std::unexpected(found.error());
  if (vfs.empty()) {
    // SQLite's own test takes an empty file for a missing one.
    struct stat status{};
    if (::lstat(path.c_str(), &status) == 0) return true;
    if (errno == ENOENT || errno == ENOTDIR) return false;
    return io_failure(path, std::strerror(errno));
  }
  int exists = 0;
  const int code = (*found)->xAccess(*found, path.c_str(), SQLITE_ACCESS_READWRITE, &exists);
  if (code != SQLITE_OK) return io_failure(path, sqlite3_errstr(code));
  return exists != 0;
}

Result<std::uint64_t> file_bytes(const std::string& vfs, const std::string& path) {
  const auto found = find(vfs);
  if (!found) return std::unexpected(found.error());
  std::vector<std::byte> memory(static_cast<std::size_t>((*found)->szOsFile));
  auto* file = reinterpret_cast<sqlite3_file*>(memory.data());
  const std::string name = path + std::string(2, '\0');
  int code = (*found)->xOpen(*found, name.c_str(), file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY,
                             nullptr);
  sqlite3_int64 bytes = 0;
  if (code == SQLITE_OK) code = file->pMethods->xFileSize(file, &bytes);
  if (file->pMethods != nullptr) file->pMethods->xClose(file);
  if (code != SQLITE_OK) return io_failure(path, sqlite3_errstr(code));
  return static_cast<std::uint64_t>(bytes);
}

Result<void> remove_file(const std::string& vfs, const std::string& path) {
  const auto found = find(vfs);
  if (!found) return std::unexpected(found.error());
  const int code = (*found)->xDelete(*found, path.c_str(), 1);
  if (code != SQLITE_OK && code != SQLITE_IOERR_DELETE_NOENT) {
    return io_failure(path, sqlite3_errstr(code));
  }
  return {};
}

Result<void> create_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) {
    return sync_folder(std::filesystem::path(path).parent_path().string());
  }
  if (errno != EEXIST) return io_failure(path, std::strerror(errno));
  if (!std::filesystem::is_directory(path)) return io_failure(path, "is no folder");
  return {};
}

Result<void> sync_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return io_failure(path, std::strerror(errno));
  const bool synced = ::fsync(folder) == 0;
  const int error = errno;
  ::close(folder);
  if (!synced) return io_failure(path, std::strerror(error));
  return {};
}

}  // namespace skerry::host
