#include "host/http/server.hpp"

#include <curl/curl.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "host/http/test_support.hpp"

// Well-formed requests, made by libcurl.

namespace skerry::host::http {
namespace {

struct Reply {
  CURLcode result = CURLE_OK;
  long status = 0;
  long new_connections = 0;
  std::string head;
  std::string body;
};

class Curl {
 public:
  Curl() : handle_(curl_easy_init()) {
    curl_easy_setopt(handle_, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle_, CURLOPT_TIMEOUT, 30L);
  }
  ~Curl() {
    curl_slist_free_all(fields_);
    curl_easy_cleanup(handle_);
  }
  Curl(const Curl&) = delete;
  Curl& operator=(const Curl&) = delete;

  template <class Value>
  Curl& set(CURLoption option, Value value) {
    curl_easy_setopt(handle_, option, value);
    return *this;
  }
  Curl& field(const char* line) {
    fields_ = curl_slist_append(fields_, line);
    return set(CURLOPT_HTTPHEADER, fields_);
  }
  Curl& body(const std::string& text) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(text.size()));
    return set(CURLOPT_COPYPOSTFIELDS, text.data());
  }
  Reply get(const std::string& url) {
    Reply reply;
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_WRITEFUNCTION, &append).set(CURLOPT_WRITEDATA, &reply.body);
    set(CURLOPT_HEADERFUNCTION, &append).set(CURLOPT_HEADERDATA, &reply.head);
    reply.result = curl_easy_perform(handle_);
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &reply.status);
    curl_easy_getinfo(handle_, CURLINFO_NUM_CONNECTS, &reply.new_connections);
    return reply;
  }

 private:
  static std::size_t append(const char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
  }
  CURL* handle_;
  curl_slist* fields_ = nullptr;
};

void echo(const std::shared_ptr<Exchange>& exchange, std::uint64_t bytes_max) {
  exchange->read_body(bytes_max, [exchange](std::expected<std::string, Failure> body) {
    if (body) return exchange->respond(200, "content-type: text/plain\n", std::move(*body));
    const bool large = body.error().kind == FailureKind::kLimitExceeded;
    exchange->respond(large ? 413 : 400, "", body.error().detail);
  });
}

}  // namespace

TEST_CASE("a request's head becomes lines in wire order, host fields apart", "[http]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->respond(200, "", exchange->head());
  });
  Curl curl;
  curl.field("X-Second: Zürich").field("X-First: a  b").field("Skerry-Principal: root");
  curl.field("TE: trailers").field("Connection: keep-alive, X-Private").field("X-Private: 1");
  curl.field("User-Agent:").field("Accept:").field("Host: Example.org:80");
  const Reply reply = curl.get(running.url("/a%20b?c=d&e"));
  CHECK(reply.status == 200);
  CHECK(reply.body ==
        ":method: GET\n:path: /a%20b?c=d&e\n:authority: Example.org:80\n:peer: 127.0.0.1\n"
        "x-second: Zürich\nx-first: a  b\n");
}

TEST_CASE("a connection serves one request after the other", "[http]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->respond(200, "", "x");
  });
  Curl curl;
  CHECK(curl.get(running.url("/")).new_connections == 1);
  CHECK(curl.get(running.url("/")).new_connections == 0);
  CHECK(curl.set(CURLOPT_NOBODY, 1L).get(running.url("/")).new_connections == 0);
  CHECK(curl.set(CURLOPT_HTTPGET, 1L).get(running.url("/")).body == "x");
  CHECK(running.server().connections() == 1);
}

TEST_CASE("bodies are read whole, with a length or in chunks", "[http]") {
  RunningServer running(
      [](const std::shared_ptr<Exchange>& exchange, std::size_t) { echo(exchange, 1024 * 1024); });
  const std::string text = std::string(1024 * 1024 - 2, 'a') + "é";
  const bool chunked = GENERATE(false, true);
  Curl curl;
  if (chunked) curl.field("Transfer-Encoding: chunked");
  const Reply reply = curl.body(text).get(running.url("/"));
  CHECK(reply.status == 200);
  CHECK(reply.body == text);
  CHECK(curl.body("").get(running.url("/")).new_connections == 0);
}

