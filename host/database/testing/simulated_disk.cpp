#include "host/database/testing/simulated_disk.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "host/database/sqlite_connection.hpp"

namespace skerry::host {
namespace {

constexpr std::size_t kSectorBytes = 512;
constexpr int kPathBytesMax = 1'024;

/// What SQLite holds of an open file; the base comes first.
struct OpenFile {
  sqlite3_file base;
  SimulatedDisk* disk;
  SimulatedDisk::FilePointer file;
  std::string path;
  bool syncs_folder;
};

OpenFile& of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

SimulatedDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<SimulatedDisk*>(vfs->pAppData); }

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

void apply_change(std::string& content, const SimulatedDisk::Change& change) {
  if (!change.bytes) {
    content.resize(change.offset);
    return;
  }
  const auto end = change.offset + change.bytes->size();
  if (content.size() < end) content.resize(end);
  content.replace(change.offset, change.bytes->size(), *change.bytes);
}

// --- A file's methods

int close_file(sqlite3_file* file) {
  auto& open = of(file);
  std::destroy_at(&open.file);
  std::destroy_at(&open.path);
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* buffer, int bytes, sqlite3_int64 offset) {
  const auto& content = of(file).file->current;
  const auto start = std::min(static_cast<std::size_t>(offset), content.size());
  const auto count = std::min(static_cast<std::size_t>(bytes), content.size() - start);
  std::memcpy(buffer, content.data() + start, count);
  if (count == static_cast<std::size_t>(bytes)) return SQLITE_OK;
  std::memset(static_cast<char*>(buffer) + count, 0, static_cast<std::size_t>(bytes) - count);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* buffer, int bytes, sqlite3_int64 offset) {
  auto& open = of(file);
  const std::string_view data(static_cast<const char*>(buffer), static_cast<std::size_t>(bytes));
  return open.disk->write(*open.file, data, static_cast<std::uint64_t>(offset))
             ? SQLITE_OK
             : SQLITE_IOERR_WRITE;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 bytes) {
  auto& open = of(file);
  return open.disk->truncate(*open.file, static_cast<std::uint64_t>(bytes)) ? SQLITE_OK
                                                                            : SQLITE_IOERR_TRUNCATE;
}

int sync_file(sqlite3_file* file, int /*flags*/) {
  auto& open = of(file);
  const bool with_folder = std::exchange(open.syncs_folder, false);
  return open.disk->sync(*open.file, open.path, with_folder) ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int file_size(sqlite3_file* file, sqlite3_int64* bytes) {
  *bytes = static_cast<sqlite3_int64>(of(file).file->current.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int check_lock(sqlite3_file*, int* held) {
  *held = 0;
  return SQLITE_OK;
}
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 4'096; }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

constexpr sqlite3_io_methods kMethods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = check_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

// --- The VFS's methods

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  auto& disk = disk_of(vfs);
  file->pMethods = nullptr;
  if (disk.is_cut()) return SQLITE_CANTOPEN;
  const std::string name = path == nullptr ? "" : path;
  auto found = disk.find(name);
  if (found == nullptr) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    found = disk.create(name);
    if (found == nullptr) return SQLITE_CANTOPEN;
  }
  const bool syncs_folder =
      (flags & SQLITE_OPEN_CREATE) != 0 &&
      (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  new (file) OpenFile{{&kMethods}, &disk, std::move(found), name, syncs_folder};
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  auto& disk = disk_of(vfs);
  if (disk.find(path) == nullptr) return SQLITE_IOERR_DELETE_NOENT;
  return disk.remove(path, sync_folder != 0) ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
  const auto found = disk_of(vfs).find(path);
  // As SQLite's own VFS: an empty file does not "exist".
  *result = found != nullptr && (flags != SQLITE_ACCESS_EXISTS || !found->current.empty()) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* path, int bytes, char* out) {
  sqlite3_snprintf(bytes, out, "%s", path);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int bytes, char* out) {
  std::generate_n(out, bytes, [&] { return static_cast<char>(disk_of(vfs).random()); });
  return bytes;
}

int sleep_us(sqlite3_vfs*, int microseconds) { return microseconds; }

int current_time(sqlite3_vfs*, double* julian_day) {
  *julian_day = 2'460'000.5;
  return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

SimulatedDisk::SimulatedDisk(std::uint64_t seed) : vfs_(), random_(seed) {
  static_assert(offsetof(OpenFile, base) == 0);
  initialize_sqlite();
  name_ = "simulated-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(OpenFile);
  vfs_.mxPathname = kPathBytesMax;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = open_file;
  vfs_.xDelete = delete_file;
  vfs_.xAccess = access_file;
  vfs_.xFullPathname = full_path;
  vfs_.xRandomness = randomness;
  vfs_.xSleep = sleep_us;
  vfs_.xCurrentTime = current_time;
  vfs_.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs_, 0);
}

SimulatedDisk::~SimulatedDisk() { sqlite3_vfs_unregister(&vfs_); }

void SimulatedDisk::cut_after(std::uint64_t operations) { cut_at_ = operations_ + operations; }

bool SimulatedDisk::tick() {
  if (is_cut_) return false;
  ++operations_;
  is_cut_ = cut_at_ && operations_ >= *cut_at_;
  return !is_cut_;
}

SimulatedDisk::FilePointer SimulatedDisk::find(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second;
}

SimulatedDisk::FilePointer SimulatedDisk::create(const std::string& path) {
  auto file = std::make_shared<File>();
  // A temporary file has no name and is gone with its handle.
  if (path.empty()) return file;
  const bool powered = tick();
  files_[path] = file;
  unsynced_names_.push_back({path, file});
  return powered ? file : nullptr;
}

bool SimulatedDisk::write(File& file, std::string_view bytes, std::uint64_t offset) {
  if (is_cut_) return false;
  // The write during which the power goes may still reach the disk, or parts of it.
  const bool powered = tick();
  file.unsynced.push_back({std::string(bytes), offset});
  apply_change(file.current, file.unsynced.back());
  return powered;
}

bool SimulatedDisk::truncate(File& file, std::uint64_t bytes) {
  if (is_cut_) return false;
  const bool powered = tick();
  file.unsynced.push_back({std::nullopt, bytes});
  apply_change(file.current, file.unsynced.back());
  return powered;
}

bool SimulatedDisk::sync(File& file, const std::string& path, bool with_folder) {
  if (!tick()) return false;
  file.durable = file.current;
  file.unsynced.clear();
  if (with_folder) sync_folder(folder_of(path));
  return true;
}

bool SimulatedDisk::remove(const std::string& path, bool with_folder) {
  if (is_cut_) return false;
  const bool powered = tick();
  files_.erase(path);
  unsynced_names_.push_back({path, nullptr});
  if (powered && with_folder) sync_folder(folder_of(path));
  return powered;
}

void SimulatedDisk::sync_folder(const std::string& path) {
  std::erase_if(unsynced_names_, [&](const NameChange& change) {
    if (folder_of(change.path) != path) return false;
    apply(change);
    return true;
  });
}

void SimulatedDisk::apply(const NameChange& change) {
  if (change.file == nullptr) {
    durable_names_.erase(change.path);
  } else {
    durable_names_[change.path] = change.file;
  }
}

void SimulatedDisk::restart() {
  for (const auto& change : unsynced_names_) {
    if (random_() % 2 == 0) apply(change);
  }
  unsynced_names_.clear();
  files_ = durable_names_;
  for (auto& [path, file] : files_) survive(*file);
  is_cut_ = false;
  cut_at_.reset();
}

void SimulatedDisk::survive(File& file) {
  // Sometimes nothing, sometimes everything, mostly something.
  const auto odds = random_() % 5;
  for (const auto& change : file.unsynced) {
    if (!change.bytes) {
      if (random_() % 4 < odds) apply_change(file.durable, change);
      continue;
    }
    const std::string_view bytes = *change.bytes;
    for (std::size_t start = 0; start < bytes.size();) {
      const auto at = change.offset + start;
      const auto count = std::min(bytes.size() - start, kSectorBytes - at % kSectorBytes);
      if (random_() % 4 < odds) {
        apply_change(file.durable, {std::string(bytes.substr(start, count)), at});
      }
      start += count;
    }
  }
  file.unsynced.clear();
  file.current = file.durable;
}

}  // namespace skerry::host
