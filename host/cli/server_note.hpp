#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "modules/sdk/json.hpp"

namespace skerry::host {

/// What a running server leaves in its data folder, beside the lock, so that commands on the same
/// folder find it. Gone with the object; what a crash leaves behind names a process that is gone.
class ServerNote {
 public:
  /// Written whole or not at all. `providers` are those that it uses, without secrets
  /// (`report_providers`). The error is one line for an operator.
  [[nodiscard]] static std::expected<ServerNote, std::string> leave(
      const std::filesystem::path& folder, const std::string& url, const Json& providers);
  ~ServerNote();
  ServerNote(ServerNote&& other) noexcept;
  ServerNote& operator=(ServerNote&&) = delete;

 private:
  explicit ServerNote(std::filesystem::path file) : file_(std::move(file)) {}
  std::filesystem::path file_;
};

/// What a server says of itself.
struct RunningServer {
  std::string url;
  /// As `report_providers` wrote it, an array; null when it does not say.
  Json providers = {};
};

/// The server that holds this folder; nothing when no living process says that it is one.
[[nodiscard]] std::optional<RunningServer> find_server(const std::filesystem::path& folder);

}  // namespace skerry::host
