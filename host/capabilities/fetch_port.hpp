#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "host/capabilities/event_loop.hpp"
#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// Requests that leave the installation.
class FetchPort {
 public:
  /// What comes back, on the loop the request was started on. `on_end` is called once, last, unless
  /// the transfer was destroyed before.
  struct Reader {
    std::function<void(std::uint16_t status, std::string head)> on_head;
    std::function<void(std::string bytes)> on_bytes;
    std::function<void(std::expected<void, Failure>)> on_end;
  };
  /// A request under way; destroying it cancels it.
  class Transfer {
   public:
    virtual ~Transfer() = default;
    /// The reader has dealt with this many bytes; a transfer that is far ahead pauses.
    virtual void taken(std::size_t bytes) = 0;
  };

  virtual ~FetchPort() = default;
  /// `head` has `:method` and `:url`, then fields.
  [[nodiscard]] virtual std::unique_ptr<Transfer> start(EventLoop& loop, std::string head,
                                                        std::string body, Reader reader) = 0;
};

}  // namespace skerry::host
