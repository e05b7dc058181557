#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace skerry::ai {

/// One dispatched event of a stream.
struct SseEvent {
  /// `message` when the stream names none.
  std::string type = "message";
  /// Lines of data, joined by newlines.
  std::string data;

  friend bool operator==(const SseEvent&, const SseEvent&) = default;
};

enum class SseError : std::uint8_t { kLineTooLong, kEventTooLong };

/// Reads server-sent events (WHATWG HTML, section 9.2.6) from text that arrives in any pieces.
///
/// CR, LF and CRLF end lines, also when a CRLF is split between pieces; comments, `id` and `retry`
/// are passed over; a byte order mark at the beginning is; events without data are not dispatched.
/// An event that the stream's end cuts off is dropped: whether a stream was complete is for its
/// terminator to say.
class SseParser {
 public:
  /// The events that end within `text`. After an error nothing more may be fed.
  [[nodiscard]] std::expected<std::vector<SseEvent>, SseError> feed(std::string_view text);

 private:
  [[nodiscard]] std::expected<void, SseError> end_line(std::vector<SseEvent>& events);

  std::string line_;
  std::string type_;
  std::string data_;
  bool has_data_ = false;
  bool after_cr_ = false;
  bool at_beginning_ = true;
};

}  // namespace skerry::ai
