#include "host/http/head.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "host/http/input_buffer.hpp"
#include "host/http/output_queue.hpp"
#include "host/http/problem.hpp"

namespace skerry::host::http {

using namespace std::string_view_literals;

TEST_CASE("a head's lines are visited in order, and a malformed one stops", "[head]") {
  std::vector<std::pair<std::string, std::string>> seen;
  const auto visit = [&](std::string_view name, std::string_view value) {
    seen.emplace_back(name, value);
  };
  CHECK(for_each_field(":path: /a:b\nx: \ny:z\n", visit));
  CHECK(seen ==
        std::vector<std::pair<std::string, std::string>>{{":path", "/a:b"}, {"x", ""}, {"y", "z"}});
  CHECK(for_each_field("", visit));
  for (const auto bad : {"x: 1\nno colon\n", "\n", "x: unended", ":\n"}) {
    CHECK_FALSE(for_each_field(bad, visit));
  }
}

TEST_CASE("authorities are a host and perhaps a port", "[head]") {
  for (const auto good : {"a", "a.b:80", "a:", "[::1]", "[::1]:443", "127.0.0.1:65535", "x_y"}) {
    INFO(good);
    CHECK(is_authority(good));
  }
  for (const auto bad : {"", ":80", "a:b", "a:1:2", "a@b", "a/b", "a b", "[::1", "[]", "a]",
                         "[::1]x", "a:123456", "a:65536", "\xc3\xbc", "a\\b", "[[::1]]"}) {
    INFO(bad);
    CHECK_FALSE(is_authority(bad));
  }
}

TEST_CASE("a path has whole escapes, no control characters and no dot segments", "[head]") {
  for (const char* sound : {"/", "/a%20b", "/%C3%BC", "//x", "/...", "/.a", "*", "/?%zz/../%00"}) {
    INFO(sound);
    CHECK(is_sound_path(sound));
  }
  for (const char* bad : {"/%", "/%2", "/%zz", "/%00", "/a%0a", "/%7f", "/%ff", "/..", "/a/../b",
                          "/.", "/%2e%2E/x", "/%2e"}) {
    INFO(bad);
    CHECK_FALSE(is_sound_path(bad));
  }
}

TEST_CASE("a list holds a token whatever its case and blanks", "[head]") {
  CHECK(list_holds("keep-alive,\tUpgrade ", "upgrade"));
  CHECK(list_holds("upgrade", "UPGRADE"));
  CHECK_FALSE(list_holds("upgrades, up grade", "upgrade"));
  CHECK_FALSE(list_holds("", "upgrade"));
}

TEST_CASE("bare line breaks and NULs are found across any cut", "[head]") {
  CHECK_FALSE(has_bare_control("a\r\nb\r\n\r"));
  CHECK_FALSE(has_bare_control(""));
  CHECK(has_bare_control("a\nb"));
  CHECK(has_bare_control("a\r\r\n"));
  CHECK(has_bare_control("a\0"sv));
}

TEST_CASE("an answer's fields are checked, and the host's own left out", "[head]") {
  std::string wire;
  CHECK(append_answer_fields(wire, "X-A: b\nContent-Length: 3\nset-cookie: c\n"));
  CHECK(wire == "X-A: b\r\nset-cookie: c\r\n");
  for (const auto bad : {"x: a\rb\n"sv, "x: a\0b\n"sv, "x y: a\n"sv, ": a\n"sv, "x: \x7f\n"sv}) {
    CHECK_FALSE(append_answer_fields(wire, bad));
  }
}

TEST_CASE("the input buffer keeps what is unread, whatever is used up", "[buffer]") {
  InputBuffer buffer;
  std::string expected;
  std::uint32_t state = 7;
  for (int step = 0; step < 20'000; ++step) {
    state = state * 1664525 + 1013904223;
    if (!buffer.full() && (state >> 16) % 3 != 0) {
      const auto room = buffer.prepare();
      REQUIRE_FALSE(room.empty());
      const std::size_t count = (state >> 8) % room.size() + 1;
      std::ranges::fill(room.first(count), static_cast<char>(step));
      buffer.commit(count);
      expected.append(count, static_cast<char>(step));
    } else {
      const std::size_t count = (state >> 8) % (expected.size() + 1);
      buffer.consume(count);
      expected.erase(0, count);
      buffer.shrink();
    }
    REQUIRE(buffer.view() == expected);
  }
}

TEST_CASE("the output queue counts payload once, however it is cut", "[buffer]") {
  for (std::size_t cut = 1; cut < 9; ++cut) {
    OutputQueue queue;
    queue.push("head");
    queue.push("3\r\nabc\r\n", 3);
    queue.push("");
    queue.push("xyz", 3);
    std::string written;
    std::uint64_t payload = 0;
    while (!queue.empty()) {
      OutputQueue::Gathered gathered;
      std::string next;
      for (const auto& piece : queue.gather(gathered)) {
        next.append(static_cast<const char*>(piece.data()), piece.size());
      }
      const std::size_t count = std::min(cut, next.size());
      written += next.substr(0, count);
      payload += queue.consume(count);
    }
    CHECK(written == "head3\r\nabc\r\nxyz");
    CHECK(payload == 6);
  }
}

TEST_CASE("request ids are tokens that differ and sort by time", "[problem]") {
  const std::string first = make_request_id();
  const std::string second = make_request_id();
  CHECK(first != second);
  CHECK(first.size() == 30);
  CHECK(first.substr(0, 12) <= second.substr(0, 12));
  CHECK(first.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 4) == std::string::npos);
}

}  // namespace skerry::host::http
