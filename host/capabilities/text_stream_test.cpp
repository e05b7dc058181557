#include "host/capabilities/text_stream.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace skerry::host {
namespace {

struct Read {
  std::vector<std::string> chunks;
  std::optional<std::expected<void, Failure>> end;
  std::size_t taken = 0;
  TextStream stream{{.on_text = [this](std::string text) { chunks.push_back(std::move(text)); },
                     .on_end = [this](auto outcome) { end = std::move(outcome); },
                     .on_taken = [this](std::size_t bytes) { taken += bytes; }}};
};

}  // namespace

TEST_CASE("a stream gives no more than was asked for", "[text_stream]") {
  Read read;
  read.stream.push("abcdef");
  CHECK(read.chunks.empty());
  read.stream.pull(4);
  CHECK(read.chunks == std::vector<std::string>{"abcd"});
  read.stream.end({});
  CHECK_FALSE(read.end);
  read.stream.pull(100);
  CHECK(read.chunks.back() == "ef");
  REQUIRE(read.end);
  CHECK(read.end->has_value());
  CHECK(read.taken == 6);
}

TEST_CASE("a character is never split, wherever its bytes arrive", "[text_stream]") {
  const std::string text = "a\u00e9\u20ac\U0001f600b";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Read read;
    read.stream.pull(1'000);
    read.stream.push(std::string_view(text).substr(0, cut));
    read.stream.push(std::string_view(text).substr(cut));
    read.stream.end({});
    std::string whole;
    for (const auto& chunk : read.chunks) {
      CHECK(incomplete_tail(chunk) == 0);
      whole += chunk;
    }
    CHECK(whole == text);
    REQUIRE(read.end);
    CHECK(read.end->has_value());
  }
}

TEST_CASE("bytes that are not UTF-8 end a stream with their failure", "[text_stream]") {
  Read read;
  read.stream.pull(1'000);
  SECTION("in the middle") {
    read.stream.push(
        "ab\xff"
        "cd");
  }
  SECTION("cut at the end") {
    read.stream.push("ab\xe2\x82");
    read.stream.end({});
  }
  REQUIRE(read.end);
  REQUIRE_FALSE(read.end->has_value());
  CHECK(read.end->error().kind == FailureKind::kNotUtf8);
}

TEST_CASE("a failure is told after what came before it was read", "[text_stream]") {
  Read read;
  read.stream.push("abc");
  read.stream.end(std::unexpected(Failure{FailureKind::kUnreachable, "broke"}));
  CHECK_FALSE(read.end);
  read.stream.pull(3);
  CHECK(read.chunks == std::vector<std::string>{"abc"});
  REQUIRE(read.end);
  CHECK(read.end->error().kind == FailureKind::kUnreachable);
}

}  // namespace skerry::host
