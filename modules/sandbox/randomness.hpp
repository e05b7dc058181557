#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine.h"
#include "sandbox_abi.hpp"

namespace skerry::sandbox {

/// A stream of random bytes: the ChaCha20 block function of RFC 8439 (section 2.3), keyed with the
/// host's seed, nonce zero, block counter from zero. Equal seeds give equal streams; without the
/// seed the stream cannot be told from chance.
class ChaChaStream {
 public:
  void key(std::span<const std::uint8_t, kSeedBytes> seed);
  void fill(std::span<std::uint8_t> out);

 private:
  void next_block();

  std::array<std::uint32_t, 16> input_{};
  std::array<std::uint8_t, 64> block_{};
  std::size_t used_ = sizeof(block_);
};

/// What a program can ask for: `Math.random`, `crypto.getRandomValues` and `crypto.randomUUID`.
class Randomness {
 public:
  /// Replaces `Math.random` and installs the global `crypto`. `touched` is called at each use.
  /// Returns false when the engine is out of memory.
  [[nodiscard]] bool install(JSContext* context, void (*touched)());

  void begin(std::span<const std::uint8_t, kSeedBytes> seed) { stream_.key(seed); }
  [[nodiscard]] ChaChaStream& stream() { return stream_; }

 private:
  ChaChaStream stream_;
};

}  // namespace skerry::sandbox
