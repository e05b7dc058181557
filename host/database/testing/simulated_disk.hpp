#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace skerry::host {

/// A disk in memory, offered to SQLite as a VFS, that forgets like a real one when the power goes.
///
/// Until a file is synced, each 512-byte sector of each write to it may or may not survive, in any
/// combination; so may each truncation. Until a folder is synced, each name created or deleted in
/// it may or may not be there. As with SQLite's own VFS, the first sync of a new journal or log
/// syncs its folder, and a deletion does so on request. Everything is decided by the seed.
///
/// Locks are not simulated: one connection a file. Used by one thread.
class SimulatedDisk {
 public:
  explicit SimulatedDisk(std::uint64_t seed);
  /// Every connection must be closed.
  ~SimulatedDisk();
  SimulatedDisk(const SimulatedDisk&) = delete;
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;

  [[nodiscard]] const std::string& vfs_name() const { return name_; }

  /// The power goes at the `operations`-th change of the disk from now (a write, truncation, sync,
  /// creation or deletion): it and everything after it fail.
  void cut_after(std::uint64_t operations);
  [[nodiscard]] bool is_cut() const { return is_cut_; }
  /// Changes of the disk so far.
  [[nodiscard]] std::uint64_t operations() const { return operations_; }

  /// Cuts the power if that has not happened, decides what survived, and turns it on again. Every
  /// connection must be closed.
  void restart();

  struct Change {
    /// None: truncation to `offset`.
    std::optional<std::string> bytes;
    std::uint64_t offset = 0;
  };
  struct File {
    std::string durable;
    std::string current;
    std::vector<Change> unsynced;
  };
  using FilePointer = std::shared_ptr<File>;

  /// What the VFS calls.
  [[nodiscard]] FilePointer find(const std::string& path) const;
  [[nodiscard]] FilePointer create(const std::string& path);
  [[nodiscard]] bool write(File& file, std::string_view bytes, std::uint64_t offset);
  [[nodiscard]] bool truncate(File& file, std::uint64_t bytes);
  [[nodiscard]] bool sync(File& file, const std::string& path, bool with_folder);
  [[nodiscard]] bool remove(const std::string& path, bool with_folder);
  [[nodiscard]] std::uint64_t random() { return random_(); }

 private:
  struct NameChange {
    std::string path;
    /// None: deleted.
    FilePointer file;
  };

  /// Counts a change; false when the power is off.
  bool tick();
  void sync_folder(const std::string& path);
  void apply(const NameChange& change);
  void survive(File& file);

  std::string name_;
  sqlite3_vfs vfs_;
  std::mt19937_64 random_;
  std::uint64_t operations_ = 0;
  std::optional<std::uint64_t> cut_at_;
  bool is_cut_ = false;
  std::map<std::string, FilePointer> files_;
  std::map<std::string, FilePointer> durable_names_;
  std::vector<NameChange> unsynced_names_;
};

}  // namespace skerry::host
