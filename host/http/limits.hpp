#pragma once

#include <cstddef>
#include <cstdint>

namespace skerry::host::http {

/// Request line and fields up to the empty line.
inline constexpr std::size_t kHeaderBytesMax = 16UZ * 1024;
inline constexpr std::size_t kHeaderFieldsMax = 100;
inline constexpr std::size_t kTargetBytesMax = 8UZ * 1024;
inline constexpr std::size_t kMethodBytesMax = 32;
/// What a connection reads ahead: a head, part of a body, or pipelined requests.
inline constexpr std::size_t kInputBufferBytesMax = 64UZ * 1024;
inline constexpr std::size_t kInputBufferBytesInitial = 4UZ * 1024;
/// Larger declared bodies are refused before a module sees the request.
inline constexpr std::uint64_t kBodyBytesMax = 1024ULL * 1024 * 1024;
/// What is waited for and thrown away of a body nobody read, so that the connection lives on.
inline constexpr std::uint64_t kDrainBytesMax = 64ULL * 1024;
/// What is thrown away after a refusal, so that the client gets to read it.
inline constexpr std::uint64_t kLingerBytesMax = 4ULL * 1024 * 1024;
/// Above this, whoever streams an answer waits for `on_drain`.
inline constexpr std::uint64_t kResponseBufferBytes = 256ULL * 1024;
/// A streamed answer whose author does not wait is broken off here.
inline constexpr std::uint64_t kResponseWaitingBytesMax = 16ULL * 1024 * 1024;
/// Bodies up to this size are copied behind their head and leave in one piece.
inline constexpr std::size_t kInlineBodyBytesMax = 16UZ * 1024;
inline constexpr std::size_t kConnectionsMax = 10'000;
/// While the server goes down: how long clients may still send what they had begun to send when it
/// was told to, and how long those that are told 503 in the end have to read it.
inline constexpr std::uint32_t kDrainGraceMs = 250;
inline constexpr std::uint32_t kLastWordsMs = 400;
/// Connections beyond `connections_max` that are still told why they are refused.
inline constexpr std::size_t kRefusalsMax = 64;
inline constexpr std::uint64_t kWebsocketMessageBytesMax = 1024ULL * 1024;
inline constexpr std::uint64_t kWebsocketBufferBytesMax = 1024ULL * 1024;

static_assert(kTargetBytesMax + kMethodBytesMax < kHeaderBytesMax);
static_assert(kHeaderBytesMax <= kInputBufferBytesMax);
static_assert(kInputBufferBytesInitial <= kHeaderBytesMax);
static_assert(kDrainBytesMax <= kLingerBytesMax);
static_assert(kResponseBufferBytes <= kResponseWaitingBytesMax);

/// What one server tolerates. Times are in milliseconds and must not be zero.
struct Limits {
  std::size_t header_bytes_max = kHeaderBytesMax;
  std::size_t header_fields_max = kHeaderFieldsMax;
  std::size_t target_bytes_max = kTargetBytesMax;
  std::uint64_t body_bytes_max = kBodyBytesMax;
  std::uint64_t drain_bytes_max = kDrainBytesMax;
  std::uint64_t linger_bytes_max = kLingerBytesMax;
  std::uint64_t response_buffer_bytes = kResponseBufferBytes;
  std::uint64_t response_waiting_bytes_max = kResponseWaitingBytesMax;
  std::size_t connections_max = kConnectionsMax;
  std::size_t refusals_max = kRefusalsMax;
  /// From a request's first byte (or the connection's beginning) to the end of its head.
  std::uint32_t head_timeout_ms = 10'000;
  /// Without one byte of the body while somebody waits for it.
  std::uint32_t body_idle_timeout_ms = 10'000;
  /// A body that somebody waits for must come at this rate, counted from `body_idle_timeout_ms` on.
  std::uint32_t body_bytes_per_second_min = 1024;
  /// Between two requests of a connection.
  std::uint32_t keep_alive_timeout_ms = 75'000;
  /// Without the client taking one byte of the answer.
  std::uint32_t write_timeout_ms = 30'000;
  /// From a refusal to the client's closing of the connection.
  std::uint32_t linger_timeout_ms = 2'000;
  std::uint64_t websocket_message_bytes_max = kWebsocketMessageBytesMax;
  std::uint64_t websocket_buffer_bytes_max = kWebsocketBufferBytesMax;
  /// Silence, pings unanswered, after which a socket is given up.
  std::uint32_t websocket_idle_timeout_ms = 60'000;
  /// For either handshake.
  std::uint32_t websocket_handshake_timeout_ms = 5'000;
};

}  // namespace skerry::host::http
