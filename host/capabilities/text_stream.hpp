#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// Turns bytes as they come into chunks of whole characters, never more than whoever reads has
/// asked for. Belongs to one event loop.
class TextStream {
 public:
  struct Reader {
    std::function<void(std::string text)> on_text;
    /// Called once, last. Bytes that are not UTF-8 end the stream with `kNotUtf8`.
    std::function<void(std::expected<void, Failure>)> on_end;
    /// This many more bytes have left the buffer.
    std::function<void(std::size_t bytes)> on_taken;
  };

  explicit TextStream(Reader reader) : reader_(std::move(reader)) {}

  /// Adds bytes.
  void push(std::string_view bytes);
  /// No bytes will follow. A failure is reported after what came before it was read.
  void end(std::expected<void, Failure> outcome);
  /// Lets the reader be given this many more bytes.
  void pull(std::uint32_t bytes);

 private:
  void flow();
  void finish(std::expected<void, Failure> outcome);

  Reader reader_;
  std::string buffer_;
  std::uint64_t credit_ = 0;
  std::optional<std::expected<void, Failure>> end_;
  bool flowing_ = false;
  bool over_ = false;
};

/// Bytes at the end of `text` that begin a character of UTF-8 without ending it, 0 to 3.
[[nodiscard]] std::size_t incomplete_tail(std::string_view text);

}  // namespace skerry::host
