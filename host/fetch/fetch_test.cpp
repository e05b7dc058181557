#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <optional>
#include <thread>

#include "host/capabilities/problem.hpp"
#include "host/fetch/address_policy.hpp"
#include "host/fetch/curl_fetch.hpp"
#include "host/http/server.hpp"

namespace skerry::host {
namespace {

struct Got {
  std::uint16_t status = 0;
  std::string head;
  std::string body;
  std::optional<std::expected<void, Failure>> end;
};

/// Makes a server listen on a free port of loopback, and returns the port.
std::uint16_t listen(http::Server& server) {
  auto bound = http::BoundPort::bind("127.0.0.1", 0).value();
  const std::uint16_t port = bound.port();
  const auto listening = server.listen(std::move(bound));
  REQUIRE(listening);
  return port;
}

/// A server and a client on one loop that is moved by hand.
class World {
 public:
  explicit World(bool private_addresses = true, bool trusts_its_server = false)
      : server_({&loop_.context()}, [this](const std::shared_ptr<Exchange>& exchange,
                                           std::size_t) { answer(exchange); }),
        url("http://127.0.0.1:" + std::to_string(listen(server_))),
        fetch_({.private_addresses = private_addresses,
                .trusted_origins = trusts_its_server ? std::vector{origin_of(url).value()}
                                                     : std::vector<std::string>()}) {}

  std::shared_ptr<Got> start(const std::string& head, const std::string& body = "") {
    auto got = std::make_shared<Got>();
    transfer = fetch_.start(loop_, head, body,
                            {.on_head =
                                 [got](std::uint16_t status, std::string fields) {
                                   got->status = status;
                                   got->head = std::move(fields);
                                 },
                             .on_bytes = [got](const std::string& bytes) { got->body += bytes; },
                             .on_end = [got](auto outcome) { got->end = std::move(outcome); }});
    return got;
  }

  std::shared_ptr<Got> fetch(const std::string& method, const std::string& path,
                             const std::string& body = "", const std::string& fields = "") {
    const auto got = start(":method: " + method + "\n:url: " + url + path + "\n" + fields, body);
    wait([&] { return got->end.has_value(); });
    return got;
  }

  bool wait(const std::function<bool()>& done) {
    for (int i = 0; !done() && i < 1'000; ++i) loop_.run_one_for(10);
    return done();
  }

  void idle() {
    for (int i = 0; i < 30; ++i) loop_.run_one_for(10);
  }

 private:
  void answer(const std::shared_ptr<Exchange>& exchange) {
    const std::string path(field_of(exchange->head(), ":path"));
    const std::string method(field_of(exchange->head(), ":method"));
    const std::string mark(field_of(exchange->head(), "x-mark"));
    if (path == "/echo") {
      return exchange->read_body(1'000'000, [exchange, method, mark](auto body) {
        exchange->respond(200, "X-Answer: grüße\n",
                          method + " " + mark + " " + body.value_or("failed"));
      });
    }
    if (path == "/redirect") return exchange->respond(302, "location: /echo\n", "");
    if (path == "/large") return exchange->respond(200, "", std::string(kLargeBytes, 'x'));
    if (path == "/broken") {
      exchange->begin(200, "");
      exchange->write("half");
      return exchange->break_off();
    }
    exchange->respond(404, "", "");
  }

  EventLoop loop_;
  http::Server server_;

 public:
  static constexpr std::size_t kLargeBytes = 4U << 20;
  const std::string url;

 private:
  CurlFetch fetch_;

 public:
  std::unique_ptr<FetchPort::Transfer> transfer;
};

/// Says the same few bytes to whoever connects first, whatever it is asked.
class RawReceiver {
 public:
  explicit RawReceiver(std::string_view text)
      : acceptor_(context_, {boost::asio::ip::address_v4::loopback(), 0}), thread_([this, text] {
          auto socket = acceptor_.accept();
          std::array<char, 4'096> asked{};
          socket.read_some(boost::asio::buffer(asked));
          boost::asio::write(socket, boost::asio::buffer(text));
        }) {}
  ~RawReceiver() { thread_.join(); }
  RawReceiver(const RawReceiver&) = delete;
  RawReceiver& operator=(const RawReceiver&) = delete;

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
  }

