#include "host/database/sqlite_files.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
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

/// A database's file, open beside SQLite's own connections; closed when destroyed.
class OpenFile {
 public:
  OpenFile(sqlite3_vfs& vfs, const std::string& path, int flags)
      : memory_(static_cast<std::size_t>(vfs.szOsFile)), name_(path + std::string(2, '\0')) {
    code_ = vfs.xOpen(&vfs, name_.c_str(), get(), SQLITE_OPEN_MAIN_DB | flags, nullptr);
  }
  ~OpenFile() {
    if (methods() != nullptr) methods()->xClose(get());
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  /// What opening it came to, an SQLite result code.
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] sqlite3_file* get() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }
  [[nodiscard]] const sqlite3_io_methods* methods() { return get()->pMethods; }

 private:
  std::vector<std::byte> memory_;
  std::string name_;
  int code_ = SQLITE_ERROR;
};

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
  OpenFile file(**found, path, SQLITE_OPEN_READONLY);
  int code = file.code();
  sqlite3_int64 bytes = 0;
  if (code == SQLITE_OK) code = file.methods()->xFileSize(file.get(), &bytes);
  if (code != SQLITE_OK) return io_failure(path, sqlite3_errstr(code));
  return static_cast<std::uint64_t>(bytes);
}

Result<std::string> file_beginning(const std::string& vfs, const std::string& path,
                                   std::size_t bytes_max) {
  const auto found = find(vfs);
  if (!found) return std::unexpected(found.error());
  OpenFile file(**found, path, SQLITE_OPEN_READONLY);
  int code = file.code();
  sqlite3_int64 size = 0;
  if (code == SQLITE_OK) code = file.methods()->xFileSize(file.get(), &size);
  std::string bytes(std::min(bytes_max, static_cast<std::size_t>(size)), '\0');
  if (code == SQLITE_OK && !bytes.empty()) {
    code = file.methods()->xRead(file.get(), bytes.data(), static_cast<int>(bytes.size()), 0);
  }
  if (code != SQLITE_OK) return io_failure(path, sqlite3_errstr(code));
  return bytes;
}

Result<void> write_file(const std::string& vfs, const std::string& path, std::string_view bytes,
                        bool sync) {
  const auto found = find(vfs);
  if (!found) return std::unexpected(found.error());
  if (vfs.empty()) create_private_file(path);
  OpenFile file(**found, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW);
  int code = file.code();
  if (code == SQLITE_OK && !bytes.empty()) {
    code = file.methods()->xWrite(file.get(), bytes.data(), static_cast<int>(bytes.size()), 0);
  }
  if (code == SQLITE_OK && sync) code = file.methods()->xSync(file.get(), SQLITE_SYNC_FULL);
  if (code != SQLITE_OK) return io_failure(path, sqlite3_errstr(code));
  return {};
}

void create_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  // Else it exists, or SQLite says what is wrong.
  if (file >= 0) ::close(file);
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
