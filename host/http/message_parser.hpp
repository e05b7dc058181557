#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "host/http/limits.hpp"
#include "host/http/problem.hpp"

namespace skerry::host::http {

/// What the head of a request says about its message.
struct RequestHead {
  /// The contract's head block: `:method`, `:path`, `:authority`, `:peer`, then the fields. `host`
  /// is left out since `:authority` says it, as are the hop-by-hop fields.
  std::string block;
  bool keep_alive = false;
  bool http_1_1 = false;
  bool is_head_method = false;
  bool has_body = false;
  bool expects_continue = false;
  /// A well-formed opening handshake of RFC 6455 section 4.2.1.
  bool is_upgrade = false;
  /// `Sec-WebSocket-Key` of an upgrade.
  std::string websocket_key;
  /// None for a chunked body.
  std::optional<std::uint64_t> content_length;
};

/// Parses the requests of one connection, one after the other (RFC 9112), on Boost.Beast.
///
/// Stricter than Beast where two parsers might disagree about a message's end: any second
/// `Content-Length`, both that and `Transfer-Encoding`, a transfer coding other than `chunked`, or
/// a chunk whose line does not end in CRLF are refused. So is a second `Host`, `Origin`,
/// `Authorization` or `Content-Type`, of which two readers might believe different ones.
class MessageParser {
 public:
  MessageParser();
  ~MessageParser();

  /// Begins a new message. `bytes` reach from the request line to the empty line, both included.
  /// `peer` is the client's address.
  [[nodiscard]] std::expected<RequestHead, Problem> parse_head(std::string_view bytes,
                                                               std::string_view peer,
                                                               const Limits& limits);

  /// The client's own id of the request whose head was parsed last, refused or not; empty when it
  /// gave none or none that is sane.
  [[nodiscard]] const std::string& request_id() const;

  /// Parses what is there of the body, appends its content to `content` and returns how many bytes
  /// were used up; none means more are needed. Bytes after the message are not touched.
  /// Not to be called when `complete()`.
  ///
  /// Fails as soon as the bytes cannot become a body any more, and with `kBodyTooLarge` at a chunk
  /// that announces more than `content_bytes_max`. A body with a length is not held against that.
  [[nodiscard]] std::expected<std::size_t, Problem> parse_body(std::string_view bytes,
                                                               std::string& content,
                                                               std::uint64_t content_bytes_max);

  /// True when the message's end was seen.
  [[nodiscard]] bool complete() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The customary phrase of a status, "Unknown Status" if there is none.
[[nodiscard]] std::string_view reason_phrase(std::uint16_t status);

}  // namespace skerry::host::http