 private:
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

bool is_public(const char* text) {
  sockaddr_storage storage{};
  auto& four = reinterpret_cast<sockaddr_in&>(storage);
  auto& six = reinterpret_cast<sockaddr_in6&>(storage);
  if (inet_pton(AF_INET, text, &four.sin_addr) == 1) {
    four.sin_family = AF_INET;
  } else {
    REQUIRE(inet_pton(AF_INET6, text, &six.sin6_addr) == 1);
    six.sin6_family = AF_INET6;
  }
  return is_public_address(reinterpret_cast<const sockaddr&>(storage));
}

}  // namespace

TEST_CASE("a request goes out and its answer comes back", "[fetch]") {
  World world;
  const auto got = world.fetch("POST", "/echo", "grüße", "x-mark: m\n");
  REQUIRE(got->end);
  CHECK(got->end->has_value());
  CHECK(got->status == 200);
  CHECK(field_of(got->head, "x-answer") == "grüße");
  CHECK(got->body == "POST m grüße");
  CHECK(world.fetch("GET", "/echo")->body == "GET  ");
  CHECK(world.fetch("DELETE", "/echo")->body == "DELETE  ");
  CHECK(world.fetch("HEAD", "/echo")->status == 200);
}

TEST_CASE("redirects are not followed", "[fetch]") {
  World world;
  const auto got = world.fetch("GET", "/redirect");
  CHECK(got->status == 302);
  CHECK(field_of(got->head, "location") == "/echo");
}

TEST_CASE("an answer that breaks off is no whole answer", "[fetch]") {
  World world;
  const auto got = world.fetch("GET", "/broken");
  REQUIRE(got->end);
  REQUIRE_FALSE(got->end->has_value());
  CHECK(got->end->error().kind == FailureKind::kUnreachable);
}

TEST_CASE("a slow reader holds a large answer back", "[fetch]") {
  World world;
  const auto got = world.start(":method: GET\n:url: " + world.url + "/large\n");
  world.idle();
  CHECK_FALSE(got->end);
  CHECK(got->body.size() < World::kLargeBytes / 2);
  std::size_t told = 0;
  CHECK(world.wait([&] {
    const std::size_t more = got->body.size() - std::exchange(told, got->body.size());
    if (more != 0) world.transfer->taken(more);
    return got->end.has_value();
  }));
  CHECK(got->body.size() == World::kLargeBytes);
}

TEST_CASE("a transfer that was dropped is heard of no more", "[fetch]") {
  World world;
  const auto got = world.start(":method: GET\n:url: " + world.url + "/large\n");
  world.transfer.reset();
  world.idle();
  CHECK(got->status == 0);
  CHECK_FALSE(got->end);
}

TEST_CASE("what cannot be asked for fails by name", "[fetch]") {
  World world;
  const auto kind_of = [&](const std::string& head) {
    const auto got = world.start(head);
    REQUIRE(world.wait([&] { return got->end.has_value(); }));
    REQUIRE_FALSE(got->end->has_value());
    return got->end->error().kind;
  };
  CHECK(kind_of(":method: GET\n:url: file:///etc/passwd\n") == FailureKind::kDenied);
  CHECK(kind_of(":method: GET\n:url: http://\n") == FailureKind::kInvalid);
  CHECK(kind_of(":method: GET\n") == FailureKind::kInvalid);
  CHECK(kind_of(":method: G T\n:url: " + world.url + "\n") == FailureKind::kInvalid);
  CHECK(kind_of(":method: GET\n:url: http://127.0.0.1:1/\n") == FailureKind::kUnreachable);
}

TEST_CASE("a receiver that does not speak HTTP has failed, and may be asked again", "[fetch]") {
  World world;
  for (const std::string_view text : {"SSH-2.0-OpenSSH_9.2\r\n", "\x16\x03\x01", ""}) {
    CAPTURE(text);
    RawReceiver receiver(text);
    const auto got = world.start(":method: POST\n:url: " + receiver.url() + "\n", "{}");
    REQUIRE(world.wait([&] { return got->end.has_value(); }));
    REQUIRE_FALSE(got->end->has_value());
    CHECK(got->end->error().kind == FailureKind::kUnreachable);
  }
}

TEST_CASE("private addresses are denied unless allowed", "[fetch]") {
  World world(false);
  const auto got = world.fetch("GET", "/echo");
  REQUIRE(got->end);
  REQUIRE_FALSE(got->end->has_value());
  CHECK(got->end->error().kind == FailureKind::kDenied);
}

TEST_CASE("a trusted origin may be private, another port of its host may not", "[fetch]") {
  World world(false, true);
  const World other;
  const auto outcome_of = [&](const std::string& url) {
    const auto got = world.start(":method: GET\n:url: " + url + "\n");
    REQUIRE(world.wait([&] { return got->end.has_value(); }));
    return got->end->has_value() ? "answered" : std::string(name_of(got->end->error().kind));
  };
  CHECK(outcome_of(world.url + "/echo") == "answered");
  CHECK(outcome_of(other.url + "/echo") == "denied");
  // The connection that is open leads nobody else there.
  const std::string port = world.url.substr(world.url.rfind(':'));
  CHECK(outcome_of("http://localhost" + port + "/echo") == "denied");
  CHECK(outcome_of("https://127.0.0.1" + port + "/echo") == "denied");
  CHECK(outcome_of("http://127.0.0.1" + port + "@localhost" + port + "/echo") == "denied");
}

TEST_CASE("an origin is what libcurl would connect to", "[fetch]") {
  CHECK(origin_of("http://127.0.0.1:11434/v1") == "http://127.0.0.1:11434");
  CHECK(origin_of("HTTPS://Models.Example/v1") == "https://models.example:443");
  CHECK(origin_of("http://[::1]/") == "http://[::1]:80");
  CHECK(origin_of("http://a:1@b:2/") == "http://b:2");
  for (const char* none : {"", "models.example", "ftp://a/", "file:///etc/passwd", "http://", "//a",
                           "http://a:70000/"}) {
    INFO(none);
    CHECK_FALSE(origin_of(none));
  }
}

TEST_CASE("addresses that are not public are known", "[fetch]") {
  for (const char* closed : {"127.0.0.1",
                             "0.0.0.0",
                             "10.1.2.3",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.1.1",
                             "169.254.169.254",
                             "100.64.0.1",
                             "224.0.0.1",
                             "255.255.255.255",
                             "::1",
                             "::",
                             "fe80::1",
                             "fc00::1",
                             "fd12::1",
                             "ff02::1",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1",
                             "64:ff9b::a00:1",
                             "2002:7f00:1::",
                             "2001:db8::1",
                             "3fff::1"}) {
    INFO(closed);
    CHECK_FALSE(is_public(closed));
  }
  for (const char* open : {"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111",
                           "::ffff:1.1.1.1", "64:ff9b::101:101"}) {
    INFO(open);
    CHECK(is_public(open));
  }
}

}  // namespace skerry::host
