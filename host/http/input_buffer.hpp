#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "host/http/limits.hpp"

namespace skerry::host::http {

/// Bytes read from a connection and not yet used, in one piece, at most `kInputBufferBytesMax`.
class InputBuffer {
 public:
  [[nodiscard]] std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }
  [[nodiscard]] bool full() const { return end_ - begin_ == kInputBufferBytesMax; }

  /// Room for more, never empty unless `full()`. Valid until the next call of any function.
  [[nodiscard]] std::span<char> prepare() {
    if (begin_ > 0 && end_ == bytes_.size()) {
      std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == bytes_.size()) {
      bytes_.resize(std::clamp(bytes_.size() * 2, kInputBufferBytesInitial, kInputBufferBytesMax));
    }
    return std::span(bytes_).subspan(end_);
  }
  /// Adds the first `count` bytes of what `prepare` gave.
  void commit(std::size_t count) { end_ += count; }
  /// Drops `count` bytes from the front.
  void consume(std::size_t count) {
    begin_ += count;
    if (begin_ == end_) begin_ = end_ = 0;
  }
  /// Gives back what an idle connection does not need.
  void shrink() {
    if (empty() && bytes_.size() > kInputBufferBytesInitial) bytes_ = {};
  }

 private:
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace skerry::host::http
