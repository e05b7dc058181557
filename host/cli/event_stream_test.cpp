#include "host/cli/event_stream.hpp"

#include <catch2/catch.hpp>

namespace skerry::host {

TEST_CASE("events are read whatever the pieces they come in", "[events]") {
  const std::string text =
      ": heartbeat\n\nid: 1\nevent: job.running\ndata: {\"a\":1}\n\nid:2\r\ndata: "
      "x\r\ndata:y\r\n\r\n"
      "data\n\nevent: none\n\ndata: cut off";
  const std::vector<StreamEvent> expected = {
      {"1", "job.running", "{\"a\":1}"}, {"2", "message", "x\ny"}, {"2", "message", ""}};
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    EventStream stream;
    std::vector<StreamEvent> all;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      const auto events = stream.feed(std::string_view(text).substr(at, piece));
      REQUIRE(events);
      all.insert(all.end(), events->begin(), events->end());
    }
    REQUIRE(all == expected);
    CHECK(stream.last_id() == "2");
  }
}

TEST_CASE("a stream goes on after its connection was lost", "[events]") {
  EventStream stream;
  REQUIRE(stream.feed("id: 7\ndata: a\n\nid: 8\ndata: lost")->size() == 1);
  CHECK(stream.last_id() == "7");
  stream.restart();
  const auto events = stream.feed("data: b\n\n");
  REQUIRE(events);
  CHECK(*events == std::vector<StreamEvent>{{"7", "message", "b"}});
}

TEST_CASE("an event without end is not kept", "[events]") {
  EventStream stream;
  const std::string much = "data: " + std::string(EventStream::kEventBytesMax, 'x');
  CHECK_FALSE(stream.feed(much));
}

}  // namespace skerry::host
