#include <atomic>
#include <catch2/catch.hpp>

#include "host/http/test_support.hpp"

// Requests that must not reach a handler, whatever they look like.

namespace skerry::host::http {
namespace {

struct Attack {
  const char* what;
  std::string bytes;
  int status;
  const char* code = "";
};

std::string with(std::string_view fields) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}

std::vector<Attack> attacks() {
  using namespace std::string_literals;
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 100; ++i) many += "a: b\r\n";
  return {
      {"two lengths", with("Content-Length: 1\r\nContent-Length: 2\r\n"), 400},
      {"the same length twice", with("Content-Length: 1\r\nContent-Length: 1\r\n"), 400},
      {"a list of lengths", with("Content-Length: 1, 1\r\n"), 400},
      {"a signed length", with("Content-Length: +1\r\n"), 400},
      {"a hexadecimal length", with("Content-Length: 0x1\r\n"), 400},
      {"an overflowing length", with("Content-Length: 99999999999999999999\r\n"), 400},
      {"an empty length", with("Content-Length:\r\n"), 400},
      {"length, then coding", with("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400},
      {"coding, then length", with("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), 400},
      {"an unknown coding", with("Transfer-Encoding: gzip\r\n"), 501, "not_implemented"},
      {"an unknown coding, then chunked", with("Transfer-Encoding: gzip;q=1 , chunked\r\n"), 501},
      {"identity", with("Transfer-Encoding: identity\r\n"), 501},
      {"an empty coding", with("Transfer-Encoding:\r\n"), 400},
      {"chunked twice", with("Transfer-Encoding: chunked, chunked\r\n"), 400},
      {"chunked in two fields",
       with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
      {"chunked, not last", with("Transfer-Encoding: chunked, gzip\r\n"), 400},
      {"a disguised coding",
       with("Transfer-Encoding: \x0b"
            "chunked\r\n"),
       400},
      {"space before the colon", with("Transfer-Encoding : chunked\r\n"), 400},
      {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"a folded line", with("X-A: b\r\n c\r\n"), 400},
      {"a line folded with a tab", with("X-A: b\r\n\tc\r\n"), 400},
      {"a folded first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
      {"a bare LF between fields", with("X-A: b\nContent-Length: 5\r\n"), 400},
      {"bare LFs throughout", "GET / HTTP/1.1\nHost: a\n\n", 400},
      {"a bare CR in a value", with("X-A: b\rc\r\n"), 400},
      {"a NUL in a value", with("X-A: b\0c\r\n"s), 400},
      {"a NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"s, 400, "bad_path"},
      {"a tab in the target", "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n"s, 400, "bad_path"},
      {"a control character in the query", "GET /?\x01 HTTP/1.1\r\nHost: a\r\n\r\n", 400,
       "bad_path"},
      {"a broken escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_path"},
      {"an escape cut off", "GET /a% HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_path"},
      {"an escaped NUL", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_path"},
      {"an escape that is not UTF-8", "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_path"},
      {"dot segments", "GET /a/%2E./b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_path"},
      {"two origins", with("Origin: http://a\r\nOrigin: http://b\r\n"), 400, "malformed_request"},
      {"the same origin twice", with("Origin: http://a\r\nOrigin: http://a\r\n"), 400},
      {"two authorizations", with("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"), 400},
      {"two content types", with("Content-Type: a/b\r\nContent-Type: a/c\r\n"), 400},
      {"a port beyond 16 bits", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400},
      {"a control character in a value", with("X-A: \x01\r\n"), 400},
      {"DEL in a value", with("X-A: \x7f\r\n"), 400},
      {"a value that is not UTF-8", with("X-A: caf\xe9\r\n"), 400},
      {"an overlong encoding", with("X-A: \xc0\xaf\r\n"), 400},
      {"a surrogate", with("X-A: \xed\xa0\x80\r\n"), 400},
      {"a target that is not UTF-8", "GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_path"},
      {"a pseudo field", with(":path: /admin\r\n"), 400},
      {"an empty name", with(": x\r\n"), 400},
      {"a name that is no token", with("X(A): b\r\n"), 400},
      {"a line without a colon", with("X-A\r\n"), 400},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"a host with userinfo", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
      {"a host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {"a host with a bad port", "GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n", 400},
      {"a host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"userinfo in the target", "GET http://u@b/ HTTP/1.1\r\nHost: b\r\n\r\n", 400},
      {"another scheme", "GET ftp://b/ HTTP/1.1\r\nHost: b\r\n\r\n", 400},
      {"a target without a slash", "GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"a fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"an asterisk for GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"a space within the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"no version", "GET /\r\nHost: a\r\n\r\n", 400},
      {"a lower-case protocol", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
      {"TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400},
      {"CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"an endless method", std::string(40, 'M') + " / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
      {"HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", 505},
      {"another expectation", with("Expect: 200-ok\r\nContent-Length: 1\r\n"), 417},
      {"a body above the server's limit", with("Content-Length: 9999999999999\r\n"), 413},
      {"a long target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
      {"an endless target", "GET /" + std::string(20'000, 'a'), 414},
      {"a large head", with("X-A: " + std::string(17'000, 'a') + "\r\n"), 431},
      {"an endless head", "GET / HTTP/1.1\r\nHost: a\r\nX-A: " + std::string(20'000, 'a'), 431},
      {"too many fields", many + "\r\n", 431},
      {"a WebSocket without a key",
       "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
       "Sec-WebSocket-Version: 13\r\n\r\n",
       400},
      {"a WebSocket with a short key",
       "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n\r\n",
       400},
      {"an old WebSocket",
       "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
       "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
       426},
  };
}

}  // namespace

TEST_CASE("malformed and ambiguous requests are refused, and their connection ends", "[attack]") {
  std::atomic<int> handled = 0;
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    ++handled;
    exchange->respond(200, "", "reached");
  });
  for (const Attack& attack : attacks()) {
    INFO(attack.what);
    RawClient client(running.port());
    // What follows would be a request of its own if the two disagreed about the end of the first.
    REQUIRE(client.send(attack.bytes));
    client.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string& answer = client.receive_all();
    CHECK(client.ended());
    CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(attack.status) + " "));
    CHECK(answer.find("Connection: close\r\n") != std::string::npos);
    CHECK(answer.find("content-type: application/problem+json\r\n") != std::string::npos);
    CHECK(occurrences(answer, "\r\nDate: ") == 1);
    CHECK(answer.find(std::string("\"code\":\"") + attack.code) != std::string::npos);
    for (const char* common :
         {"x-request-id: req_", "server-timing: host;dur=", "x-content-type-options: nosniff",
          "content-security-policy: ", "referrer-policy: no-referrer", "cache-control: no-store"}) {
      INFO(common);
      CHECK(occurrences(answer, std::string("\r\n") + common) == 1);
    }
    CHECK(handled.exchange(0) == 0);
  }
}

TEST_CASE("a refused HEAD has no body, whatever was wrong with it", "[attack]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->respond(200, "", "reached");
  });
  const auto request = GENERATE(
      std::string("HEAD / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
      std::string("HEAD /%zz HTTP/1.1\r\nHost: a\r\n\r\n"), std::string("HEAD / HTTP/1.1\nHost"),
      "HEAD / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17'000, 'y') + "\r\n\r\n");
  RawClient client(running.port());
  REQUIRE(client.send(request));
  const std::string& answer = client.receive_all();
  CHECK(answer.find("\r\nContent-Length: ") != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("a refused request keeps its sane id", "[attack]") {
  RunningServer running([](const std::shared_ptr<Exchange>&, std::size_t) {});
  const std::string bad = " HTTP/1.1\r\nHost: a\r\nX-Request-Id: ";
  RawClient sane(running.port());
  REQUIRE(sane.send("GET /%zz" + bad + "mine-1\r\n\r\n"));
  CHECK(sane.receive_all().find("\r\nx-request-id: mine-1\r\n") != std::string::npos);
  CHECK(sane.received().find("\"requestId\":\"mine-1\"") != std::string::npos);
  RawClient odd(running.port());
  REQUIRE(odd.send("GET /%zz" + bad + "not sane\r\n\r\n"));
  CHECK(odd.receive_all().find("\r\nx-request-id: req_") != std::string::npos);
}

TEST_CASE("unusual but sound requests reach the handler", "[attack]") {
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->respond(200, "",
                      field(exchange->head(), ":method") + " " +
                          field(exchange->head(), ":authority") + " " +
                          field(exchange->head(), ":path"));
  });
  struct Case {
    const char* request;
    const char* seen;
  };
  const auto sound = GENERATE(
      Case{"GET http://Ex.org:81/x?y HTTP/1.1\r\nHost: other\r\n\r\n", "GET Ex.org:81 /x?y"},
      Case{"GET http://ex.org HTTP/1.1\r\nHost: ex.org\r\n\r\n", "GET ex.org /"},
      Case{"GET http://ex.org?q HTTP/1.1\r\nHost: ex.org\r\n\r\n", "GET ex.org /?q"},
      Case{"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS a *"},
      Case{"PURGE //x HTTP/1.1\r\nhost: [::1]:80\r\n\r\n", "PURGE [::1]:80 //x"},
      Case{"GET /\xc3\xbc HTTP/1.1\r\nHost: a\r\n\r\n", "GET a /\xc3\xbc"},
      Case{"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", "GET a /"},
      Case{"GET / HTTP/1.0\r\n\r\n", "GET  /"});
  RawClient client(running.port());
  REQUIRE(client.send(sound.request));
  CHECK(client.receive_until(sound.seen).ends_with(std::string("\r\n\r\n") + sound.seen));
}

}  // namespace skerry::host::http
