#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

namespace skerry::host {

/// What a running server leaves in its data folder, beside the lock, so that commands on the same
/// folder find it. Gone with the object; what a crash leaves behind names a process that is gone.
class ServerNote {
 public:
  /// Written whole or not at all. The error is one line for an operator.
  [[nodiscard]] static std::expected<ServerNote, std::string> leave(
      const std::filesystem::path& folder, const std::string& url);
  ~ServerNote();
  ServerNote(ServerNote&& other) noexcept;
  ServerNote& operator=(ServerNote&&) = delete;

 private:
  explicit ServerNote(std::filesystem::path file) : file_(std::move(file)) {}
  std::filesystem::path file_;
};

/// Where the server listens that holds this folder; nothing when no living process says so.
[[nodiscard]] std::optional<std::string> find_server(const std::filesystem::path& folder);

}  // namespace skerry::host
