#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <utility>

namespace skerry::host::http {

/// What waits to be written to a connection, in order.
class OutputQueue {
 public:
  /// Pieces given to the network in one call.
  static constexpr std::size_t kGatherMax = 16;

  /// `payload` of the piece's bytes count as waiting for whoever streams; the rest is framing.
  void push(std::string bytes, std::uint64_t payload = 0) {
    if (bytes.empty()) return;
    pieces_.push_back({std::move(bytes), payload});
  }
  [[nodiscard]] bool empty() const { return pieces_.empty(); }
  void clear() {
    pieces_.clear();
    offset_ = 0;
  }

  using Gathered = std::array<boost::asio::const_buffer, kGatherMax>;
  /// The next bytes, for as long as nothing is pushed or consumed.
  [[nodiscard]] std::span<const boost::asio::const_buffer> gather(Gathered& gathered) const {
    const std::size_t count = std::min(pieces_.size(), kGatherMax);
    for (std::size_t i = 0; i < count; ++i) gathered[i] = boost::asio::buffer(pieces_[i].bytes);
    gathered[0] += offset_;
    return {gathered.data(), count};
  }

  /// Drops `count` bytes from the front and returns how many of them were payload.
  std::uint64_t consume(std::size_t count) {
    std::uint64_t payload = 0;
    while (count > 0) {
      Piece& piece = pieces_.front();
      const std::size_t taken = std::min(count, piece.bytes.size() - offset_);
      count -= taken;
      offset_ += taken;
      const bool whole = offset_ == piece.bytes.size();
      const std::uint64_t paid =
          whole ? piece.payload : std::min<std::uint64_t>(taken, piece.payload);
      piece.payload -= paid;
      payload += paid;
      if (!whole) break;
      pieces_.pop_front();
      offset_ = 0;
    }
    return payload;
  }

 private:
  struct Piece {
    std::string bytes;
    std::uint64_t payload;
  };
  std::deque<Piece> pieces_;
  std::size_t offset_ = 0;
};

}  // namespace skerry::host::http
