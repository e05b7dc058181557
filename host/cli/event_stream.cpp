#include "host/cli/event_stream.hpp"

#include <utility>

namespace skerry::host {

std::optional<std::vector<StreamEvent>> EventStream::feed(std::string_view bytes) {
  std::vector<StreamEvent> events;
  for (const char c : bytes) {
    const bool second_half = c == '\n' && after_cr_;
    after_cr_ = c == '\r';
    if (second_half) continue;
    if (c == '\n' || c == '\r') {
      end_line(events);
    } else if (line_.size() + data_.size() >= kEventBytesMax) {
      return std::nullopt;
    } else {
      line_ += c;
    }
  }
  return events;
}

void EventStream::end_line(std::vector<StreamEvent>& events) {
  const std::string line = std::exchange(line_, {});
  if (line.empty()) {
    last_id_ = id_;
    if (has_data_) events.push_back({id_, type_.empty() ? "message" : type_, data_});
    type_.clear();
    data_.clear();
    has_data_ = false;
    return;
  }
  const auto colon = line.find(':');
  const std::string_view name = std::string_view(line).substr(0, colon);
  std::string_view value;
  if (colon != std::string::npos) value = std::string_view(line).substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "event") {
    type_ = value;
  } else if (name == "id" && !value.contains('\0')) {
    id_ = value;
  } else if (name == "data") {
    if (has_data_) data_ += '\n';
    data_ += value;
    has_data_ = true;
  }
}

void EventStream::restart() {
  line_.clear();
  id_ = last_id_;
  type_.clear();
  data_.clear();
  has_data_ = false;
  after_cr_ = false;
}

}  // namespace skerry::host
