#include "host/http/message_parser.hpp"

#include <catch2/catch.hpp>

namespace skerry::host::http {
namespace {

/// Gives a parser a chunked body a byte at a time, as a connection does: what it leaves stays.
class SlowBody {
 public:
  SlowBody() {
    REQUIRE(parser_.parse_head("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
                               "127.0.0.1", {}));
  }

  /// The content that these bytes brought.
  std::string give(std::string_view bytes) {
    std::string content;
    for (const char byte : bytes) {
      REQUIRE_FALSE(complete());
      kept_.push_back(byte);
      const auto used = parser_.parse_body(kept_, content, 100);
      REQUIRE(used);
      kept_.erase(0, *used);
    }
    return content;
  }

  [[nodiscard]] bool complete() const { return parser_.complete(); }

 private:
  MessageParser parser_;
  std::string kept_;
};

}  // namespace

TEST_CASE("content of a chunk waits for no byte after it", "[parser]") {
  SlowBody body;
  CHECK(body.give("1\r\na") == "a");
  CHECK(body.give("\r\n3\r\nb") == "b");
  CHECK(body.give("c") == "c");
  CHECK(body.give("0").back() == '0');
  CHECK(body.give("\r\n01\r\nd") == "d");
  CHECK(body.give("\r\n0\r\n\r").empty());
  CHECK_FALSE(body.complete());
  CHECK(body.give("\n").empty());
  CHECK(body.complete());
}

TEST_CASE("a chunked body is whole with its last byte", "[parser]") {
  for (const std::string_view whole :
       {"0\r\n\r\n", "00\r\n\r\n", "0;a=b\r\n\r\n", "0\r\nx: y\r\n\r\n", "1\r\na\r\n0\r\n\r\n",
        "a\r\n0123456789\r\n0\r\n\r\n", "1\r\n0\r\n1\r\n\r\r\n0\r\n\r\n"}) {
    INFO(whole);
    SlowBody body;
    body.give(whole.substr(0, whole.size() - 1));
    CHECK_FALSE(body.complete());
    body.give(whole.substr(whole.size() - 1));
    CHECK(body.complete());
  }
}

}  // namespace skerry::host::http