TEST_CASE("a body above the limit of its read is a named failure the client can see", "[http]") {
  RunningServer running(
      [](const std::shared_ptr<Exchange>& exchange, std::size_t) { echo(exchange, 1000); });
  const bool chunked = GENERATE(false, true);
  const std::size_t bytes = GENERATE(1001, 60'000, 3'000'000);
  Curl curl;
  if (chunked) curl.field("Transfer-Encoding: chunked");
  const Reply reply = curl.body(std::string(bytes, 'a')).get(running.url("/"));
  CHECK(reply.result == CURLE_OK);
  CHECK(reply.status == 413);
  CHECK(reply.body == "body_bytes_max=1000");
}

TEST_CASE("a body that is not UTF-8 is a named failure", "[http]") {
  std::atomic<int> kind = -1;
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->read_body(100, [&, exchange](std::expected<std::string, Failure> body) {
      kind = body ? -2 : static_cast<int>(body.error().kind);
      exchange->respond(400, "", "");
    });
  });
  CHECK(Curl().body("caf\xe9").get(running.url("/")).status == 400);
  CHECK(kind == static_cast<int>(FailureKind::kNotUtf8));
}

TEST_CASE("bodies are read in pieces of at most 64 KiB, as raw bytes", "[http]") {
  std::atomic<std::size_t> largest = 0;
  std::function<void(std::shared_ptr<Exchange>, std::shared_ptr<std::string>)> next;
  next = [&](std::shared_ptr<Exchange> exchange, std::shared_ptr<std::string> all) {
    exchange->read_body_some(4'000'000,
                             [&, exchange, all](std::expected<std::string, Failure> piece) {
                               if (!piece) return exchange->respond(500, "", piece.error().detail);
                               if (piece->empty()) return exchange->respond(200, "", *all);
                               largest = std::max(largest.load(), piece->size());
                               all->append(*piece);
                               next(exchange, all);
                             });
  };
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    next(exchange, std::make_shared<std::string>());
  });
  std::string bytes(3'000'000, '\xff');
  for (std::size_t i = 0; i < bytes.size(); i += 7) bytes[i] = static_cast<char>(i);
  const Reply reply = Curl().body(bytes).get(running.url("/"));
  CHECK(reply.status == 200);
  CHECK(reply.body == bytes);
  CHECK(largest <= 64 * 1024);
  CHECK(largest > 0);
}

TEST_CASE("an answer to HEAD, a 204 and a 304 have no body", "[http]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    const std::string path = field(exchange->head(), ":path");
    const auto status = static_cast<std::uint16_t>(std::stoi(path.substr(1)));
    exchange->respond(status, "x-a: b\n", "body");
  });
  Curl curl;
  const Reply head = curl.set(CURLOPT_NOBODY, 1L).get(running.url("/200"));
  CHECK(head.head.find("Content-Length: 4\r\n") != std::string::npos);
  curl.set(CURLOPT_HTTPGET, 1L);
  for (const char* path : {"/204", "/304"}) {
    const Reply reply = curl.get(running.url(path));
    CHECK(reply.result == CURLE_OK);
    CHECK(reply.body.empty());
    CHECK(reply.new_connections == 0);
    CHECK(reply.head.find("Content-Length") == std::string::npos);
  }
  CHECK(curl.get(running.url("/200")).body == "body");
}

