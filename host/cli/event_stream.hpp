#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skerry::host {

/// One server-sent event.
struct StreamEvent {
  /// The last id that the stream named; empty before the first.
  std::string id;
  std::string type = "message";
  std::string data;

  friend bool operator==(const StreamEvent&, const StreamEvent&) = default;
};

/// Reads server-sent events (WHATWG HTML, section 9.2.6) from bytes that arrive in any pieces, with
/// their ids, which the stream is continued by.
class EventStream {
 public:
  /// An event that is larger ends the reading.
  static constexpr std::size_t kEventBytesMax = 4U << 20;

  /// The events that end within `bytes`; nothing when one is too large.
  [[nodiscard]] std::optional<std::vector<StreamEvent>> feed(std::string_view bytes);
  /// The id of the last event that came whole.
  [[nodiscard]] const std::string& last_id() const { return last_id_; }
  /// The connection was lost: what it left unfinished is dropped.
  void restart();

 private:
  void end_line(std::vector<StreamEvent>& events);

  std::string line_;
  /// Of the event that is being read.
  std::string id_;
  std::string last_id_;
  std::string type_;
  std::string data_;
  bool has_data_ = false;
  bool after_cr_ = false;
};

}  // namespace skerry::host
