#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modules/sdk/basics.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

/// What a task's link says: it is for that task alone, for one generation of it, and for a time.
struct TaskLink {
  /// Links of a generation that is over are revoked.
  std::uint64_t generation = 0;
  std::uint64_t expires_ms = 0;
  /// Whom it was made for; empty for nobody in particular.
  std::string addressee = {};

  friend bool operator==(const TaskLink&, const TaskLink&) = default;
};

/// The token of a link: its members as text and HMAC-SHA-256 (RFC 2104) over them and the task's
/// id. It has no character that a URL or HTML would have to escape.
[[nodiscard]] std::string link_token(CryptoPort& crypto, std::string_view key,
                                     std::string_view task_id, const TaskLink& link);

/// The link whose token this is; nothing for any text that `link_token` did not make of this key
/// and task. Compares in constant time and reads nothing before. Whether the link's time is over is
/// for the caller to see.
[[nodiscard]] std::optional<TaskLink> read_link_token(CryptoPort& crypto, std::string_view key,
                                                      std::string_view task_id,
                                                      std::string_view token);

/// What links are signed with: the setting `task_link_key` (32 characters at least), else a key of
/// 256 random bits that the installation makes once and keeps in its database.
[[nodiscard]] Task<Result<std::string>> task_link_key(Basics basics, StoragePort* storage);

}  // namespace skerry::fn
