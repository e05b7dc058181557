#include "host/capabilities/text_stream.hpp"

#include <algorithm>

#include "host/engine/value.hpp"

namespace skerry::host {
namespace {

constexpr std::size_t kChunkBytesMax = 64U << 10;

std::size_t character_bytes(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

}  // namespace

std::size_t incomplete_tail(std::string_view text) {
  // RFC 3629: at most three bytes follow the first one of a character.
  for (std::size_t back = 1; back <= std::min<std::size_t>(4, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xc0U) == 0x80U) continue;
    return character_bytes(byte) > back ? back : 0;
  }
  return 0;
}

void TextStream::push(std::string_view bytes) {
  if (over_ || end_) return;
  buffer_ += bytes;
  flow();
}

void TextStream::end(std::expected<void, Failure> outcome) {
  if (over_ || end_) return;
  end_ = std::move(outcome);
  flow();
}

void TextStream::pull(std::uint32_t bytes) {
  credit_ += bytes;
  flow();
}

void TextStream::flow() {
  // The reader may ask for more while it is given something.
  if (flowing_) return;
  flowing_ = true;
  while (!over_) {
    if (buffer_.empty()) {
      if (end_) finish(*end_);
      break;
    }
    std::size_t size =
        std::min({buffer_.size(), static_cast<std::size_t>(credit_), kChunkBytesMax});
    size -= incomplete_tail(std::string_view(buffer_).substr(0, size));
    if (size == 0) {
      const bool cut = credit_ >= buffer_.size() && end_;
      if (cut) finish(std::unexpected(Failure{FailureKind::kNotUtf8, "ends within a character"}));
      break;
    }
    std::string text = buffer_.substr(0, size);
    if (!is_utf8(text)) {
      finish(std::unexpected(Failure{FailureKind::kNotUtf8, "streamed answer"}));
      break;
    }
    buffer_.erase(0, size);
    credit_ -= size;
    reader_.on_taken(size);
    reader_.on_text(std::move(text));
  }
  flowing_ = false;
}

void TextStream::finish(std::expected<void, Failure> outcome) {
  over_ = true;
  buffer_.clear();
  reader_.on_end(std::move(outcome));
}

}  // namespace skerry::host
