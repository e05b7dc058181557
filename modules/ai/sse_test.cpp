#include "modules/ai/sse.hpp"

#include <catch2/catch.hpp>

#include "modules/ai/limits.hpp"

namespace skerry::ai {
namespace {

using Events = std::vector<SseEvent>;

/// Feeds a text in pieces of `bytes` each.
Events in_pieces(std::string_view text, std::size_t bytes) {
  SseParser parser;
  Events all;
  for (std::size_t at = 0; at < text.size(); at += bytes) {
    const auto events = parser.feed(text.substr(at, bytes));
    REQUIRE(events.has_value());
    all.insert(all.end(), events->begin(), events->end());
  }
  return all;
}

/// Every kind of line end, a comment, an id, several lines of data, an event without data, fields
/// without colon and an unknown one.
constexpr std::string_view kStream =
    "\xEF\xBB\xBF"
    ": a comment\r\n"
    "event: first\r\ndata: {\"a\":1}\r\n\r\n"
    "data: one\rdata:two\rdata\rdata:  three\r\r"
    "event: without data\n\n"
    "id: 7\nretry: 10\nunknown: x\ndata: é…😀\n\n"
    "data\n\n"
    "data: cut off";

const Events kExpected = {{"first", "{\"a\":1}"},
                          {"message", "one\ntwo\n\n three"},
                          {"message", "é…😀"},
                          {"message", ""}};

TEST_CASE("events are the same however the stream is cut", "[ai][sse]") {
  for (std::size_t bytes = 1; bytes <= kStream.size(); ++bytes) {
    CAPTURE(bytes);
    CHECK(in_pieces(kStream, bytes) == kExpected);
  }
}

TEST_CASE("a stream may be split in two at every byte", "[ai][sse]") {
  for (std::size_t cut = 0; cut <= kStream.size(); ++cut) {
    SseParser parser;
    Events all;
    for (const std::string_view piece : {kStream.substr(0, cut), kStream.substr(cut)}) {
      const auto events = parser.feed(piece);
      REQUIRE(events.has_value());
      all.insert(all.end(), events->begin(), events->end());
    }
    CAPTURE(cut);
    CHECK(all == kExpected);
  }
}

TEST_CASE("a CRLF split between pieces is one line end", "[ai][sse]") {
  SseParser parser;
  CHECK(parser.feed("data: a\r").value().empty());
  CHECK(parser.feed("\n").value().empty());
  CHECK(parser.feed("\r").value() == Events{{"message", "a"}});
  CHECK(parser.feed("\n").value().empty());
}

TEST_CASE("a byte order mark counts at the beginning alone", "[ai][sse]") {
  SseParser parser;
  CHECK(parser
            .feed("\n\xEF\xBB\xBF"
                  "data: a\n\n")
            .value()
            .empty());
}

TEST_CASE("lines and events beyond their limits are refused", "[ai][sse]") {
  SseParser endless_line;
  const std::string piece(limits::kSseLineBytesMax / 4, 'x');
  for (int i = 0; i < 4; ++i) REQUIRE(endless_line.feed(piece).has_value());
  CHECK(endless_line.feed("y").error() == SseError::kLineTooLong);

  SseParser endless_event;
  const std::string line = "data: " + std::string(limits::kSseEventBytesMax / 4, 'x') + "\n";
  for (int i = 0; i < 3; ++i) REQUIRE(endless_event.feed(line).has_value());
  CHECK(endless_event.feed(line).error() == SseError::kEventTooLong);
}

}  // namespace
}  // namespace skerry::ai
