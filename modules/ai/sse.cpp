#include "modules/ai/sse.hpp"

#include <algorithm>
#include <utility>

#include "modules/ai/limits.hpp"

namespace skerry::ai {

std::expected<std::vector<SseEvent>, SseError> SseParser::feed(std::string_view text) {
  std::vector<SseEvent> events;
  while (!text.empty()) {
    if (std::exchange(after_cr_, false) && text.front() == '\n') {
      text.remove_prefix(1);
      continue;
    }
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (line_.size() + end > limits::kSseLineBytesMax) {
      return std::unexpected(SseError::kLineTooLong);
    }
    line_ += text.substr(0, end);
    if (end == text.size()) break;
    after_cr_ = text[end] == '\r';
    text.remove_prefix(end + 1);
    if (auto ended = end_line(events); !ended) return std::unexpected(ended.error());
  }
  return events;
}

std::expected<void, SseError> SseParser::end_line(std::vector<SseEvent>& events) {
  const std::string kept = std::exchange(line_, {});
  std::string_view line = kept;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (std::exchange(at_beginning_, false) && line.starts_with(kByteOrderMark)) {
    line.remove_prefix(kByteOrderMark.size());
  }
  if (line.empty()) {
    if (std::exchange(has_data_, false)) {
      events.push_back({type_.empty() ? "message" : type_, std::exchange(data_, {})});
    }
    type_.clear();
    return {};
  }
  const std::size_t colon = std::min(line.find(':'), line.size());
  const std::string_view name = line.substr(0, colon);
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "event") type_ = value;
  if (name != "data") return {};
  if (data_.size() + value.size() + 1 > limits::kSseEventBytesMax) {
    return std::unexpected(SseError::kEventTooLong);
  }
  if (std::exchange(has_data_, true)) data_ += '\n';
  data_ += value;
  return {};
}

}  // namespace skerry::ai
