#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace skerry::host {

/// An installation's folder, locked for this process as long as the object lives.
class DataFolder {
 public:
  /// Creates what is missing and takes the lock. The error is one line for an operator: another
  /// server uses the folder, it cannot be written, or it was made by something else.
  [[nodiscard]] static std::expected<DataFolder, std::string> open(
      const std::filesystem::path& folder);
  /// True when another process holds the folder's lock.
  [[nodiscard]] static bool is_in_use(const std::filesystem::path& folder);
  ~DataFolder();
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path cache() const { return path_ / "cache"; }
  [[nodiscard]] std::filesystem::path actors() const { return path_ / "actors"; }
  [[nodiscard]] std::filesystem::path blobs() const { return path_ / "blobs"; }
  [[nodiscard]] std::filesystem::path storage() const { return path_ / "storage.sqlite"; }
  [[nodiscard]] std::filesystem::path queue() const { return path_ / "queue.sqlite"; }

 private:
  DataFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::filesystem::path path_;
  int lock_;
};

}  // namespace skerry::host