TEST_CASE("the host sets framing and date, whatever the module says", "[http]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    exchange->respond(200,
                      "Content-Length: 99\ntransfer-encoding: chunked\nconnection: close\n"
                      "date: never\nset-cookie: a=1\nset-cookie: b=2\n",
                      "four");
  });
  const Reply reply = Curl().get(running.url("/"));
  CHECK(reply.body == "four");
  CHECK(occurrences(reply.head, "Content-Length: 4\r\n") == 1);
  CHECK(occurrences(reply.head, "GMT\r\n") == 1);
  CHECK(occurrences(reply.head, "set-cookie: ") == 2);
  CHECK(reply.head.find("99") == std::string::npos);
  CHECK(reply.head.find("chunked") == std::string::npos);
  CHECK(reply.head.find("never") == std::string::npos);
}

TEST_CASE("an answer that cannot be sent as it is becomes a 500", "[http]") {
  struct Case {
    std::uint16_t status;
    std::string head;
  };
  const auto bad = GENERATE(
      Case{200, "a: b\r\nx: y\n"}, Case{200, "no colon\n"}, Case{200, "a b: c\n"},
      Case{200, "unended: line"}, Case{200, std::string("a: \0\n", 5)}, Case{200, ":status: 1\n"},
      Case{100, ""}, Case{101, ""}, Case{199, ""}, Case{600, ""}, Case{0, ""});
  RunningServer running([&](const std::shared_ptr<Exchange>& exchange, std::size_t) {
    if (field(exchange->head(), ":path") == "/whole") {
      return exchange->respond(bad.status, bad.head, "secret");
    }
    exchange->begin(bad.status, bad.head);
    exchange->write("secret");
    exchange->finish();
  });
  Curl curl;
  const Reply reply = curl.get(running.url(GENERATE("/whole", "/streamed")));
  REQUIRE(reply.result == CURLE_OK);
  CHECK(reply.status == 500);
  const auto problem = nlohmann::json::parse(reply.body, nullptr, false);
  CHECK(problem["code"] == "internal_error");
  CHECK(problem["requestId"].get<std::string>().starts_with("req_"));
}

TEST_CASE("an answer may come from any thread, later", "[http]") {
  std::vector<std::thread> threads;
  std::mutex mutex;
  {
    RunningServer running([&](std::shared_ptr<Exchange> exchange, std::size_t) {
      const std::lock_guard lock(mutex);
      threads.emplace_back([exchange = std::move(exchange)] {
        exchange->begin(200, "");
        for (int i = 0; i < 100; ++i) exchange->write(std::to_string(i) + ",");
        exchange->finish();
      });
    });
    std::string expected;
    for (int i = 0; i < 100; ++i) expected += std::to_string(i) + ",";
    Curl curl;
    for (int round = 0; round < 20; ++round) {
      const Reply reply = curl.get(running.url("/"));
      CHECK(reply.body == expected);
      CHECK(reply.new_connections == (round == 0 ? 1 : 0));
    }
  }
  for (auto& thread : threads) thread.join();
}

TEST_CASE("connections are dealt out to every loop", "[http]") {
  RunningServer running([](const std::shared_ptr<Exchange>& exchange,
                           std::size_t loop) { exchange->respond(200, "", std::to_string(loop)); },
                        {}, 2);
  std::set<std::string> loops;
  for (int i = 0; i < 4; ++i) loops.insert(Curl().get(running.url("/")).body);
  CHECK(loops == std::set<std::string>{"0", "1"});
}

TEST_CASE("a port that is taken and an address that is none are reported", "[http]") {
  const auto ignore = [](const std::shared_ptr<Exchange>&, std::size_t) {};
  RunningServer running(ignore);
  CHECK_FALSE(BoundPort::bind("127.0.0.1", running.port()));
  CHECK_FALSE(BoundPort::bind("localhost:80", 0));
  auto free = BoundPort::bind("::1", 0);
  REQUIRE(free);
  CHECK(free->port() != 0);
  boost::asio::io_context loop;
  CHECK(Server({&loop}, ignore).listen(std::move(*free)));
}

}  // namespace skerry::host::http
