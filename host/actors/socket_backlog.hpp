#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "host/actors/limits.hpp"

namespace skerry::host {

/// What one socket has said and its actor has not heard yet.
class SocketBacklog final : public std::enable_shared_from_this<SocketBacklog> {
 public:
  /// Counts a message until its receipt is let go of, by whatever thread. Null when it is too much,
  /// and from then on: what comes after a message that was dropped must not be heard.
  [[nodiscard]] std::shared_ptr<void> add(std::size_t text_bytes) {
    const std::uint64_t bytes = text_bytes + kSocketMessageOverheadBytes;
    const std::uint64_t before = bytes_.fetch_add(bytes);
    full_ |= before > 0 && before + bytes > kSocketBacklogBytesMax;
    if (full_) return nullptr;
    return {this, [self = shared_from_this(), bytes](void*) { self->bytes_ -= bytes; }};
  }

 private:
  std::atomic<std::uint64_t> bytes_ = 0;
  /// Only the socket's own loop knows of it.
  bool full_ = false;
};

}  // namespace skerry::host
